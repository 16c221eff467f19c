/**
 * How a table stands to its promise: a coloured dot, and always words beside it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IPromised } from './promises';
import { freshnessOf } from './promises';

export interface IFreshnessProps {
  readonly table: IPromised;
  readonly trans: TranslationBundle;
  /** What follows the words. */
  readonly children?: React.ReactNode;
}

export function Freshness(props: IFreshnessProps): React.JSX.Element {
  const { table, children, trans } = props;
  return (
    <span className={`hp-Fresh hp-mod-${table.freshness}`}>
      <span className="hp-Dot" aria-hidden="true" />
      <span>
        {freshnessOf(table, new Date(), trans)}
        {children}
      </span>
    </span>
  );
}
