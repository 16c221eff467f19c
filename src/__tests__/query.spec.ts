import {
  adding,
  chipsOf,
  completed,
  EVERYTHING,
  isChosen,
  isWhole,
  keyOf,
  queryOf,
  removing,
  searchOf,
  sortOf
} from '../query';
import type { IFilters } from '../tokens';

const FILTERS: IFilters = {
  authors: ['ravi'],
  tags: ['a', 'b'],
  owners: ['group:team-a'],
  after: '2026-09-01'
};
const QUERY = { ...EVERYTHING, words: ' churn ', filters: FILTERS };

describe('a query', () => {
  it('is asked with its scope among the states, and its order only where one was chosen', () => {
    expect(searchOf({ ...QUERY, scope: 'mine' })).toEqual({
      ...FILTERS,
      words: 'churn',
      states: ['mine']
    });
    expect(searchOf({ ...EVERYTHING, sort: 'stars' })).toEqual({
      words: '',
      sort: 'stars'
    });
  });

  it('comes back from where it was saved as it was', () => {
    const query = { ...QUERY, words: 'churn', scope: 'starred' } as const;
    const { words, sort, ...filters } = searchOf(query);
    const back = queryOf({
      id: 's',
      name: 'x',
      created: '',
      words: words!,
      sort: sort ?? null,
      filters: filters as never
    });
    expect(keyOf(back)).toBe(keyOf(query));
  });

  it('has the order that suits', () => {
    expect(sortOf(QUERY)).toBe('relevance');
    expect(sortOf(EVERYTHING)).toBe('updated');
    expect(sortOf({ ...QUERY, sort: 'views' })).toBe('views');
  });

  it('names its filters one by one', () => {
    expect(chipsOf(QUERY)).toEqual([
      { facet: 'authors', value: 'ravi' },
      { facet: 'tags', value: 'a' },
      { facet: 'tags', value: 'b' },
      { facet: 'owners', value: 'group:team-a' },
      { facet: 'after', value: '2026-09-01' }
    ]);
  });

  it('gains a filter once and loses it whole', () => {
    const chip = { facet: 'tags', value: 'c' } as const;
    const more = adding(FILTERS, chip);
    expect(more.tags).toEqual(['a', 'b', 'c']);
    expect(adding(more, chip)).toBe(more);
    expect(isChosen(more, chip)).toBe(true);
    expect(removing(more, chip).tags).toEqual(['a', 'b']);
  });

  it('has one beginning in time', () => {
    const later = { facet: 'after', value: '2026-11-01' } as const;
    const filters = adding(FILTERS, later);
    expect(filters.after).toBe('2026-11-01');
    expect(
      isWhole({ ...EVERYTHING, filters: removing({ after: 'x' }, later) })
    ).toBe(true);
  });
});

describe('a suggestion', () => {
  const take = (
    words: string,
    kind: 'tag' | 'package' | 'column',
    text: string
  ) => completed({ ...EVERYTHING, words }, { kind, text });

  it('becomes a filter in the place of the letters that it completes', () => {
    expect(take('churn bike', 'tag', 'bikeshare')).toMatchObject({
      words: 'churn',
      filters: { tags: ['bikeshare'] }
    });
    expect(take('time ser', 'tag', 'time series').words).toBe('');
    expect(take('modele', 'tag', 'Modèles').words).toBe('');
  });

  it('leaves words that it has nothing of', () => {
    expect(take('churn', 'package', 'polars').words).toBe('churn');
  });

  it('is a word where there is no filter for it', () => {
    expect(take('plan chu', 'column', 'churn_rate')).toMatchObject({
      words: 'plan churn_rate',
      filters: {}
    });
  });
});
