/**
 * What stands above a published notebook: that it cannot be changed, and what can be done instead.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { lockIcon, saveIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import { reportIcon } from '../icons';

export interface IReadOnlyBarProps {
  readonly version: number;
  readonly onOpenReport: () => void;
  readonly onSaveAs: () => void;
  readonly trans: TranslationBundle;
}

export function ReadOnlyBar(props: IReadOnlyBarProps): JSX.Element {
  const { version, onOpenReport, onSaveAs, trans } = props;
  return (
    <div className="hp-ReadOnlyBar-row">
      <lockIcon.react tag="span" />
      <p>
        {trans.__(
          'This is version %1 of a report and cannot be changed.',
          version
        )}
      </p>
      <button
        type="button"
        className="hp-Button hp-mod-plain"
        title={trans.__('Read this version as a report')}
        aria-label={trans.__('Open report')}
        onClick={onOpenReport}
      >
        <reportIcon.react tag="span" />
        <span>{trans.__('Open report')}</span>
      </button>
      <button
        type="button"
        className="hp-Button"
        title={trans.__('Write a copy into your own files')}
        aria-label={trans.__('Save as…')}
        onClick={onSaveAs}
      >
        <saveIcon.react tag="span" />
        <span>{trans.__('Save as…')}</span>
      </button>
    </div>
  );
}
