/**
 * Somebody has published what looks like the same work: said before there are two of it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Related } from '../api/types';
import { warningIcon } from '../icons';
import { reasonsOf } from './likeness';

export interface ILookalikeNoteProps {
  report: Related;
  onOpen: (report: Related) => void;
  /** Publish a version of it, rather than a report of its own. */
  onUpdate: (report: Related) => void;
  trans: TranslationBundle;
}

export function LookalikeNote(props: ILookalikeNoteProps): React.JSX.Element {
  const { report, onOpen, onUpdate, trans } = props;
  const why = reasonsOf(report.reasons, trans);
  return (
    <div className="hp-Lookalike" role="status">
      <warningIcon.react tag="span" />
      <p>
        {trans.__(
          'This looks like “%1” by %2.',
          report.title,
          report.authors[0] ?? report.owner
        )}{' '}
        {why && <small>{why}</small>}
        <span className="hp-Lookalike-acts">
          <button
            className="hp-PublishForm-link"
            onClick={() => onOpen(report)}
            type="button"
          >
            {trans.__('Open it')}
          </button>
          {report.may_update && (
            <button
              className="hp-PublishForm-link"
              onClick={() => onUpdate(report)}
              type="button"
            >
              {trans.__('Update that one instead')}
            </button>
          )}
        </span>
      </p>
    </div>
  );
}
