/**
 * What keys do on a card: arrows move, letters act.
 */
import type * as React from 'react';

import { showMenu } from './cardMenu';

/** A card among others, and what can be done with it. */
export interface ICardKeys {
  /** Give the keyboard to another card. */
  readonly go: (index: number) => void;
  readonly index: number;
  readonly count: number;
  /** How many cards are in sight. */
  readonly page: number;
  /** ↑ from the first card. */
  readonly onUp: () => void;
  readonly onEscape: () => void;
  readonly open: () => void;
  /** What only some cards can; the key is left to the browser on others. */
  readonly openNotebook?: () => void;
  readonly copyLink?: () => void;
  readonly star?: () => void;
}

type Act = (() => void) | undefined;

/** What the key does, or undefined where it is left to the browser. */
export function keyAct(event: React.KeyboardEvent, card: ICardKeys): Act {
  const { altKey, ctrlKey, metaKey, shiftKey } = event;
  const isPlain = !altKey && !ctrlKey && !metaKey && !shiftKey;
  return isPlain
    ? (moveOf(event, card) ?? stepOf(event) ?? plainAct(event, card))
    : heldAct(event, card);
}

function moveOf(event: React.KeyboardEvent, card: ICardKeys): Act {
  const { go, index, count, page, onUp } = card;
  const to = (target: number) => () =>
    go(Math.max(0, Math.min(count - 1, target)));
  switch (event.key) {
    case 'ArrowDown':
      return to(index + 1);
    case 'ArrowUp':
      return index === 0 ? onUp : to(index - 1);
    case 'PageDown':
      return to(index + page);
    case 'PageUp':
      return to(index - page);
    case 'Home':
      return to(0);
    case 'End':
      return to(count - 1);
    default:
      return undefined;
  }
}

/** ← and → go along what is on the card; what only the mouse sees has keys of its own. */
function stepOf(event: React.KeyboardEvent): Act {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) {
    return undefined;
  }
  const node = event.target as HTMLElement;
  const stops = [
    ...cardOf(node).querySelectorAll<HTMLElement>(
      ':is(a, button):not(.hp-Card-acts button)'
    )
  ];
  return () => stops[stops.indexOf(node) + step]?.focus();
}

function plainAct(event: React.KeyboardEvent, card: ICardKeys): Act {
  const node = event.target as HTMLElement;
  switch (event.key) {
    case 'Enter':
      return node.tagName === 'A' ? card.open : undefined;
    case 'c':
    case 'C':
      return card.copyLink;
    case 's':
    case 'S':
      return card.star;
    case 'Escape':
      return card.onEscape;
    case 'ContextMenu':
      return () => showMenu(cardOf(node));
    default:
      return undefined;
  }
}

function heldAct(event: React.KeyboardEvent, card: ICardKeys): Act {
  const { altKey, ctrlKey, key, metaKey, shiftKey } = event;
  if (key === 'Enter' && (ctrlKey || metaKey)) {
    return card.openNotebook;
  }
  return key === 'F10' && shiftKey && !altKey
    ? () => showMenu(cardOf(event.target as HTMLElement))
    : undefined;
}

function cardOf(node: HTMLElement): HTMLElement {
  return node.closest<HTMLElement>('.hp-Card') ?? node;
}
