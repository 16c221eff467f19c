/**
 * What the search box offers: searches to come back to, or what the typed letters may become.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import { closeIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { SavedSearch } from '../api/types';
import { reportIcon } from '../icons';
import type { Offer } from '../model/discovery';
import type { IQuery } from '../query';
import { chipsOf } from '../query';
import {
  authorIcon,
  columnPlaceIcon,
  packagePlaceIcon,
  recentIcon,
  savedSearchIcon,
  tagIcon
} from '../searchIcons';
import { chipName } from './chipNames';
import { Marked } from './Marked';

export interface ISearchOptionsProps {
  readonly id: string;
  readonly offers: readonly Offer[];
  /** Which one the arrow keys have reached; -1 for none. */
  readonly at: number;
  readonly onChoose: (offer: Offer) => void;
  /** Forget a saved search. */
  readonly onForget: (search: SavedSearch) => void;
  readonly trans: TranslationBundle;
}

export function SearchOptions(props: ISearchOptionsProps): JSX.Element {
  const { id, offers, at, onChoose, onForget, trans } = props;
  const list = React.useRef<HTMLUListElement>(null);
  React.useEffect(() => {
    list.current
      ?.querySelector('[aria-selected="true"]')
      ?.scrollIntoView?.({ block: 'nearest' });
  }, [at]);
  return (
    <ul
      aria-label={trans.__('Suggestions')}
      className="hp-Suggest"
      id={`${id}-list`}
      ref={list}
      role="listbox"
      // The cursor stays in the box, wherever the list is pressed.
      onMouseDown={event => event.preventDefault()}
    >
      {offers.map((offer, index) => (
        <React.Fragment key={keyOf(offer)}>
          {headingBefore(offers, index, trans)}
          <li
            aria-selected={index === at}
            id={`${id}-option-${index}`}
            onClick={() => onChoose(offer)}
            role="option"
          >
            <OfferText offer={offer} trans={trans} />
            {offer.kind === 'saved' && (
              // For the mouse only: the keyboard has Delete, which the title says.
              <span
                aria-hidden="true"
                className="hp-Suggest-forget"
                title={trans.__('Forget this search (Delete)')}
                onClick={event => {
                  event.stopPropagation();
                  onForget(offer.search);
                }}
              >
                <closeIcon.react tag="span" />
              </span>
            )}
          </li>
        </React.Fragment>
      ))}
    </ul>
  );
}

function headingBefore(
  offers: readonly Offer[],
  index: number,
  trans: TranslationBundle
): JSX.Element | null {
  const { kind } = offers[index];
  if (kind === 'suggested' || offers[index - 1]?.kind === kind) {
    return null;
  }
  return (
    <li className="hp-Suggest-heading" role="presentation">
      {kind === 'saved' ? trans.__('Saved searches') : trans.__('Recent')}
    </li>
  );
}

interface IOfferProps {
  readonly offer: Offer;
  readonly trans: TranslationBundle;
}

function OfferText({ offer, trans }: IOfferProps): JSX.Element {
  const Icon = iconOf(offer);
  const count =
    offer.kind === 'suggested' ? (offer.suggestion.reports ?? null) : null;
  const kind = kindOf(offer, trans);
  return (
    <>
      <Icon.react tag="span" />
      {kind && <span className="hp-Spoken">{kind}</span>}
      <span className="hp-Suggest-text" title={textOf(offer, trans)}>
        {offer.kind === 'suggested' ? (
          <Marked parts={offer.suggestion.parts} />
        ) : (
          textOf(offer, trans)
        )}
      </span>
      {count !== null && (
        <span
          className="hp-Suggest-count"
          title={trans._n('%1 report', '%1 reports', count)}
        >
          {count.toLocaleString()}
        </span>
      )}
    </>
  );
}

/** The words and filters of a search, in one line: "churn · author: ravi". */
export function nameOfQuery(query: IQuery, trans: TranslationBundle): string {
  const { words, scope } = query;
  return [
    ...(words.trim() ? [words.trim()] : []),
    ...chipsOf(query).map(chip => chipName(chip, trans)),
    ...(scope === 'mine' ? [trans.__('mine')] : []),
    ...(scope === 'starred' ? [trans.__('starred')] : [])
  ].join(' · ');
}

function textOf(offer: Offer, trans: TranslationBundle): string {
  switch (offer.kind) {
    case 'suggested':
      return offer.suggestion.text;
    case 'saved':
      return offer.search.name;
    case 'recent':
      return nameOfQuery(offer.query, trans);
  }
}

function keyOf(offer: Offer): string {
  switch (offer.kind) {
    case 'suggested': {
      const { kind, report, text } = offer.suggestion;
      return `${kind} ${report ?? text}`;
    }
    case 'saved':
      return `saved ${offer.search.id}`;
    case 'recent':
      return `recent ${JSON.stringify(offer.query)}`;
  }
}

function iconOf(offer: Offer): LabIcon {
  if (offer.kind !== 'suggested') {
    return offer.kind === 'saved' ? savedSearchIcon : recentIcon;
  }
  switch (offer.suggestion.kind) {
    case 'report':
      return reportIcon;
    case 'tag':
      return tagIcon;
    case 'author':
      return authorIcon;
    case 'package':
      return packagePlaceIcon;
    case 'column':
      return columnPlaceIcon;
  }
}

/** What the icon says, for those who do not see it. */
function kindOf(offer: Offer, trans: TranslationBundle): string {
  if (offer.kind !== 'suggested') {
    return '';
  }
  switch (offer.suggestion.kind) {
    case 'report':
      return trans.__('Report:');
    case 'tag':
      return trans.__('Tag:');
    case 'author':
      return trans.__('Author:');
    case 'package':
      return trans.__('Package:');
    case 'column':
      return trans.__('Column:');
  }
}
