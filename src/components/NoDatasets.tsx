/**
 * An empty list of datasets: nobody has written one yet, or nothing matches.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { datasetIcon } from '../datasetIcons';
import { Screen } from './Screen';
import { shortened } from './shortened';

export interface INoDatasetsProps {
  /** What was looked for. */
  readonly words: string;
  /** Whether only one's own were looked for. */
  readonly mine: boolean;
  readonly onClear: () => void;
  readonly trans: TranslationBundle;
}

const HANDOFF = 'handoff(df, "team.table")';
const QUOTED = 60; // letters of what was typed that are said again

export function NoDatasets(props: INoDatasetsProps): React.JSX.Element {
  const { words, mine, onClear, trans } = props;
  if (words) {
    const quoted = shortened(words, QUOTED);
    return (
      <Screen
        heading={
          mine
            ? trans.__('None of yours matches “%1”', quoted)
            : trans.__('Nothing matches “%1”', quoted)
        }
      >
        <p>
          {trans.__('Names, descriptions, columns and authors are searched.')}
        </p>
        <div className="hp-Screen-acts">
          <button type="button" className="hp-Button" onClick={onClear}>
            {trans.__('Clear the search')}
          </button>
        </div>
      </Screen>
    );
  }
  return (
    <Screen
      heading={
        mine
          ? trans.__('Your reports write no dataset yet')
          : trans.__('No report writes a dataset yet')
      }
      icon={datasetIcon}
      kind="quiet"
    >
      <p>
        {trans.__(
          'Write a table in a notebook with this line, and publish the notebook. The table is listed here then, with its columns and how to connect.'
        )}
      </p>
      <code className="hp-Command">{HANDOFF}</code>
    </Screen>
  );
}
