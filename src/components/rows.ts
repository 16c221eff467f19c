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
  /** One has the keyboard already; null for none yet. */
  readonly stopAt: (index: number | null) => void;
}

type Rows = Virtualizer<HTMLDivElement, HTMLElement>;

const USUAL = 118; // pixels of a card, until it is measured
const BESIDE = 4; // cards ready above and below those in sight

/**
 * Where a row turns out higher than thought, all below it are reckoned again: that many, and not a
 * hundred thousand. What is further down is left out until one comes near.
 */
const AHEAD = 2000;

/** A list that is not laid out yet, as its sidebar is folded, is taken for one of that size. */
const ROOM = { width: 300, height: 600 };

export function useRows(
  items: readonly { readonly id: string }[],
  scroll: React.RefObject<HTMLDivElement>
): IRows {
  const [stop, setStop] = React.useState<string | null>(null);
  const [limit, setLimit] = React.useState(AHEAD);
  const wanted = React.useRef<number | null>(null);
  const count = Math.min(items.length, limit);
  const current = React.useMemo(
    () =>
      Math.max(
        0,
        items.findIndex(({ id }) => id === stop)
      ),
    [items, stop]
  );
  const rows = useMeasured(items, count, current, scroll);
  // Asking for them finds out the range.
  const shown = rows.getVirtualItems();
  const { startIndex, endIndex } = rows.range ?? NOTHING;
  const left = (items.length - count) * USUAL;
  const reach = Math.max(current, endIndex + beyond(rows));
  React.useLayoutEffect(() => {
    const isShort = limit < items.length && limit < reach + AHEAD / 2;
    if (isShort || limit > reach + 2 * AHEAD) {
      setLimit(reach + AHEAD);
    }
  }, [limit, items, reach]);

  const bring = (index: number): void => {
    wanted.current = index;
    if (index >= count) {
      setLimit(index + AHEAD);
      return;
    }
    rows.scrollToIndex(index, { align: 'auto' });
    const link = focusable(scroll.current, index);
    if (link) {
      wanted.current = null;
      link.focus({ preventScroll: true });
    }
  };
  React.useLayoutEffect(() => {
    // It may have come into being just now.
    if (wanted.current !== null && wanted.current < count) {
      bring(wanted.current);
    }
  });
  const held = React.useRef<Element | null>(null);
  React.useLayoutEffect(() => {
    // The row that had the keyboard may be gone, as an answer has come: then another one gets it.
    const isLost =
      held.current?.isConnected === false &&
      document.activeElement === document.body;
    held.current = focusedIn(scroll.current);
    if (isLost && count) {
      bring(current);
    }
  });
  return {
    shown,
    first: startIndex,
    last: endIndex,
    page: Math.max(1, endIndex - startIndex),
    height: rows.getTotalSize() + left,
    current,
    measure: rows.measureElement,
    go: index => {
      setStop(items[index]?.id ?? null);
      bring(index);
    },
    stopAt: useLatest((index: number | null) => {
      held.current = focusedIn(scroll.current);
      setStop(index === null ? null : (items[index]?.id ?? null));
    })
  };
}

const NOTHING = { startIndex: 0, endIndex: -1 };

/** The first `count` of them, each as high as it was measured. */
function useMeasured(
  items: readonly { readonly id: string }[],
  count: number,
  current: number,
  scroll: React.RefObject<HTMLDivElement>
): Rows {
  return useVirtualizer<HTMLDivElement, HTMLElement>({
    count,
    estimateSize: () => USUAL,
    getItemKey: React.useCallback((index: number) => items[index].id, [items]),
    getScrollElement: () => scroll.current,
    initialRect: ROOM,
    measureElement: heightOf,
    observeElementRect: observeRoom,
    overscan: BESIDE,
    rangeExtractor: React.useCallback(
      (range: Range) =>
        withRow(
          defaultRangeExtractor(range),
          Math.min(current, range.count - 1)
        ),
      [current]
    )
  });
}

/** How many rows the list was scrolled further than it knows of. */
function beyond(rows: Rows): number {
  const bottom = (rows.scrollOffset ?? 0) + (rows.scrollRect?.height ?? 0);
  return Math.max(0, Math.ceil((bottom - rows.getTotalSize()) / USUAL));
}

/** The same function at every drawing, which does what the last one drawn would. */
function useLatest<T>(act: (value: T) => void): (value: T) => void {
  const latest = React.useRef(act);
  latest.current = act;
  return React.useCallback((value: T) => latest.current(value), []);
}

function focusedIn(list: HTMLElement | null): Element | null {
  const { activeElement } = document;
  return list?.contains(activeElement) ? activeElement : null;
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
export function withRow(indexes: number[], row: number): number[] {
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
