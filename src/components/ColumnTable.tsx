/**
 * The columns of a dataset: what each is called, what it means, and what its values are like.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { DatasetColumn } from '../api/types';
import { ColumnValues } from './ColumnValues';
import { shareText } from './values';

export interface IColumnTableProps {
  readonly columns: readonly DatasetColumn[];
  /** How many rows the table has. */
  readonly rows: number;
  readonly trans: TranslationBundle;
}

const FIRST = 60; // columns that are drawn at once; more are asked for
const MORE = 200;

/** As many columns are looked through by eye; above that, a name can be typed. */
const SEEN = 20;

export function ColumnTable(props: IColumnTableProps): React.JSX.Element {
  const { columns, trans } = props;
  const [words, type] = React.useState('');
  const [most, show] = React.useState(FIRST);
  const found = words.trim() ? columns.filter(hasWords(words)) : columns;
  const left = found.length - most;
  return (
    <>
      {columns.length > SEEN && (
        <input
          type="text"
          className="hp-Dataset-find"
          value={words}
          placeholder={trans.__('Find a column')}
          aria-label={trans.__('Find a column')}
          onChange={event => type(event.target.value)}
        />
      )}
      {found.length === 0 ? (
        <p className="hp-Dataset-quiet" role="status">
          {columns.length === 0
            ? trans.__('It has no columns.')
            : trans.__('No column has these words.')}
        </p>
      ) : (
        <table className="hp-Table">
          <thead>
            <tr>
              <th scope="col">{trans.__('Name')}</th>
              <th scope="col">{trans.__('Meaning')}</th>
              <th scope="col">{trans.__('Nulls')}</th>
              <th scope="col">{trans.__('Values')}</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, most).map(column => (
              <Row {...props} key={column.name} column={column} />
            ))}
          </tbody>
        </table>
      )}
      {left > 0 && (
        <button
          type="button"
          className="hp-Text hp-Dataset-more"
          onClick={() => show(most + MORE)}
        >
          {trans._n(
            'Show %2 more column',
            'Show %2 more columns',
            left,
            left.toLocaleString()
          )}
        </button>
      )}
    </>
  );
}

interface IRowProps extends IColumnTableProps {
  readonly column: DatasetColumn;
}

function Row({ column, rows, trans }: IRowProps): React.JSX.Element {
  const { description, key, name, nulls, type, unit } = column;
  const traits = [type, unit, key ? trans.__('key') : ''].filter(Boolean);
  return (
    <tr>
      <th scope="row">
        <code>{name}</code>
        <small>{traits.join(', ')}</small>
      </th>
      <td>
        {description || (
          <span className="hp-Dataset-quiet">{trans.__('not described')}</span>
        )}
      </td>
      <td
        className="hp-mod-nulls"
        title={
          nulls
            ? trans._n(
                '%2 row has no value',
                '%2 rows have no value',
                nulls,
                nulls.toLocaleString()
              )
            : undefined
        }
      >
        {nulls === null ? '' : nulls === 0 ? '0' : shareText(nulls, rows)}
      </td>
      <td>
        <ColumnValues column={column} rows={rows} trans={trans} />
      </td>
    </tr>
  );
}

function hasWords(words: string): (column: DatasetColumn) => boolean {
  const wanted = words.toLowerCase().trim().split(/\s+/);
  return ({ description, name }) => {
    const text = `${name} ${description}`.toLowerCase();
    return wanted.every(word => text.includes(word));
  };
}
