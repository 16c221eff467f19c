/**
 * Which rows of a long list are there: those in sight, a few beside them, and the one with the keyboard.
 */
import type { Range, Virtualizer } from '@tanstack/react-virtual';
import {
  defaultRangeExtractor,
  measureElement,
  observeElementRect,
  useVirtualizer
} from '@tanstack/react-virtual';
import * as React from 'react';

export interface IRows {
  /** Those that are there, from the top, each with its distance from the list's beginning. */
  readonly shown: readonly { readonly index: number; readonly start: number }[];
  /** The first and the last that are in sight, or nearly so. */
  readonly first: number;
  readonly last: number;
  /** How many are in sight. */
  readonly page: number;
  /** Pixels of them all. */
  readonly height: number;
  /** The one that Tab stops at. */
  readonly current: number;
  /** To be the `ref` of each. */
  readonly measure: (node: HTMLElement | null) => void;
  /** Bring one into sight, and give it the keyboard. */
  readonly go: (index: number) => void;
  /** One has the keyboard already. */
  readonly stopAt: (index: number | null) => void;
}

type Rows = Virtualizer<HTMLDivElement, HTMLElement>;

const USUAL = 118; // pixels of a card, until it is measured
const BESIDE = 4; // cards ready above and below those in sight

/** A list that is not laid out yet, as its sidebar is folded, is taken for one of that size. */
const ROOM = { width: 300, height: 600 };

export function useRows(
  items: readonly { readonly id: string }[],
  scroll: React.RefObject<HTMLDivElement>
): IRows {
  const [stop, setStop] = React.useState<string | null>(null);
  const wanted = React.useRef<number | null>(null);
  const current = React.useMemo(() => {
    const found = items.findIndex(({ id }) => id === stop);
    return Math.max(0, found);
  }, [items, stop]);
  const rows: Rows = useVirtualizer<HTMLDivElement, HTMLElement>({
    count: items.length,
    estimateSize: () => USUAL,
    getItemKey: React.useCallback((index: number) => items[index].id, [items]),
    getScrollElement: () => scroll.current,
    initialRect: ROOM,
    measureElement: heightOf,
    observeElementRect: observeRoom,
    overscan: BESIDE,
    rangeExtractor: React.useCallback(
      (range: Range) => withRow(defaultRangeExtractor(range), current),
      [current]
    )
  });
  React.useLayoutEffect(() => {
    // The row may have come into being just now.
    const link = focusable(scroll.current, wanted.current);
    if (link) {
      wanted.current = null;
      link.focus({ preventScroll: true });
    }
  });
  // Asking for them finds out the range.
  const shown = rows.getVirtualItems();
  const range = rows.range ?? { startIndex: 0, endIndex: -1 };
  return {
    shown,
    first: range.startIndex,
    last: range.endIndex,
    page: Math.max(1, range.endIndex - range.startIndex),
    height: rows.getTotalSize(),
    current,
    measure: rows.measureElement,
    go: index => {
      rows.scrollToIndex(index, { align: 'auto' });
      setStop(items[index]?.id ?? null);
      const link = focusable(scroll.current, index);
      wanted.current = link ? null : index;
      link?.focus({ preventScroll: true });
    },
    stopAt: index => setStop(index === null ? null : items[index].id)
  };
}

/** What of a row takes the keyboard: its title. */
function focusable(
  list: HTMLElement | null,
  index: number | null
): HTMLElement | null {
  return index === null || !list
    ? null
    : list.querySelector<HTMLElement>(`[data-index="${index}"] h3 a`);
}

/** The rows with one more, in their order: what has the keyboard must not vanish. */
function withRow(indexes: number[], row: number): number[] {
  return indexes.includes(row)
    ? indexes
    : [...indexes, row].sort((one, other) => one - other);
}

function heightOf(
  node: HTMLElement,
  entry: ResizeObserverEntry | undefined,
  rows: Rows
): number {
  return measureElement(node, entry, rows) || USUAL;
}

function observeRoom(
  rows: Rows,
  tell: (rect: { width: number; height: number }) => void
): void | (() => void) {
  return observeElementRect(rows, rect => tell(rect.height ? rect : ROOM));
}
