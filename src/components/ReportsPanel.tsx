/**
 * The sidebar: search box, filters, and whichever screen the search's state asks for.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Hit } from '../api/types';
import { offlineIcon, warningIcon } from '../icons';
import type { INews } from '../model/news';
import type { IFault, IListed, SearchState } from '../model/search';
import type { ITrouble } from '../model/trouble';
import {
  adding,
  chipsOf,
  type IQuery,
  isWhole,
  keyOf,
  removing
} from '../query';
import { Failure } from './Failure';
import { NoneOfMine, NoReports, NoStars, NothingFound } from './Nothing';
import { Pills } from './Pills';
import { ReportList } from './ReportList';
import { SearchBox } from './SearchBox';
import { Skeletons } from './Skeletons';
import { Spoken } from './Spoken';
import type { ITimes } from './time';

/** What the panel can ask for. */
export interface IPanelActs {
  readonly type: (words: string) => void;
  readonly ask: (query: Partial<IQuery>) => void;
  readonly search: () => void;
  readonly more: () => void;
  readonly open: (hit: Hit) => void;
  readonly openNotebook: (hit: Hit) => void;
  readonly copyLink: (hit: Hit) => void;
  readonly copy: (text: string) => void;
  /** Publish the current notebook. */
  readonly publish: () => void;
  /** Give the keyboard back to the main area. */
  readonly leave: () => void;
  readonly rest: (isAtRest: boolean) => void;
}

export interface IReportsPanelProps {
  readonly state: SearchState;
  readonly query: IQuery;
  readonly isBusy: boolean;
  /** The report that the main area shows, or null. */
  readonly openId: string | null;
  /** Whether a notebook is open that could be published. */
  readonly canPublish: boolean;
  readonly times: ITimes;
  readonly acts: IPanelActs;
  readonly hrefOf: (hit: Hit) => string;
  readonly pictureOf: (hit: Hit) => string | null;
  readonly fitTags: (tags: readonly string[]) => number;
  readonly explain: (fault: IFault) => ITrouble;
  readonly trans: TranslationBundle;
}

export function ReportsPanel(props: IReportsPanelProps): JSX.Element {
  const { state, query, acts, trans } = props;
  const box = React.useRef<HTMLInputElement>(null);
  const list = React.useRef<HTMLUListElement>(null);
  const toBox = () => {
    box.current?.focus();
    box.current?.select();
  };
  const toList = () =>
    list.current?.querySelector<HTMLElement>('.hp-Card-title a')?.focus();
  const onTag = React.useCallback(
    (tag: string) =>
      acts.ask({
        filters: adding(query.filters, { facet: 'tags', value: tag })
      }),
    [acts, query.filters]
  );
  const onKeyDown = (event: React.KeyboardEvent) => {
    const isTyping = event.target instanceof HTMLInputElement;
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      toBox();
    }
  };
  return (
    // To be focused by the mouse anywhere: keys are for whoever has pressed in here.
    <div className="hp-Panel-body" tabIndex={-1} onKeyDown={onKeyDown}>
      <h2 className="hp-Panel-heading">{trans.__('Reports')}</h2>
      <SearchBox
        ref={box}
        words={query.words}
        onType={acts.type}
        onSearch={acts.search}
        onLeave={acts.leave}
        onDown={toList}
        trans={trans}
      />
      <Pills
        chips={chipsOf(query)}
        onRemove={chip => acts.ask({ filters: removing(query.filters, chip) })}
        onRemoveAll={() => acts.ask({ filters: {} })}
        onNone={toBox}
        trans={trans}
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
        <Listed
          {...props}
          listed={state}
          listRef={list}
          toBox={toBox}
          onTag={onTag}
        />
      )}
      <Spoken text={spokenOf(state, trans)} />
    </div>
  );
}

interface IListedProps extends IReportsPanelProps {
  readonly listed: IListed;
  readonly listRef: React.RefObject<HTMLUListElement>;
  readonly toBox: () => void;
  readonly onTag: (tag: string) => void;
}

function Listed(props: IListedProps): JSX.Element {
  const { listed, query, acts, listRef, toBox, trans } = props;
  const { hits, fault, news } = listed;
  const isFiltered = !isWhole(listed.query);
  const count = countOf(listed.total, trans);
  const newsText = newsOf(news, trans);
  return (
    <>
      {isFiltered && count && hits.length > 0 ? (
        <p className="hp-Count">{count}</p>
      ) : (
        <div className="hp-Rule" />
      )}
      {fault && (
        <Notice
          fault={fault}
          trouble={props.explain(fault)}
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
            listRef.current?.scrollTo?.({ top: 0 });
          }}
        >
          {newsText}
        </button>
      )}
      {hits.length > 0 && (
        <ReportList
          ref={listRef}
          hits={hits}
          asked={keyOf(listed.query)}
          openId={props.openId}
          more={listed.more}
          hasMore={listed.next !== null}
          isBusy={props.isBusy}
          times={props.times}
          hrefOf={props.hrefOf}
          pictureOf={props.pictureOf}
          fitTags={props.fitTags}
          onMore={acts.more}
          onOpen={acts.open}
          onOpenNotebook={acts.openNotebook}
          onCopyLink={acts.copyLink}
          onTag={props.onTag}
          onUp={toBox}
          onEscape={
            query.words
              ? () => {
                  acts.type('');
                  toBox();
                }
              : acts.leave
          }
          onRest={acts.rest}
          trans={trans}
        />
      )}
      {hits.length === 0 && <EmptyList {...props} query={listed.query} />}
    </>
  );
}

function EmptyList(props: IListedProps): JSX.Element {
  const { query, acts, canPublish, trans } = props;
  const publish = canPublish ? acts.publish : null;
  if (isWhole({ ...query, scope: 'all' })) {
    switch (query.scope) {
      case 'all':
        return <NoReports onPublish={publish} trans={trans} />;
      case 'mine':
        return <NoneOfMine onPublish={publish} trans={trans} />;
      case 'starred':
        return <NoStars trans={trans} />;
    }
  }
  return (
    <NothingFound
      query={query}
      unfiltered={props.listed.unfiltered}
      correction={props.listed.correction}
      onSearch={words => acts.ask({ words })}
      onClearFilters={() => acts.ask({ filters: {} })}
      trans={trans}
    />
  );
}

interface INoticeProps {
  readonly fault: IFault;
  readonly trouble: ITrouble;
  readonly onRetry: () => void;
  readonly trans: TranslationBundle;
}

/** Why the list may be out of date. */
function Notice(props: INoticeProps): JSX.Element {
  const { fault, trouble, onRetry, trans } = props;
  const isOffline = trouble.code === 'offline';
  const Icon = isOffline ? offlineIcon : warningIcon;
  return (
    <div className="hp-Notice hp-mod-warn" role="status">
      <Icon.react tag="span" />
      <span>
        {isOffline
          ? trans.__(
              'The library does not answer since %1. You see what was loaded before.',
              clock(fault.since)
            )
          : `${trouble.message} ${trouble.hint}`}{' '}
        <button type="button" className="hp-Text" onClick={onRetry}>
          {trans.__('Try now')}
        </button>
      </span>
    </div>
  );
}

function clock(time: Date): string {
  return time.toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23'
  });
}

const MANY = 10_000;

function countOf(total: number | null, trans: TranslationBundle): string {
  if (total === null) {
    return '';
  }
  return total > MANY
    ? trans.__('%1 or more reports', MANY.toLocaleString())
    : trans._n('%2 report', '%2 reports', total, total.toLocaleString());
}

function newsOf(
  { reports, versions }: INews,
  trans: TranslationBundle
): string {
  if (reports > 0) {
    return trans._n('%1 new report', '%1 new reports', reports);
  }
  return versions > 0
    ? trans._n(
        '%1 report has a new version',
        '%1 reports have a new version',
        versions
      )
    : '';
}

function spokenOf(state: SearchState, trans: TranslationBundle): string {
  switch (state.kind) {
    case 'loading':
      return state.late ? trans.__('Loading reports') : '';
    case 'failed':
      return '';
    case 'listed':
      return newsOf(state.news, trans) || countOf(state.total, trans);
  }
}
