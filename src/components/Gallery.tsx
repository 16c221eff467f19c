/**
 * The reports in the main area: filters at the left, what one looks for above, pictures in a grid.
 */
import * as React from 'react';

import type { Hit } from '../api/types';
import type { IListed } from '../model/search';
import { chipsOf, isWhole, keyOf, removing, sortOf } from '../query';
import { CountLine } from './CountLine';
import { Facets } from './Facets';
import { Failure } from './Failure';
import type { IGalleryCardActs } from './GalleryCard';
import type { ICardsProps, IGalleryGridHandle } from './GalleryGrid';
import { GalleryGrid, GalleryRow } from './GalleryGrid';
import { GallerySubject, subjectOf } from './GallerySubject';
import { EmptyList } from './Listed';
import { countOf, newsOf } from './listTexts';
import { Outdated } from './Outdated';
import { Pills } from './Pills';
import type { IPanelActs, IReportsPanelProps } from './ReportsPanel';
import { spokenOf } from './ReportsPanel';
import { ScopeLine } from './ScopeLine';
import { SearchBox } from './SearchBox';
import { SearchNotes } from './SearchNotes';
import { sortName } from './SortMenu';
import { Spoken } from './Spoken';

export interface IGalleryActs
  extends
    Omit<IPanelActs, 'author' | 'gallery' | 'list' | 'menu' | 'see'>,
    IGalleryCardActs {
  /** Back to what was there before an author's or a tag's page, or to all reports. */
  readonly back: () => void;
}

export interface IGalleryProps extends Omit<
  IReportsPanelProps,
  'acts' | 'foot' | 'hasGallery' | 'openId' | 'updateOf'
> {
  readonly acts: IGalleryActs;
  /** What was read most this week. */
  readonly popular: readonly Hit[];
  /** Whether there is room for the filters at the left. */
  readonly isWide: boolean;
  readonly columns: number;
  /** Pixels of a card. */
  readonly width: number;
}

export function Gallery(props: IGalleryProps): JSX.Element {
  const { isWide, query, facets, acts, trans } = props;
  const box = React.useRef<HTMLInputElement>(null);
  const grid = React.useRef<IGalleryGridHandle>(null);
  const toBox = () => {
    box.current?.focus();
    box.current?.select();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const { target, key, ctrlKey, metaKey } = event;
    const isTyping =
      target instanceof HTMLInputElement && target.type === 'text';
    if (key === '/' && !isTyping && !ctrlKey && !metaKey) {
      event.preventDefault();
      toBox();
    }
  };
  const filters = (
    <Facets
      state={facets}
      filters={query.filters}
      onChoose={acts.filter}
      onRetry={acts.countAgain}
      trans={trans}
    />
  );
  return (
    // To be focused by the mouse anywhere: keys are for whoever has pressed in here.
    <div className="hp-Gallery-body" tabIndex={-1} onKeyDown={onKeyDown}>
      {isWide && <div className="hp-Gallery-side">{filters}</div>}
      <div className="hp-Gallery-main">
        <Head
          {...props}
          boxRef={box}
          toBox={toBox}
          toGrid={() => grid.current?.focus()}
        />
        {!isWide && filters}
        <Found {...props} gridRef={grid} toBox={toBox} />
      </div>
      <Spoken text={spokenOf(props.state, trans)} />
    </div>
  );
}

interface IHeadProps extends IGalleryProps {
  readonly boxRef: React.RefObject<HTMLInputElement>;
  readonly toBox: () => void;
  readonly toGrid: () => void;
}

/** Everything by which one says what one looks for, but the filters. */
function Head(props: IHeadProps): JSX.Element {
  const { query, facets, acts, isWide, toBox, trans } = props;
  const subject = subjectOf(query);
  return (
    <div className="hp-Gallery-head">
      <div className="hp-Gallery-ask">
        <h1>{trans.__('Reports')}</h1>
        <SearchBox
          ref={props.boxRef}
          words={query.words}
          offers={props.offers}
          onType={acts.type}
          onSearch={acts.use}
          onChoose={acts.choose}
          onForget={acts.forget}
          onFocus={acts.begin}
          onLeave={acts.leave}
          onDown={props.toGrid}
          isFiltersOpen={isWide ? null : facets.kind !== 'closed'}
          onFilters={acts.showFilters}
          trans={trans}
        />
      </div>
      <Pills
        // The page of an author or a tag says so in larger letters.
        chips={subject ? [] : chipsOf(query)}
        onRemove={chip => acts.ask({ filters: removing(query.filters, chip) })}
        onRemoveAll={() => acts.ask({ filters: {} })}
        onNone={toBox}
        trans={trans}
      />
      <ScopeLine
        scope={query.scope}
        sort={sortOf(query)}
        isSearching={query.words.trim() !== ''}
        onScope={scope => acts.ask({ scope })}
        onSort={sort => acts.ask({ sort })}
        trans={trans}
      />
    </div>
  );
}

interface IFoundProps extends IGalleryProps {
  readonly gridRef: React.RefObject<IGalleryGridHandle>;
  readonly toBox: () => void;
}

/** What scrolls: the reports, under what is to be known of them. */
function Found(props: IFoundProps): JSX.Element {
  const { state, acts, trans } = props;
  const scroll = React.useRef<HTMLDivElement>(null);
  const asked = state.kind === 'listed' ? keyOf(state.query) : '';
  const look = React.useCallback(() => {
    const node = scroll.current;
    if (node) {
      const isFocused = node.contains(document.activeElement);
      acts.rest(node.scrollTop === 0 && !isFocused);
    }
  }, [acts]);
  React.useLayoutEffect(() => {
    if (scroll.current) {
      scroll.current.scrollTop = 0;
    }
  }, [asked]);
  return (
    <div
      ref={scroll}
      className="hp-Gallery-scroll"
      style={{ '--hp-columns': props.columns } as React.CSSProperties}
      onScroll={look}
      onFocus={look}
      onBlur={() => requestAnimationFrame(look)}
    >
      {state.kind === 'loading' && state.late && <Bones />}
      {state.kind === 'failed' && (
        <Failure
          trouble={props.explain(state.fault)}
          onRetry={acts.search}
          onCopy={acts.copy}
          trans={trans}
        />
      )}
      {state.kind === 'listed' && (
        <Listing {...props} listed={state} scroll={scroll} />
      )}
    </div>
  );
}

interface IListingProps extends IFoundProps {
  readonly listed: IListed;
  readonly scroll: React.RefObject<HTMLDivElement>;
}

function Listing(props: IListingProps): JSX.Element {
  const { listed, acts, facets, scroll, trans } = props;
  const subject = subjectOf(listed.query);
  const newsText = newsOf(listed.news, trans);
  return (
    <>
      {subject && (
        <GallerySubject
          subject={subject}
          count={countOf(listed.total, trans)}
          facets={facets}
          onAuthor={acts.author}
          onTag={acts.tag}
          onBack={acts.back}
          trans={trans}
        />
      )}
      <SearchNotes
        understood={listed.understood}
        typed={listed.query.words}
        // Where nothing was found, the screen offers it.
        correction={listed.hits.length > 0 ? listed.correction : null}
        current={listed.current}
        onSearch={words => acts.ask({ words })}
        trans={trans}
      />
      {listed.fault && (
        <Outdated
          since={listed.fault.since}
          trouble={props.explain(listed.fault)}
          onRetry={acts.search}
          trans={trans}
        />
      )}
      {newsText && (
        <button
          type="button"
          className="hp-New"
          onClick={() => {
            acts.search();
            scroll.current?.scrollTo?.({ top: 0 });
          }}
        >
          {newsText}
        </button>
      )}
      {listed.hits.length > 0 && <Sections {...props} />}
      {listed.hits.length === 0 && listed.current && <EmptyList {...props} />}
    </>
  );
}

/** Where nothing is looked for, what was read most stands above the rest. */
function Sections(props: IListingProps): JSX.Element {
  const { listed, popular, saved, acts, query, gridRef, toBox, trans } = props;
  const { query: asked } = listed;
  const isBrowsing = isWhole(asked);
  const sort = sortOf(asked);
  // What has a new version is new.
  const label = sortName(sort === 'updated' ? 'newest' : sort, trans);
  const cards: ICardsProps = {
    ...props,
    onUp: toBox,
    onEscape: () => {
      if (query.words) {
        acts.type('');
        toBox();
      } else {
        acts.leave();
      }
    }
  };
  const hasPopular = isBrowsing && popular.length > 0;
  return (
    <>
      {hasPopular && (
        <section aria-label={trans.__('Popular this week')}>
          <h2>{trans.__('Popular this week')}</h2>
          <GalleryRow
            {...cards}
            hits={popular}
            label={trans.__('Popular this week')}
            onDown={() => gridRef.current?.focus()}
          />
        </section>
      )}
      {isBrowsing && <h2>{label}</h2>}
      {!isBrowsing && !subjectOf(asked) && (
        <CountLine
          count={countOf(listed.total, trans)}
          isSaved={saved !== null}
          onSave={acts.save}
          onForget={() => saved && acts.forget(saved)}
          trans={trans}
        />
      )}
      <GalleryGrid
        {...cards}
        ref={gridRef}
        hits={listed.hits}
        total={listed.total}
        label={label}
        more={listed.more}
        hasMore={listed.next !== null}
        isBusy={props.isBusy}
        scroll={props.scroll}
        onMore={acts.more}
      />
    </>
  );
}

const BONES = [0, 1, 2, 3, 4, 5];

/** Cards that have still to come. */
function Bones(): JSX.Element {
  return (
    <div className="hp-Tiles-row hp-mod-alone" aria-hidden="true">
      {BONES.map(one => (
        <div key={one} className="hp-Tile-bones">
          <div />
          <div />
          <div />
        </div>
      ))}
    </div>
  );
}
