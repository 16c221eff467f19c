/**
 * How many were found, and a small way to keep the search.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

export interface ICountLineProps {
  /** "23 reports", or nothing where nobody may know. */
  readonly count: string;
  readonly isSaved: boolean;
  readonly onSave: () => void;
  readonly onForget: () => void;
  readonly trans: TranslationBundle;
}

export function CountLine(props: ICountLineProps): JSX.Element {
  const { count, isSaved, onSave, onForget, trans } = props;
  return (
    <div className="hp-Count">
      <span>{count}</span>
      <button
        type="button"
        className="hp-Text"
        title={
          isSaved
            ? trans.__('Take this search from your saved searches')
            : trans.__('Find this search again under the empty search box')
        }
        onClick={isSaved ? onForget : onSave}
      >
        {isSaved ? trans.__('Forget search') : trans.__('Save search')}
      </button>
    </div>
  );
}
