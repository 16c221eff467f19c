/**
 * Arrows go from card to card in a gallery: along a row, and from row to row.
 */
import type * as React from 'react';

export interface IGridPlace {
  readonly index: number;
  readonly count: number;
  readonly columns: number;
  /** How many rows are in sight. */
  readonly page: number;
  /** Give the keyboard to another card. */
  readonly go: (index: number) => void;
  /** ↑ from the first row. */
  readonly onUp: () => void;
}

/** What the arrow does, or undefined where the key is none. */
export function gridMove(
  event: React.KeyboardEvent,
  place: IGridPlace
): (() => void) | undefined {
  const { altKey, ctrlKey, metaKey, shiftKey, key } = event;
  if (altKey || ctrlKey || metaKey || shiftKey) {
    return undefined;
  }
  const { index, count, columns, page, go, onUp } = place;
  const to = (target: number) => () =>
    go(Math.max(0, Math.min(count - 1, target)));
  switch (key) {
    case 'ArrowRight':
      return to(index + 1);
    case 'ArrowLeft':
      return to(index - 1);
    case 'ArrowDown':
      return to(index + columns);
    case 'ArrowUp':
      return index < columns ? onUp : to(index - columns);
    case 'PageDown':
      return to(index + page * columns);
    case 'PageUp':
      return to(index - page * columns);
    case 'Home':
      return to(0);
    case 'End':
      return to(count - 1);
    default:
      return undefined;
  }
}
