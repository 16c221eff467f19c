/**
 * Whose page it is, or what about: an author or a tag, how many reports, and what they have in common.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { FacetsState } from '../model/facets';
import type { IQuery } from '../query';
import { chipsOf } from '../query';
import { Tags } from './Tags';

/** An author or a tag, when it is the one filter in force. */
export interface ISubject {
  readonly facet: 'authors' | 'tags';
  readonly value: string;
}

export function subjectOf(query: IQuery): ISubject | null {
  const chips = chipsOf(query);
  const [{ facet, value }] = chips.length === 1 ? chips : [NONE];
  return facet === 'authors' || facet === 'tags' ? { facet, value } : null;
}

const NONE = { facet: null, value: '' };

export interface IGallerySubjectProps {
  readonly subject: ISubject;
  /** "24 reports", or nothing while nobody knows. */
  readonly count: string;
  readonly facets: FacetsState;
  readonly onAuthor: (name: string) => void;
  readonly onTag: (tag: string) => void;
  /** Back to what was there before, or to all reports. */
  readonly onBack: () => void;
  readonly trans: TranslationBundle;
}

const TOLD = 6; // of what they have in common

export function GallerySubject(props: IGallerySubjectProps): JSX.Element {
  const { subject, count, onBack, trans } = props;
  const isAuthor = subject.facet === 'authors';
  const [initial] = [...subject.value.toUpperCase()];
  return (
    <header className="hp-Subject">
      <span className="hp-Subject-sign" aria-hidden="true">
        {isAuthor ? initial : '#'}
      </span>
      <div>
        <h2>
          <span className="hp-Spoken">
            {isAuthor ? trans.__('Author:') : trans.__('Tag:')}
          </span>{' '}
          {subject.value}
        </h2>
        <p>
          {count && <span>{count}</span>}
          {isAuthor ? <TheirTags {...props} /> : <ItsAuthors {...props} />}
        </p>
      </div>
      <button type="button" className="hp-Button" onClick={onBack}>
        {trans.__('Back')}
      </button>
    </header>
  );
}

/** What an author writes about. */
function TheirTags(props: IGallerySubjectProps): JSX.Element | null {
  const { facets, onTag, trans } = props;
  const tags = (facets.kind === 'counted' ? facets.facets.tags : [])
    .slice(0, TOLD)
    .map(({ value }) => value);
  return tags.length === 0 ? null : (
    <Tags
      tags={tags}
      shown={tags.length}
      onTag={onTag}
      isTabStop
      trans={trans}
    />
  );
}

/** Who writes about it. */
function ItsAuthors(props: IGallerySubjectProps): JSX.Element {
  const { facets, onAuthor, trans } = props;
  const authors = facets.kind === 'counted' ? facets.facets.authors : [];
  return (
    <span className="hp-Subject-authors">
      {authors.slice(0, TOLD).map(({ value }) => (
        <button
          key={value}
          type="button"
          className="hp-Author"
          title={trans.__('Show reports by %1', value)}
          onClick={() => onAuthor(value)}
        >
          {value}
        </button>
      ))}
    </span>
  );
}
