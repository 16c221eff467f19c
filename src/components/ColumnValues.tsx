/**
 * What a column's values are like, in a small drawing: how they are spread, or which are frequent.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { DatasetColumn } from '../api/types';
import { axisText, shareText, valueText } from './values';

export interface IColumnValuesProps {
  readonly column: DatasetColumn;
  /** How many rows the table has. */
  readonly rows: number;
  readonly trans: TranslationBundle;
}

export function ColumnValues(props: IColumnValuesProps): React.JSX.Element {
  const { column, trans } = props;
  if (column.sensitive) {
    return <small>{trans.__('kept back')}</small>;
  }
  if (column.histogram.length > 0) {
    return <Histogram {...props} />;
  }
  if (column.top.length > 0) {
    return <Frequent {...props} />;
  }
  return <small>{differentText(column, trans)}</small>;
}

const HEIGHT = 30; // pixels of the tallest bar
const LEAST = 1; // of one that is not empty

function Histogram({ column, trans }: IColumnValuesProps): React.JSX.Element {
  const { histogram, max, mean, min, type } = column;
  const tallest = Math.max(...histogram, 1);
  const [from, to] = [min, max].map(value => axisText(value, type));
  const spread = trans.__('from %1 to %2', from, to);
  return (
    <div
      className="hp-Values"
      title={
        mean === null
          ? differentText(column, trans)
          : trans.__('%1 on average', valueText(mean, type))
      }
    >
      <svg
        role="img"
        aria-label={spread}
        viewBox={`0 0 ${histogram.length} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        {histogram.map((rows, at) => {
          const height =
            rows === 0 ? 0 : Math.max(LEAST, (HEIGHT * rows) / tallest);
          return (
            <rect
              key={at}
              x={at}
              y={HEIGHT - height}
              width={0.9}
              height={height}
            />
          );
        })}
      </svg>
      <p aria-hidden="true">
        <span>{from}</span>
        <span>{to}</span>
      </p>
    </div>
  );
}

const NAMED = 2; // values for whose names there is room
const FAINTEST = 0.25;

function Frequent({
  column,
  rows,
  trans
}: IColumnValuesProps): React.JSX.Element {
  const { top, type } = column;
  const all = Math.max(1, rows - (column.nulls ?? 0));
  const told = top.map(({ value, rows: has }) => ({
    text: valueText(value, type) || trans.__('empty'),
    share: shareText(has, all),
    width: (100 * has) / all
  }));
  return (
    <div
      className="hp-Values hp-mod-top"
      title={[
        ...told.map(({ text, share }) => `${text} ${share}`),
        differentText(column, trans)
      ].join('\n')}
    >
      <svg viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
        {told.map(({ width }, at) => (
          <rect
            key={at}
            x={told.slice(0, at).reduce((sum, each) => sum + each.width, 0)}
            width={Math.max(0, width - 0.8)}
            height={14}
            opacity={Math.max(FAINTEST, 1 - 0.24 * at)}
          />
        ))}
      </svg>
      <p>
        {told.slice(0, NAMED).map(({ text, share }, at) => (
          <span key={at}>
            {text} {share}
          </span>
        ))}
      </p>
    </div>
  );
}

function differentText(
  { distinct }: DatasetColumn,
  trans: TranslationBundle
): string {
  return distinct === null
    ? ''
    : trans._n(
        '%2 different value',
        '%2 different values',
        distinct,
        distinct.toLocaleString()
      );
}
