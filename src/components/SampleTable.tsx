/**
 * A few rows of a dataset, as they were written.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { DatasetColumn, DatasetSample } from '../api/types';
import { isNumeric, valueText } from './values';

export interface ISampleTableProps {
  readonly sample: DatasetSample;
  readonly columns: readonly DatasetColumn[];
  readonly trans: TranslationBundle;
}

const FIRST = 6; // rows that are drawn until the others are asked for
const WIDEST = 50; // columns that are drawn: beyond them, nobody reads across

export function SampleTable(props: ISampleTableProps): React.JSX.Element {
  const { sample, columns, trans } = props;
  const known = new Map(columns.map(column => [column.name, column]));
  const shown = sample.columns.slice(0, WIDEST).map(name => ({
    name,
    type: known.get(name)?.type ?? '',
    side: sideOf(known.get(name))
  }));
  const [isWhole, showAll] = React.useState(sample.rows.length <= FIRST);
  const rows = isWhole ? sample.rows : sample.rows.slice(0, FIRST);
  const left = sample.columns.length - shown.length;
  return (
    <>
      <div
        className="hp-Dataset-wide"
        // So that it can be scrolled from the keyboard.
        tabIndex={0}
        role="group"
        aria-label={trans.__('Sample')}
      >
        <table className="hp-Table hp-mod-sample">
          <thead>
            <tr>
              {shown.map(({ name, side }) => (
                <th key={name} scope="col" className={side}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at}>
                {shown.map(({ name, side, type }, column) => (
                  <td
                    key={name}
                    className={side}
                    title={valueText(row[column], type)}
                  >
                    {row[column] === null ? (
                      <span className="hp-Dataset-quiet">{NULL}</span>
                    ) : (
                      valueText(row[column], type)
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!isWhole && (
        <button
          type="button"
          className="hp-Text hp-Dataset-more"
          onClick={() => showAll(true)}
        >
          {trans.__('Show all %1 rows', sample.rows.length)}
        </button>
      )}
      {left > 0 && (
        <p className="hp-Dataset-quiet">
          {trans._n('and %1 more column', 'and %1 more columns', left)}
        </p>
      )}
    </>
  );
}

const NULL = '–';

/** Numbers stand at the right, digit below digit; a key is a name, even where it is a number. */
function sideOf(column: DatasetColumn | undefined): string | undefined {
  return column && !column.key && isNumeric(column.type)
    ? 'hp-mod-number'
    : undefined;
}
