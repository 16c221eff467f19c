/**
 * What was found, under what is to be known of it; or why there is nothing.
 */
import * as React from 'react';

import type { IListed } from '../model/search';
import { isWhole, keyOf } from '../query';
import { CountLine } from './CountLine';
import { countOf, newsOf } from './listTexts';
import { NoneOfMine, NoReports, NoStars, NothingFound } from './Nothing';
import { Outdated } from './Outdated';
import type { IReportListHandle } from './ReportList';
import { ReportList } from './ReportList';
import type { IPanelActs, IReportsPanelProps } from './ReportsPanel';
import { SearchNotes } from './SearchNotes';

export interface IListedProps extends IReportsPanelProps {
  readonly listed: IListed;
  readonly listRef: React.RefObject<IReportListHandle>;
  readonly toBox: () => void;
}

export function Listed(props: IListedProps): JSX.Element {
  const { listed, acts, saved, listRef, trans } = props;
  const { hits, fault, query } = listed;
  const isFiltered = !isWhole({ ...query, scope: 'all' });
  const newsText = newsOf(listed.news, trans);
  return (
    <>
      {isFiltered && hits.length > 0 && (
        <CountLine
          count={countOf(listed.total, trans)}
          isSaved={saved !== null}
          onSave={acts.save}
          onForget={() => saved && acts.forget(saved)}
          trans={trans}
        />
      )}
      <SearchNotes
        understood={listed.understood}
        // Where nothing was found, the screen offers it.
        correction={hits.length > 0 ? listed.correction : null}
        current={listed.current}
        onSearch={words => acts.ask({ words })}
        trans={trans}
      />
      {fault && (
        <Outdated
          since={fault.since}
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
            listRef.current?.toTop();
          }}
        >
          {newsText}
        </button>
      )}
      {hits.length > 0 ? <List {...props} /> : <EmptyList {...props} />}
    </>
  );
}

function List(props: IListedProps): JSX.Element {
  const { listed, query, acts, listRef, toBox, trans } = props;
  return (
    <ReportList
      ref={listRef}
      hits={listed.hits}
      total={listed.total}
      asked={keyOf(listed.query)}
      openId={props.openId}
      isOwn={listed.query.scope === 'mine'}
      more={listed.more}
      hasMore={listed.next !== null}
      isBusy={props.isBusy}
      times={props.times}
      acts={acts}
      hrefOf={props.hrefOf}
      pictureOf={props.pictureOf}
      updateOf={props.updateOf}
      fitTags={props.fitTags}
      onMore={acts.more}
      onSee={acts.see}
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
  );
}

export interface IEmptyListProps extends Pick<
  IListedProps,
  'listed' | 'canPublish' | 'trans'
> {
  readonly acts: Pick<IPanelActs, 'ask' | 'publish'>;
}

export function EmptyList(props: IEmptyListProps): JSX.Element {
  const { listed, acts, canPublish, trans } = props;
  const { query } = listed;
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
      unfiltered={listed.unfiltered}
      correction={listed.correction}
      onSearch={words => acts.ask({ words })}
      onClearFilters={() => acts.ask({ filters: {} })}
      trans={trans}
    />
  );
}
