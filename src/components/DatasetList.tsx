/**
 * The list of datasets: only the cards in sight are there, more come when its end is near.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { DatasetSummary } from '../api/types';
import { keyAct } from './cardKeys';
import { DatasetCard } from './DatasetCard';
import { useRows } from './rows';
import type { ITimes } from './time';

export interface IDatasetListProps {
  readonly datasets: readonly DatasetSummary[];
  readonly total: number;
  /** The dataset that the main area shows, or null. */
  readonly openId: string | null;
  readonly more: 'idle' | 'loading' | 'failed';
  readonly hasMore: boolean;
  readonly times: ITimes;
  readonly hrefOf: (dataset: DatasetSummary) => string;
  readonly onOpen: (dataset: DatasetSummary) => void;
  readonly onMore: () => void;
  /** ↑ from the first card. */
  readonly onUp: () => void;
  readonly onEscape: () => void;
  readonly trans: TranslationBundle;
}

/** What others may ask of the list. */
export interface IDatasetListHandle {
  /** Give the keyboard to the card that had it last, or to the first. */
  focus(): void;
}

const NEAR = 8; // cards above the end at which more is asked for

export const DatasetList = React.forwardRef<
  IDatasetListHandle,
  IDatasetListProps
>(function DatasetList(props, ref): React.JSX.Element {
  const { datasets, hasMore, more, onMore, trans } = props;
  const scroll = React.useRef<HTMLDivElement>(null);
  const rows = useRows(datasets, scroll);
  const { current, last } = rows;
  React.useImperativeHandle(ref, () => ({ focus: () => rows.go(current) }));
  React.useEffect(() => {
    if (hasMore && more === 'idle' && last >= datasets.length - NEAR) {
      onMore();
    }
  }, [hasMore, more, last, datasets, onMore]);
  return (
    <div
      ref={scroll}
      className="hp-List"
      onFocus={event => rows.stopAt(rowOf(event.target))}
      onKeyDown={event => onKey(event, props, rows)}
    >
      <ul
        aria-label={trans.__('Datasets')}
        aria-busy={more === 'loading'}
        // As high as all of them would be: known only when they are measured.
        style={{ height: rows.height }}
      >
        {rows.shown.map(({ index, start }) => (
          <li
            key={datasets[index].id}
            ref={rows.measure}
            className="hp-Row"
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={props.total}
            style={{ transform: `translateY(${start}px)` }}
          >
            <DatasetCard
              dataset={datasets[index]}
              href={props.hrefOf(datasets[index])}
              isTabStop={index === current}
              isOpen={datasets[index].id === props.openId}
              times={props.times}
              onOpen={props.onOpen}
              trans={trans}
            />
          </li>
        ))}
      </ul>
      {more === 'failed' && (
        <p className="hp-List-end">
          <span>{trans.__('The rest could not be loaded.')}</span>{' '}
          <button type="button" className="hp-Text" onClick={onMore}>
            {trans.__('Try again')}
          </button>
        </p>
      )}
    </div>
  );
});

function rowOf(node: Element): number | null {
  const index = node.closest<HTMLElement>('.hp-Row')?.dataset.index;
  return index === undefined ? null : Number(index);
}

/** What a key does, while a card has the focus. */
function onKey(
  event: React.KeyboardEvent,
  props: IDatasetListProps,
  rows: ReturnType<typeof useRows>
): void {
  const index = rowOf(event.target as Element);
  const dataset = index === null ? undefined : props.datasets[index];
  if (index === null || !dataset) {
    return;
  }
  const act = keyAct(event, {
    go: rows.go,
    index,
    count: props.datasets.length,
    page: rows.page,
    onUp: props.onUp,
    onEscape: props.onEscape,
    open: () => props.onOpen(dataset)
  });
  if (act) {
    event.preventDefault();
    event.stopPropagation();
    act();
  }
}
