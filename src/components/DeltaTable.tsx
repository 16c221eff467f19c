/**
 * The newer table, with what its numbers have changed by.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { type IDelta, type IDeltaCell, MOST_ROWS } from './tables';

export interface IDeltaTableProps {
  readonly delta: IDelta;
  readonly trans: TranslationBundle;
}

export function DeltaTable(props: IDeltaTableProps): React.JSX.Element {
  const { delta, trans } = props;
  const { header, rows } = delta;
  return (
    <>
      <div className="hp-Delta">
        <table>
          {header.length > 0 && (
            <thead>
              <tr>
                {header.map((name, at) => (
                  <th key={at} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {rows.map((row, at) => (
              <tr key={at}>
                {row.map((cell, column) => (
                  <Cell cell={cell} key={column} trans={trans} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="hp-Comparison-note">
        {rows.length === MOST_ROWS
          ? trans.__('Only the first %1 rows are compared.', MOST_ROWS)
          : trans.__(
              'Numbers that differ by less than one in a million count as the same.'
            )}
      </p>
    </>
  );
}

function Cell(props: {
  cell: IDeltaCell;
  trans: TranslationBundle;
}): React.JSX.Element {
  const { cell, trans } = props;
  const { before, difference, kind, text } = cell;
  if (kind === 'added' || kind === 'removed') {
    const Mark = kind === 'added' ? 'ins' : 'del';
    return (
      <td>
        <Mark>{text}</Mark>
      </td>
    );
  }
  return (
    <td
      className={`hp-mod-${kind}`}
      title={kind === 'changed' ? trans.__('It was %1', before) : undefined}
    >
      {text}
      {kind === 'changed' && <small>{difference || `← ${before}`}</small>}
    </td>
  );
}
