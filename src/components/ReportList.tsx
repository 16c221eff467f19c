/**
 * The list of reports: one tab stop, arrows between the cards, more when its end comes near.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Hit } from '../api/types';
import { ReportCard } from './ReportCard';
import type { ITimes } from './time';

export interface IReportListProps {
  readonly hits: readonly Hit[];
  /** What they were found by: another search begins at its top. */
  readonly asked: string;
  /** The report that the main area shows, or null. */
  readonly openId: string | null;
  readonly more: 'idle' | 'loading' | 'failed';
  readonly hasMore: boolean;
  readonly isBusy: boolean;
  readonly times: ITimes;
  readonly hrefOf: (hit: Hit) => string;
  /** The address of a report's picture, or null. */
  readonly pictureOf: (hit: Hit) => string | null;
  /** How many of the tags fit on one line of a card. */
  readonly fitTags: (tags: readonly string[]) => number;
  readonly onMore: () => void;
  readonly onOpen: (hit: Hit) => void;
  readonly onOpenNotebook: (hit: Hit) => void;
  readonly onCopyLink: (hit: Hit) => void;
  readonly onTag: (tag: string) => void;
  /** Esc, or ↑ from the first card. */
  readonly onUp: () => void;
  readonly onEscape: () => void;
  /** Whether nobody would notice that the list moves. */
  readonly onRest: (isAtRest: boolean) => void;
  readonly trans: TranslationBundle;
}

const NEAR = 800; // pixels above the end at which more is asked for

export const ReportList = React.forwardRef<HTMLUListElement, IReportListProps>(
  function ReportList(props, ref): JSX.Element {
    const { asked, hits, hasMore, more, onMore, onRest, trans } = props;
    const own = React.useRef<HTMLUListElement | null>(null);
    const [current, setCurrent] = React.useState<string | null>(null);
    const stop = hits.some(hit => hit.id === current) ? current : hits[0]?.id;

    const look = React.useCallback(() => {
      const list = own.current;
      if (!list) {
        return;
      }
      onRest(list.scrollTop === 0 && !list.contains(document.activeElement));
      const below = list.scrollHeight - list.scrollTop - list.clientHeight;
      if (hasMore && more === 'idle' && below < NEAR) {
        onMore();
      }
    }, [hasMore, more, onMore, onRest]);
    React.useLayoutEffect(() => {
      if (own.current) {
        own.current.scrollTop = 0;
      }
    }, [asked]);
    React.useEffect(look, [look, hits]);

    return (
      <ul
        ref={list => {
          own.current = list;
          if (typeof ref === 'function') {
            ref(list);
          } else if (ref) {
            ref.current = list;
          }
        }}
        className="hp-List"
        aria-label={trans.__('Reports')}
        aria-busy={props.isBusy || more === 'loading'}
        onScroll={look}
        onBlur={() => requestAnimationFrame(look)}
        onFocus={event => {
          setCurrent(reportAt(event.target));
          look();
        }}
        onKeyDown={event => onKey(event, props, own.current)}
      >
        {hits.map(hit => (
          <ReportCard
            key={hit.id}
            hit={hit}
            href={props.hrefOf(hit)}
            picture={props.pictureOf(hit)}
            isTabStop={hit.id === stop}
            isOpen={hit.id === props.openId}
            tagsShown={props.fitTags(hit.tags)}
            times={props.times}
            onOpen={props.onOpen}
            onTag={props.onTag}
            trans={trans}
          />
        ))}
        {more === 'failed' && (
          <li className="hp-List-end">
            <span>{trans.__('The rest could not be loaded.')}</span>{' '}
            <button type="button" className="hp-Text" onClick={onMore}>
              {trans.__('Try again')}
            </button>
          </li>
        )}
      </ul>
    );
  }
);

function reportAt(node: Element): string | null {
  return node.closest<HTMLElement>('.hp-Card')?.dataset.report ?? null;
}

/** What a key does, while a card or one of its tags has the focus. */
function onKey(
  event: React.KeyboardEvent,
  props: IReportListProps,
  list: HTMLElement | null
): void {
  const card = (event.target as Element).closest<HTMLElement>('.hp-Card');
  const hit = props.hits.find(({ id }) => id === card?.dataset.report);
  if (!list || !card || !hit) {
    return;
  }
  const act =
    moveOf(event, list, card, props.onUp) ?? actionOf(event, hit, card, props);
  if (act) {
    event.preventDefault();
    event.stopPropagation();
    act();
  }
}

type Act = (() => void) | undefined;

function moveOf(
  event: React.KeyboardEvent,
  list: HTMLElement,
  card: HTMLElement,
  onUp: () => void
): Act {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) {
    return undefined;
  }
  const links = [...list.querySelectorAll<HTMLElement>('.hp-Card-title a')];
  const at = links.findIndex(link => card.contains(link));
  const stops = [...card.querySelectorAll<HTMLElement>('a, button')];
  const stop = stops.indexOf(event.target as HTMLElement);
  const to = (target: HTMLElement | undefined) => () => {
    target?.focus();
    const row = target?.closest('.hp-Card');
    row?.scrollIntoView?.({ block: 'nearest' });
  };
  switch (event.key) {
    case 'ArrowDown':
      return to(links[at + 1]);
    case 'ArrowUp':
      return at === 0 ? onUp : to(links[at - 1]);
    case 'Home':
      return to(links[0]);
    case 'End':
      return to(links[links.length - 1]);
    case 'ArrowRight':
      return to(stops[stop + 1]);
    case 'ArrowLeft':
      return to(stops[stop - 1]);
    default:
      return undefined;
  }
}

function actionOf(
  event: React.KeyboardEvent,
  hit: Hit,
  card: HTMLElement,
  props: IReportListProps
): Act {
  const hasAccel = event.ctrlKey || event.metaKey;
  const isPlain = !hasAccel && !event.altKey && !event.shiftKey;
  const isOnTitle = (event.target as Element).tagName === 'A';
  switch (event.key) {
    case 'Enter':
      if (hasAccel) {
        return () => props.onOpenNotebook(hit);
      }
      return isPlain && isOnTitle ? () => props.onOpen(hit) : undefined;
    case 'c':
    case 'C':
      return isPlain ? () => props.onCopyLink(hit) : undefined;
    case 'Escape':
      return props.onEscape;
    case 'F10':
    case 'ContextMenu':
      return event.key === 'ContextMenu' || event.shiftKey
        ? () => showMenu(card)
        : undefined;
    default:
      return undefined;
  }
}

/** JupyterLab leaves the browser's menu alone while Shift is held: ask for its own without. */
function showMenu(card: HTMLElement): void {
  const { left, top } = card.getBoundingClientRect();
  card.dispatchEvent(
    new MouseEvent('contextmenu', {
      bubbles: true,
      cancelable: true,
      clientX: left + 12,
      clientY: top + 12
    })
  );
}
