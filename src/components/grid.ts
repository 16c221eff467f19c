/**
 * Which cards of a long gallery are there: whole rows, those in sight and a few beside them, and the one
 * with the keyboard.
 */
import type { Range } from '@tanstack/react-virtual';
import {
  defaultRangeExtractor,
  measureElement,
  observeElementRect,
  useVirtualizer
} from '@tanstack/react-virtual';
import * as React from 'react';

import { withRow } from './rows';

export interface IGridOptions {
  readonly items: readonly { readonly id: string }[];
  readonly columns: number;
  /** Pixels of a card, until it is measured. */
  readonly usual: number;
  /** What the cards are in. */
  readonly list: React.RefObject<HTMLElement>;
  /** What scrolls. */
  readonly scroll: React.RefObject<HTMLDivElement>;
  /** Pixels of what scrolls with the cards, above them. */
  readonly above: number;
}

export interface IGrid {
  /** The rows that are there, from the top, each with its distance from the first one's place. */
  readonly rows: readonly { readonly index: number; readonly start: number }[];
  /** The last row that is in sight, or nearly so. */
  readonly last: number;
  /** How many rows are in sight. */
  readonly page: number;
  /** Pixels of them all. */
  readonly height: number;
  /** The card that Tab stops at. */
  readonly current: number;
  /** To be the `ref` of each row. */
  readonly measure: (node: HTMLElement | null) => void;
  /** Bring a card into sight, and give it the keyboard. */
  readonly go: (index: number) => void;
  /** One has the keyboard already. */
  readonly stopAt: (index: number) => void;
}

const BESIDE = 2; // rows ready above and below those in sight

/** What is not laid out yet is taken for that size. */
const ROOM = { width: 900, height: 700 };

export function useGrid(options: IGridOptions): IGrid {
  const { items, columns, usual, list, scroll, above } = options;
  const [stop, setStop] = React.useState<string | null>(null);
  const wanted = React.useRef<number | null>(null);
  const current = React.useMemo(
    () =>
      Math.max(
        0,
        items.findIndex(({ id }) => id === stop)
      ),
    [items, stop]
  );
  const row = Math.floor(current / columns);
  const rows = useVirtualizer<HTMLDivElement, HTMLElement>({
    count: Math.ceil(items.length / columns),
    estimateSize: () => usual,
    getScrollElement: () => scroll.current,
    initialRect: ROOM,
    measureElement: (node, entry, all) =>
      measureElement(node, entry, all) || usual,
    observeElementRect: (all, tell) =>
      observeElementRect(all, rect => tell(rect.height ? rect : ROOM)),
    overscan: BESIDE,
    scrollMargin: above,
    rangeExtractor: React.useCallback(
      (range: Range) => withRow(defaultRangeExtractor(range), row),
      [row]
    )
  });
  // Other columns are other rows, of another height.
  React.useLayoutEffect(() => rows.measure(), [rows, columns, usual]);
  React.useLayoutEffect(() => {
    // The card may have come into being just now.
    const link = focusable(list.current, wanted.current);
    if (link) {
      wanted.current = null;
      link.focus({ preventScroll: true });
    }
  });
  const shown = rows.getVirtualItems();
  const range = rows.range ?? { startIndex: 0, endIndex: -1 };
  return {
    rows: shown.map(({ index, start }) => ({ index, start: start - above })),
    last: range.endIndex,
    page: Math.max(1, range.endIndex - range.startIndex),
    height: rows.getTotalSize(),
    current,
    measure: rows.measureElement,
    go: index => {
      rows.scrollToIndex(Math.floor(index / columns), { align: 'auto' });
      setStop(items[index]?.id ?? null);
      const link = focusable(list.current, index);
      wanted.current = link ? null : index;
      link?.focus({ preventScroll: true });
    },
    stopAt: index => setStop(items[index]?.id ?? null)
  };
}

/** What of a card takes the keyboard: its title. */
function focusable(
  node: HTMLElement | null,
  index: number | null
): HTMLElement | null {
  return index === null || !node
    ? null
    : node.querySelector<HTMLElement>(`[data-card="${index}"] h3 a`);
}
