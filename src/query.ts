/**
 * What is looked for: a record, and the rules for changing it, which every screen shares.
 */
import type { SavedSearch, Sort, Suggestion } from './api/types';
import type { IFilters, ISearch } from './tokens';

/** Whose reports: everybody's, one's own, or those that one has starred. */
export type Scope = 'all' | 'mine' | 'starred';

export interface IQuery {
  readonly words: string;
  readonly filters: IFilters;
  readonly scope: Scope;
  /** Null for what suits: the best first where there are words, else the last updated. */
  readonly sort: Sort | null;
}

/** A kind of filter that has several values. */
export type Facet =
  'authors' | 'tags' | 'packages' | 'languages' | 'owners' | 'states';

/** One filter in force, which can be taken away by itself. */
export type Chip =
  | { readonly facet: Facet; readonly value: string }
  | { readonly facet: 'after' | 'before'; readonly value: string };

/** Nothing at all lists every report. */
export const EVERYTHING: IQuery = {
  words: '',
  filters: {},
  scope: 'all',
  sort: null
};

const FACETS: readonly Facet[] = [
  'authors',
  'tags',
  'packages',
  'languages',
  'owners',
  'states'
];

/** The order in which the reports come. */
export function sortOf({ words, sort }: IQuery): Sort {
  return sort ?? (words.trim() ? 'relevance' : 'updated');
}

/** What the server is asked for. */
export function searchOf({ words, filters, scope, sort }: IQuery): ISearch {
  const states = filters.states ?? [];
  return {
    ...filters,
    words: words.trim(),
    ...(scope === 'all' || states.includes(scope)
      ? {}
      : { states: [...states, scope] }),
    ...(sort ? { sort } : {})
  };
}

/** What was kept, to be looked for again. */
export function queryOf({ words, filters, sort }: SavedSearch): IQuery {
  const states = filters.states ?? [];
  const scope = (['mine', 'starred'] as const).find(one =>
    states.includes(one)
  );
  return {
    words,
    filters: { ...filters, states: states.filter(state => state !== scope) },
    scope: scope ?? 'all',
    sort
  };
}

/** The filters in force, in the order in which they are shown. */
export function chipsOf({ filters }: IQuery): readonly Chip[] {
  const { after, before } = filters;
  return [
    ...FACETS.flatMap(facet =>
      (filters[facet] ?? []).map(value => ({ facet, value }))
    ),
    ...(after ? [{ facet: 'after' as const, value: after }] : []),
    ...(before ? [{ facet: 'before' as const, value: before }] : [])
  ];
}

/** The filters with one more; those of a time are replaced. */
export function adding(filters: IFilters, { facet, value }: Chip): IFilters {
  if (facet === 'after' || facet === 'before') {
    return { ...filters, [facet]: value };
  }
  const values: readonly string[] = filters[facet] ?? [];
  return values.includes(value)
    ? filters
    : { ...filters, [facet]: [...values, value] };
}

/** The filters without that one. */
export function removing(filters: IFilters, { facet, value }: Chip): IFilters {
  if (facet === 'after' || facet === 'before') {
    return { ...filters, [facet]: null };
  }
  const values: readonly string[] = filters[facet] ?? [];
  return { ...filters, [facet]: values.filter(one => one !== value) };
}

export function isChosen(filters: IFilters, { facet, value }: Chip): boolean {
  return facet === 'after' || facet === 'before'
    ? filters[facet] === value
    : ((filters[facet] ?? []) as readonly string[]).includes(value);
}

/** Whether nothing but everything is looked for. */
export function isWhole(query: IQuery): boolean {
  return (
    query.scope === 'all' && !query.words.trim() && chipsOf(query).length === 0
  );
}

/** The query as one text: two find the same reports in the same order if theirs is the same. */
export function keyOf(query: IQuery): string {
  return JSON.stringify([contentKey(query), sortOf(query)]);
}

/** The same without the order. */
export function contentKey(query: IQuery): string {
  const chips = chipsOf(query).map(({ facet, value }) => [facet, value]);
  return JSON.stringify([query.words.trim(), query.scope, chips]);
}

/** The query once a suggestion was taken: a filter, or a word more, in the place of what was typed. */
export function completed(
  { words, filters, ...rest }: IQuery,
  { kind, text }: Pick<Suggestion, 'kind' | 'text'>
): IQuery {
  const left = withoutTyped(words, text);
  const facet = FACET_OF[kind];
  return facet
    ? {
        ...rest,
        words: left,
        sort: left ? rest.sort : null,
        filters: adding(filters, { facet, value: text })
      }
    : { ...rest, words: [left, text].filter(Boolean).join(' '), filters };
}

const FACET_OF: { readonly [kind in Suggestion['kind']]?: Facet } = {
  tag: 'tags',
  author: 'authors',
  package: 'packages'
};

/** The words before those that the suggestion completes. */
function withoutTyped(words: string, text: string): string {
  const typed = words.trim().split(/\s+/);
  const folded = folding(text);
  while (
    typed.length > 0 &&
    folded.includes(folding(typed[typed.length - 1]))
  ) {
    typed.pop();
  }
  return typed.join(' ');
}

/** Without case and accents, as words are looked for. */
function folding(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}
