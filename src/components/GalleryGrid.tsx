/**
 * Cards in rows, of which only those in sight are there; more come when the end is near.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Hit } from '../api/types';
import { keyAct } from './cardKeys';
import type { IGalleryCardActs } from './GalleryCard';
import { GalleryCard } from './GalleryCard';
import { useGrid } from './grid';
import { gridMove } from './gridKeys';
import type { ITimes } from './time';

/** What every card is drawn with. */
export interface ICardsProps {
  readonly columns: number;
  /** Pixels of one. */
  readonly width: number;
  readonly times: ITimes;
  readonly acts: IGalleryCardActs;
  readonly hrefOf: (hit: Hit) => string;
  readonly pictureOf: (hit: Hit) => string | null;
  /** How many of the tags fit on one line of a card. */
  readonly fitTags: (tags: readonly string[]) => number;
  /** ↑ from the first row. */
  readonly onUp: () => void;
  readonly onEscape: () => void;
  readonly trans: TranslationBundle;
}

export interface IGalleryGridProps extends ICardsProps {
  readonly hits: readonly Hit[];
  /** How many there are besides those that are loaded; null where nobody knows. */
  readonly total: number | null;
  readonly label: string;
  readonly more: 'idle' | 'loading' | 'failed';
  readonly hasMore: boolean;
  readonly isBusy: boolean;
  readonly scroll: React.RefObject<HTMLDivElement>;
  readonly onMore: () => void;
}

/** What others may ask of the grid. */
export interface IGalleryGridHandle {
  /** Give the keyboard to the card that had it last, or to the first. */
  focus(): void;
}

const TEXT = 150; // pixels of a card below its picture, until it is measured
const NEAR = 2; // rows above the end at which more is asked for

export const GalleryGrid = React.forwardRef<
  IGalleryGridHandle,
  IGalleryGridProps
>(function GalleryGrid(props, ref): JSX.Element {
  const { hits, columns, width, total, label, scroll, trans } = props;
  const { hasMore, more, onMore } = props;
  const list = React.useRef<HTMLDivElement>(null);
  const above = useAbove(list, scroll);
  const usual = Math.round((width * 5) / 8 + TEXT);
  const grid = useGrid({ items: hits, columns, usual, list, scroll, above });
  const { current, last } = grid;
  React.useImperativeHandle(ref, () => ({ focus: () => grid.go(current) }));
  React.useEffect(() => {
    const rows = Math.ceil(hits.length / columns);
    if (hasMore && more === 'idle' && last >= rows - NEAR) {
      onMore();
    }
  }, [hasMore, more, last, hits, columns, onMore]);
  return (
    <>
      <div
        ref={list}
        role="list"
        className="hp-Tiles"
        aria-label={label}
        aria-busy={props.isBusy || more === 'loading'}
        // As high as all of them would be: known only when they are measured.
        style={{ height: grid.height }}
        onFocus={event => {
          const index = cardOf(event.target);
          if (index !== null) {
            grid.stopAt(index);
          }
        }}
        onKeyDown={event => onKey(event, props, grid)}
      >
        {grid.rows.map(({ index, start }) => (
          <div
            key={index}
            ref={grid.measure}
            className="hp-Tiles-row"
            role="presentation"
            data-index={index}
            style={{ transform: `translateY(${start}px)` }}
          >
            {hits
              .slice(index * columns, (index + 1) * columns)
              .map((hit, column) => (
                <Item
                  {...props}
                  key={hit.id}
                  hit={hit}
                  index={index * columns + column}
                  isTabStop={index * columns + column === current}
                  total={total ?? (hasMore ? -1 : hits.length)}
                />
              ))}
          </div>
        ))}
      </div>
      {more === 'failed' && (
        <p className="hp-Gallery-end">
          <span>{trans.__('The rest could not be loaded.')}</span>{' '}
          <button type="button" className="hp-Text" onClick={onMore}>
            {trans.__('Try again')}
          </button>
        </p>
      )}
    </>
  );
});

interface IItemProps extends ICardsProps {
  readonly hit: Hit;
  readonly index: number;
  readonly isTabStop: boolean;
  readonly total: number;
}

function Item(props: IItemProps): JSX.Element {
  const { hit, index, total } = props;
  return (
    <div role="listitem" aria-posinset={index + 1} aria-setsize={total}>
      <GalleryCard
        hit={hit}
        index={index}
        href={props.hrefOf(hit)}
        picture={props.pictureOf(hit)}
        isTabStop={props.isTabStop}
        tagsShown={props.fitTags(hit.tags)}
        times={props.times}
        acts={props.acts}
        trans={props.trans}
      />
    </div>
  );
}

/** What was read most, in one row. */
export function GalleryRow(
  props: ICardsProps & {
    readonly hits: readonly Hit[];
    readonly label: string;
    readonly onDown: () => void;
  }
): JSX.Element {
  const { columns, label, onDown } = props;
  const hits = props.hits.slice(0, columns);
  const [stop, setStop] = React.useState(0);
  const row = React.useRef<HTMLUListElement>(null);
  const go = (index: number): void => {
    setStop(index);
    row.current
      ?.querySelector<HTMLElement>(`[data-card="${index}"] h3 a`)
      ?.focus();
  };
  const place = { current: Math.min(stop, hits.length - 1), page: 1, go };
  return (
    <ul
      ref={row}
      className="hp-Tiles-row hp-mod-alone"
      aria-label={label}
      onFocus={event => setStop(cardOf(event.target) ?? 0)}
      onKeyDown={event => {
        if (event.key === 'ArrowDown') {
          event.preventDefault();
          onDown();
        } else {
          onKey(event, { ...props, hits }, place);
        }
      }}
    >
      {hits.map((hit, index) => (
        <li key={hit.id}>
          <GalleryCard
            hit={hit}
            index={index}
            href={props.hrefOf(hit)}
            picture={props.pictureOf(hit)}
            isTabStop={index === place.current}
            tagsShown={props.fitTags(hit.tags)}
            times={props.times}
            acts={props.acts}
            trans={props.trans}
          />
        </li>
      ))}
    </ul>
  );
}

function cardOf(node: Element): number | null {
  const index = node.closest<HTMLElement>('.hp-Tile')?.dataset.card;
  return index === undefined ? null : Number(index);
}

/** What a key does, while a card or something on it has the focus. */
function onKey(
  event: React.KeyboardEvent,
  props: ICardsProps & { readonly hits: readonly Hit[] },
  { page, go }: { page: number; go: (index: number) => void }
): void {
  const index = cardOf(event.target as Element);
  const hit = index === null ? undefined : props.hits[index];
  if (index === null || !hit) {
    return;
  }
  const { hits, columns, acts, onUp, onEscape } = props;
  const place = { go, index, count: hits.length, page, onUp };
  const act =
    gridMove(event, { ...place, columns }) ??
    keyAct(event, {
      ...place,
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

/** Pixels of what scrolls with the list, above it. */
function useAbove(
  list: React.RefObject<HTMLElement>,
  scroll: React.RefObject<HTMLElement>
): number {
  const [above, setAbove] = React.useState(0);
  React.useLayoutEffect(() => {
    const begin = list.current?.getBoundingClientRect().top ?? 0;
    const { top = 0 } = scroll.current?.getBoundingClientRect() ?? {};
    const scrolled = scroll.current?.scrollTop ?? 0;
    setAbove(Math.round(begin - top + scrolled));
  });
  return above;
}
