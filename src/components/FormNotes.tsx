import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Draft } from '../api/types';

export interface IFormNotesProps {
  draft: Draft;
  onStartOver: () => void;
  /** Whether the form shows what was changed in a dialog before this one. */
  restored: boolean;
  trans: TranslationBundle;
}

/** What publishing does to the notebook, what the report comes from, and what of the form is from last time. */
export function FormNotes(props: IFormNotesProps): React.JSX.Element {
  const { draft, onStartOver, restored, trans } = props;
  const { parent } = draft;
  return (
    <>
      {parent && (
        <p className="hp-PublishForm-note">
          {trans.__(
            'Based on “%1” by %2; both reports will say so.',
            parent.title,
            parent.authors[0] ?? parent.owner
          )}
        </p>
      )}
      <p className="hp-PublishForm-note">
        {trans.__(
          'The notebook remembers its report: publishing writes the report’s id into its metadata.'
        )}
      </p>
      {restored && (
        <p className="hp-PublishForm-note" role="status">
          {trans.__('This is how you left it last time.')}{' '}
          <button
            className="hp-PublishForm-link"
            onClick={onStartOver}
            type="button"
          >
            {trans.__('Take it from the notebook again')}
          </button>
        </p>
      )}
    </>
  );
}
