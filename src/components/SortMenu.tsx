/**
 * In which order the reports come: a word that opens the list of all orders.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { caretDownEmptyIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { Sort } from '../api/types';

export interface ISortMenuProps {
  readonly sort: Sort;
  /** Only what was searched for can be more or less relevant. */
  readonly isSearching: boolean;
  readonly onSort: (sort: Sort) => void;
  readonly trans: TranslationBundle;
}

const ALWAYS: readonly Sort[] = ['newest', 'updated', 'stars', 'views'];

export function SortMenu(props: ISortMenuProps): JSX.Element {
  const { sort, isSearching, onSort, trans } = props;
  const sorts = [
    ...(isSearching ? (['relevance'] as const) : []),
    ...ALWAYS,
    ...(sort === 'popular' ? (['popular'] as const) : [])
  ];
  return (
    <span className="hp-Sort">
      <select
        aria-label={trans.__('Order')}
        value={sort}
        onChange={event => onSort(event.target.value as Sort)}
      >
        {sorts.map(one => (
          <option key={one} value={one}>
            {sortName(one, trans)}
          </option>
        ))}
      </select>
      <caretDownEmptyIcon.react tag="span" />
    </span>
  );
}

export function sortName(sort: Sort, trans: TranslationBundle): string {
  switch (sort) {
    case 'relevance':
      return trans.__('Relevance');
    case 'newest':
      return trans.__('Newest');
    case 'updated':
      return trans.__('Updated');
    case 'stars':
      return trans.__('Most starred');
    case 'views':
      return trans.__('Most read');
    case 'popular':
      return trans.__('Popular this week');
  }
}
