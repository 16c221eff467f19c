/**
 * The list of reports: only the cards in sight are there, one of them is the tab stop, more come when
 * its end is near.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Hit } from '../api/types';
import { keyAct } from './cardKeys';
import type { ICardActs } from './ReportCard';
import { ReportCard } from './ReportCard';
import type { ITimes } from './time';
import { useRows } from './rows';

export interface IReportListProps {
  readonly hits: readonly Hit[];
  /** How many there are besides those that are loaded; null where nobody knows. */
  readonly total: number | null;
  /** What they were found by: another search begins at its top. */
  readonly asked: string;
  /** The report that the main area shows, or null. */
  readonly openId: string | null;
  /** Whether they are one's own. */
  readonly isOwn: boolean;
  readonly more: 'idle' | 'loading' | 'failed';
  readonly hasMore: boolean;
  readonly isBusy: boolean;
  readonly times: ITimes;
  readonly acts: ICardActs;
  readonly hrefOf: (hit: Hit) => string;
  /** The address of a report's picture, or null. */
  readonly pictureOf: (hit: Hit) => string | null;
  /** The notebook that is newer than a report, or null. */
  readonly updateOf: (hit: Hit) => string | null;
  /** How many of the tags fit on one line of a card. */
  readonly fitTags: (tags: readonly string[]) => number;
  readonly onMore: () => void;
  /** These came into sight. */
  readonly onSee: (hits: readonly Hit[]) => void;
  /** ↑ from the first card. */
  readonly onUp: () => void;
  readonly onEscape: () => void;
  /** Whether nobody would notice that the list moves. */
  readonly onRest: (isAtRest: boolean) => void;
  readonly trans: TranslationBundle;
}

/** What others may ask of the list. */
export interface IReportListHandle {
  /** Give the keyboard to the card that had it last, or to the first. */
  focus(): void;
  toTop(): void;
}

const NEAR = 8; // cards above the end at which more is asked for

export const ReportList = React.forwardRef<IReportListHandle, IReportListProps>(
  function ReportList(props, ref): JSX.Element {
    const { asked, hits, total, hasMore, more, trans } = props;
    const { onMore, onRest, onSee } = props;
    const scroll = React.useRef<HTMLDivElement>(null);
    const rows = useRows(hits, scroll);
    const { current, first, last, stopAt } = rows;

    const look = React.useCallback(() => {
      const list = scroll.current;
      if (list) {
        const isFocused = list.contains(document.activeElement);
        onRest(list.scrollTop === 0 && !isFocused);
      }
    }, [onRest]);
    React.useImperativeHandle(ref, () => ({
      focus: () => rows.go(current),
      toTop: () => scroll.current?.scrollTo?.({ top: 0 })
    }));
    React.useLayoutEffect(() => {
      if (scroll.current) {
        scroll.current.scrollTop = 0;
      }
      // Unless the keyboard is in the list already, it comes to the first.
      if (!scroll.current?.contains(document.activeElement)) {
        stopAt(null);
      }
    }, [asked, stopAt]);
    React.useEffect(look, [look, hits]);
    React.useEffect(() => {
      if (hasMore && more === 'idle' && last >= hits.length - NEAR) {
        onMore();
      }
    }, [hasMore, more, last, hits, onMore]);
    React.useEffect(() => {
      onSee(hits.slice(first, last + 1));
    }, [hits, first, last, onSee]);

    return (
      <div
        ref={scroll}
        className="hp-List"
        onScroll={look}
        onBlur={() => requestAnimationFrame(look)}
        onFocus={event => {
          stopAt(rowOf(event.target));
          look();
        }}
        onKeyDown={event => onKey(event, props, rows)}
      >
        <ul
          aria-label={trans.__('Reports')}
          aria-busy={props.isBusy || more === 'loading'}
          // As high as all of them would be: known only when they are measured.
          style={{ height: rows.height }}
        >
          {rows.shown.map(({ index, start }) => (
            <li
              key={hits[index].id}
              ref={rows.measure}
              className="hp-Row"
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={total ?? (hasMore ? -1 : hits.length)}
              style={{ transform: `translateY(${start}px)` }}
            >
              <ReportCard
                hit={hits[index]}
                href={props.hrefOf(hits[index])}
                picture={props.pictureOf(hits[index])}
                isTabStop={index === current}
                isOpen={hits[index].id === props.openId}
                isOwn={props.isOwn}
                update={props.updateOf(hits[index])}
                tagsShown={props.fitTags(hits[index].tags)}
                times={props.times}
                acts={props.acts}
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
  }
);

function rowOf(node: Element): number | null {
  const index = node.closest<HTMLElement>('.hp-Row')?.dataset.index;
  return index === undefined ? null : Number(index);
}

/** What a key does, while a card or something on it has the focus. */
function onKey(
  event: React.KeyboardEvent,
  props: IReportListProps,
  rows: ReturnType<typeof useRows>
): void {
  const index = rowOf(event.target as Element);
  const hit = index === null ? undefined : props.hits[index];
  if (index === null || !hit) {
    return;
  }
  const { acts, onUp, onEscape } = props;
  const act = keyAct(event, {
    go: rows.go,
    index,
    count: props.hits.length,
    page: rows.page,
    onUp,
    onEscape,
    open: () => acts.open(hit),
    openNotebook: () => acts.openNotebook(hit),
    copyLink: () => acts.copyLink(hit),
    star: () => acts.star(hit, !hit.starred)
  });
  if (act) {
    event.preventDefault();
    event.stopPropagation();
    act();
  }
}
