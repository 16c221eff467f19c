/**
 * An empty list: either nobody has published yet, or nothing matches.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { firstReportIcon } from '../drawings';
import { publishIcon } from '../icons';
import type { IQuery } from '../model/search';
import { shortened } from './shortened';
import { Screen } from './Screen';

export interface INoReportsProps {
  /** Publishes the current notebook; null where there is none. */
  readonly onPublish: (() => void) | null;
  readonly trans: TranslationBundle;
}

export function NoReports(props: INoReportsProps): JSX.Element {
  const { onPublish, trans } = props;
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
      {onPublish && (
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
      )}
    </Screen>
  );
}

export interface INothingFoundProps {
  readonly query: IQuery;
  readonly onClearWords: () => void;
  readonly onClearFilters: () => void;
  readonly trans: TranslationBundle;
}

export function NothingFound(props: INothingFoundProps): JSX.Element {
  const { query, onClearWords, onClearFilters, trans } = props;
  const filters = query.tags.length + query.authors.length;
  return (
    <Screen heading={headingOf(query, trans)}>
      {filters === 0 && (
        <p>
          {trans.__(
            'Titles, text, code, outputs, tags and names are searched. Fewer words find more.'
          )}
        </p>
      )}
      <div className="hp-Screen-acts">
        {filters > 0 && (
          <button type="button" className="hp-Button" onClick={onClearFilters}>
            {trans._n('Remove the filter', 'Remove the filters', filters)}
          </button>
        )}
        {query.words.trim() !== '' && (
          <button
            type="button"
            className={filters > 0 ? 'hp-Text' : 'hp-Button'}
            onClick={onClearWords}
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

function headingOf(query: IQuery, trans: TranslationBundle): string {
  const words = shortened(query.words.trim(), QUOTED);
  const { tags, authors } = query;
  if (words && authors.length === 1 && tags.length === 0) {
    return trans.__('Nothing by %1 matches “%2”', authors[0], words);
  }
  if (words && tags.length === 1 && authors.length === 0) {
    return trans.__('Nothing tagged %1 matches “%2”', tags[0], words);
  }
  if (words) {
    return trans.__('Nothing matches “%1”', words);
  }
  return trans.__('Nothing matches these filters');
}
