/**
 * An empty list: nobody has published yet, nothing is kept here, or nothing matches.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { firstReportIcon } from '../drawings';
import { publishIcon, starIcon } from '../icons';
import type { Chip, IQuery } from '../query';
import { chipsOf } from '../query';
import { nameOfLanguage } from './chipNames';
import { shortened } from './shortened';
import { Screen } from './Screen';

export interface INoReportsProps {
  /** Publishes the current notebook; null where there is none. */
  readonly onPublish: (() => void) | null;
  readonly trans: TranslationBundle;
}

export function NoReports({ onPublish, trans }: INoReportsProps): JSX.Element {
  return (
    <Screen
      heading={trans.__('Publish the first report')}
      icon={firstReportIcon}
    >
      <p>
        {trans.__(
          'Open a notebook and press Publish in its toolbar. Everyone finds it here, and its link never changes.'
        )}
      </p>
      <PublishThis onPublish={onPublish} trans={trans} />
    </Screen>
  );
}

export function NoneOfMine({ onPublish, trans }: INoReportsProps): JSX.Element {
  return (
    <Screen
      heading={trans.__('You have not published yet')}
      icon={publishIcon}
      kind="quiet"
    >
      <p>{trans.__('Open a notebook and press Publish in its toolbar.')}</p>
      <PublishThis onPublish={onPublish} trans={trans} />
    </Screen>
  );
}

export function NoStars({
  trans
}: Pick<INoReportsProps, 'trans'>): JSX.Element {
  return (
    <Screen heading={trans.__('No stars yet')} icon={starIcon} kind="quiet">
      <p>
        {trans.__('Press the star on a report to keep it here.')}{' '}
        <Keyed
          text={trans.__('%1 does it from the keyboard.', HOLE)}
          keyName="S"
        />
      </p>
    </Screen>
  );
}

function PublishThis(props: INoReportsProps): JSX.Element | null {
  const { onPublish, trans } = props;
  return onPublish ? (
    <div className="hp-Screen-acts">
      <button
        type="button"
        className="hp-Button hp-mod-primary"
        onClick={onPublish}
      >
        <publishIcon.react tag="span" />
        {trans.__('Publish this notebook')}
      </button>
    </div>
  ) : null;
}

/** What stands in a sentence where a key is drawn. */
const HOLE = '\u0000';

interface IKeyedProps {
  /** A sentence with a hole in the place of the key. */
  readonly text: string;
  readonly keyName: string;
}

function Keyed({ text, keyName }: IKeyedProps): JSX.Element {
  const [before, after] = text.split(HOLE);
  return (
    <>
      {before}
      <kbd className="hp-Key">{keyName}</kbd>
      {after}
    </>
  );
}

export interface INothingFoundProps {
  readonly query: IQuery;
  /** How many there are without the filters, or null. */
  readonly unfiltered: number | null;
  /** A query of likelier words, or null. */
  readonly correction: string | null;
  readonly onSearch: (words: string) => void;
  readonly onClearFilters: () => void;
  readonly trans: TranslationBundle;
}

export function NothingFound(props: INothingFoundProps): JSX.Element {
  const { query, unfiltered, correction, trans } = props;
  const filters = chipsOf(query).length;
  return (
    <Screen heading={headingOf(query, trans)}>
      {filters > 0 && unfiltered !== null && (
        <p>{withoutFilters(filters, unfiltered, trans)}</p>
      )}
      {filters === 0 && query.scope === 'all' && (
        <p>
          {trans.__(
            'Titles, text, code, outputs, columns, packages, tags and names are searched. Fewer words find more.'
          )}
        </p>
      )}
      <div className="hp-Screen-acts">
        {filters > 0 && (
          <button
            type="button"
            className="hp-Button"
            onClick={props.onClearFilters}
          >
            {trans._n('Remove the filter', 'Remove the filters', filters)}
          </button>
        )}
        {correction && (
          <button
            type="button"
            className={filters > 0 ? 'hp-Text' : 'hp-Button'}
            onClick={() => props.onSearch(correction)}
          >
            {trans.__('Search “%1” instead', shortened(correction, QUOTED))}
          </button>
        )}
        {!correction && query.words.trim() !== '' && (
          <button
            type="button"
            className={filters > 0 ? 'hp-Text' : 'hp-Button'}
            onClick={() => props.onSearch('')}
          >
            {trans.__('Clear the search')}
          </button>
        )}
      </div>
    </Screen>
  );
}

/** Letters of what was typed that are said again. */
const QUOTED = 60;

function withoutFilters(
  filters: number,
  reports: number,
  trans: TranslationBundle
): string {
  const count = reports.toLocaleString();
  if (reports === 0) {
    return trans._n(
      'There is none without the filter either.',
      'There is none without the filters either.',
      filters
    );
  }
  return filters === 1
    ? trans._n(
        'Without the filter there is %2 report.',
        'Without the filter there are %2 reports.',
        reports,
        count
      )
    : trans._n(
        'Without the filters there is %2 report.',
        'Without the filters there are %2 reports.',
        reports,
        count
      );
}

function headingOf(query: IQuery, trans: TranslationBundle): string {
  const words = shortened(query.words.trim(), QUOTED);
  const chips = chipsOf(query);
  if (words && chips.length === 1) {
    return filteredHeading(chips[0], words, trans);
  }
  if (words && query.scope === 'mine') {
    return trans.__('None of yours matches “%1”', words);
  }
  if (words && query.scope === 'starred') {
    return trans.__('None with your star matches “%1”', words);
  }
  return words
    ? trans.__('Nothing matches “%1”', words)
    : trans.__('Nothing matches these filters');
}

function filteredHeading(
  { facet, value }: Chip,
  words: string,
  trans: TranslationBundle
): string {
  switch (facet) {
    case 'authors':
      return trans.__('Nothing by %1 matches “%2”', value, words);
    case 'tags':
      return trans.__('Nothing tagged %1 matches “%2”', value, words);
    case 'packages':
      return trans.__('Nothing that uses %1 matches “%2”', value, words);
    case 'languages':
      return trans.__(
        'Nothing in %1 matches “%2”',
        nameOfLanguage(value),
        words
      );
    default:
      return trans.__('Nothing with this filter matches “%1”', words);
  }
}
