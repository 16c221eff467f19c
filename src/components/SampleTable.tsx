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

const WIDEST = 50; // columns that are drawn: beyond them, nobody reads across

export function SampleTable(props: ISampleTableProps): React.JSX.Element {
  const { sample, columns, trans } = props;
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const shown = sample.columns.slice(0, WIDEST).map(name => ({
    name,
    type: types.get(name) ?? ''
  }));
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
              {shown.map(({ name, type }) => (
                <th key={name} scope="col" className={alignment(type)}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sample.rows.map((row, at) => (
              <tr key={at}>
                {shown.map(({ name, type }, column) => (
                  <td
                    key={name}
                    className={alignment(type)}
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
      {left > 0 && (
        <p className="hp-Dataset-quiet">
          {trans._n('and %1 more column', 'and %1 more columns', left)}
        </p>
      )}
    </>
  );
}

const NULL = '–';

function alignment(type: string): string | undefined {
  return isNumeric(type) ? 'hp-mod-number' : undefined;
}
