/**
 * The sidebar: search box, filters, scope and order, and whichever screen the search's state asks for.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Hit, SavedSearch } from '../api/types';
import type { Offer } from '../model/discovery';
import type { FacetsState } from '../model/facets';
import type { IFault, SearchState } from '../model/search';
import type { ITrouble } from '../model/trouble';
import type { Chip, IQuery } from '../query';
import { chipsOf, removing, sortOf } from '../query';
import { Facets } from './Facets';
import { Failure } from './Failure';
import type { Kind } from './KindTabs';
import { Listed } from './Listed';
import { newsOf, countOf } from './listTexts';
import { PanelHead } from './PanelHead';
import { Pills } from './Pills';
import type { ICardActs } from './ReportCard';
import type { IReportListHandle } from './ReportList';
import { ScopeLine } from './ScopeLine';
import { SearchBox } from './SearchBox';

import { Skeletons } from './Skeletons';
import { Spoken } from './Spoken';
import type { ITimes } from './time';

/** What the panel can ask for. */
export interface IPanelActs extends ICardActs {
  readonly type: (words: string) => void;
  readonly ask: (query: Partial<IQuery>) => void;
  readonly search: () => void;
  readonly more: () => void;
  /** Somebody is about to type. */
  readonly begin: () => void;
  /** Look now, and remember what was looked for. */
  readonly use: () => void;
  readonly choose: (offer: Offer) => void;
  readonly filter: (chip: Chip, isChosen: boolean) => void;
  readonly showFilters: (isOpen: boolean) => void;
  readonly countAgain: () => void;
  readonly save: () => void;
  readonly forget: (search: SavedSearch) => void;
  readonly see: (hits: readonly Hit[]) => void;
  readonly copy: (text: string) => void;
  /** Publish the current notebook. */
  readonly publish: () => void;
  /** Show the same in the main area. */
  readonly gallery: () => void;
  /** List reports, or datasets. */
  readonly list: (kind: Kind) => void;
  /** Open the panel's menu under that button. */
  readonly menu: (button: HTMLElement) => void;
  /** Give the keyboard back to the main area. */
  readonly leave: () => void;
  readonly rest: (isAtRest: boolean) => void;
}

export interface IReportsPanelProps {
  readonly state: SearchState;
  readonly query: IQuery;
  readonly isBusy: boolean;
  readonly facets: FacetsState;
  /** What hangs under the search box. */
  readonly offers: readonly Offer[];
  /** The saved search that finds the same, or null. */
  readonly saved: SavedSearch | null;
  /** The report that the main area shows, or null. */
  readonly openId: string | null;
  /** Whether a notebook is open that could be published. */
  readonly canPublish: boolean;
  /** Whether the main area can show the same. */
  readonly hasGallery: boolean;
  readonly times: ITimes;
  readonly acts: IPanelActs;
  readonly hrefOf: (hit: Hit) => string;
  readonly pictureOf: (hit: Hit) => string | null;
  /** The notebook that is newer than a report, or null. */
  readonly updateOf: (hit: Hit) => string | null;
  readonly fitTags: (tags: readonly string[]) => number;
  readonly explain: (fault: IFault) => ITrouble;
  /** What stands below the list. */
  readonly foot?: React.ReactNode;
  readonly trans: TranslationBundle;
}

export function ReportsPanel(props: IReportsPanelProps): JSX.Element {
  const { state, acts, trans } = props;
  const box = React.useRef<HTMLInputElement>(null);
  const list = React.useRef<IReportListHandle>(null);
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
  const isMissing =
    state.kind === 'failed' &&
    state.fault.refusal.code === 'server_half_missing';
  return (
    // To be focused by the mouse anywhere: keys are for whoever has pressed in here.
    <div className="hp-Panel-body" tabIndex={-1} onKeyDown={onKeyDown}>
      <PanelHead
        kind="reports"
        onKind={acts.list}
        onGallery={props.hasGallery ? acts.gallery : null}
        onMenu={acts.menu}
        trans={trans}
      />
      <Asking
        {...props}
        boxRef={box}
        toBox={toBox}
        toList={() => list.current?.focus()}
        isMissing={isMissing}
      />
      {state.kind === 'loading' && state.late && <Skeletons />}
      {state.kind === 'failed' && (
        <Failure
          trouble={props.explain(state.fault)}
          onRetry={acts.search}
          onCopy={acts.copy}
          trans={trans}
        />
      )}
      {state.kind === 'listed' && (
        <Listed {...props} listed={state} listRef={list} toBox={toBox} />
      )}
      {props.foot}
      <Spoken text={spokenOf(state, trans)} />
    </div>
  );
}

interface IAskingProps extends IReportsPanelProps {
  readonly boxRef: React.RefObject<HTMLInputElement>;
  readonly toBox: () => void;
  readonly toList: () => void;
  /** Whether nobody is there to be asked. */
  readonly isMissing: boolean;
}

/** Everything by which one says what one looks for. */
function Asking(props: IAskingProps): JSX.Element {
  const { query, facets, acts, isMissing, toBox, trans } = props;
  return (
    <>
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
        onDown={props.toList}
        isFiltersOpen={isMissing ? null : facets.kind !== 'closed'}
        onFilters={acts.showFilters}
        trans={trans}
      />
      <Facets
        state={facets}
        filters={query.filters}
        onChoose={acts.filter}
        onRetry={acts.countAgain}
        trans={trans}
      />
      <Pills
        chips={chipsOf(query)}
        onRemove={chip => acts.ask({ filters: removing(query.filters, chip) })}
        onRemoveAll={() => acts.ask({ filters: {} })}
        onNone={toBox}
        trans={trans}
      />
      {!isMissing && (
        <ScopeLine
          scope={query.scope}
          sort={sortOf(query)}
          isSearching={query.words.trim() !== ''}
          onScope={scope => acts.ask({ scope })}
          onSort={sort => acts.ask({ sort })}
          trans={trans}
        />
      )}
    </>
  );
}

/** What is heard of the list as a whole. */
export function spokenOf(state: SearchState, trans: TranslationBundle): string {
  switch (state.kind) {
    case 'loading':
      return state.late ? trans.__('Loading reports') : '';
    case 'failed':
      return '';
    case 'listed':
      return newsOf(state.news, trans) || countOf(state.total, trans);
  }
}
