import { Signal } from '@lumino/signaling';

import type { Facets, Suggestion } from '../api/types';
import { Discovery } from '../model/discovery';
import { FacetsModel } from '../model/facets';
import { RecentSearches } from '../model/recent';
import { SavedSearches } from '../model/saved';
import { SearchModel } from '../model/search';
import { Starring } from '../model/starring';
import { SuggestModel } from '../model/suggesting';
import { UpdatesModel } from '../model/updates';
import { EVERYTHING } from '../query';
import type { IReportLibrary } from '../tokens';
import { FakeServer, report, until } from './fakeServer';

const PAGE = {
  total: 1,
  hits: [{ ...report, highlights: [], found_in: null }],
  next: null,
  seq: 1,
  current: true,
  understood: null,
  correction: null
};

const FACETS: Facets = {
  total: 1,
  authors: [{ value: 'alice', reports: 1 }],
  tags: [],
  packages: [],
  languages: [],
  since: [],
  current: true
};

function suggested(kind: Suggestion['kind'], text: string): Suggestion {
  return { kind, text, parts: [text], report: null, reports: 1 };
}

function saved(id: string, name: string, words: string) {
  const filters = {
    authors: [],
    tags: [],
    packages: [],
    languages: [],
    after: null,
    before: null,
    states: ['mine']
  };
  return { id, name, words, filters, sort: null, created: report.created };
}

let server: FakeServer;

beforeEach(() => {
  server = new FakeServer();
  server.on('GET api/reports', PAGE);
});

describe('FacetsModel', () => {
  let search: SearchModel;
  let facets: FacetsModel;

  beforeEach(async () => {
    server.on('GET api/facets', FACETS);
    search = new SearchModel(server.client);
    facets = new FacetsModel(server.client, search);
    search.isVisible = true;
    await until(() => search.state.kind === 'listed');
  });

  afterEach(() => {
    facets.dispose();
    search.dispose();
  });

  it('counts nothing until somebody looks', async () => {
    search.ask({ words: 'churn' });
    await until(() => search.answers === 2);
    expect(server.count('GET api/facets')).toBe(0);
    facets.isOpen = true;
    await until(() => facets.state.kind === 'counted');
    expect(server.count('GET api/facets')).toBe(1);
  });

  it('counts anew once another search is answered, and keeps the counts meanwhile', async () => {
    facets.isOpen = true;
    await until(() => facets.state.kind === 'counted');
    search.ask({ words: 'churn' });
    expect(facets.state.kind).toBe('counted');
    await until(() => server.count('GET api/facets') === 2);
  });

  it('says that it could not count, and tries again when asked', async () => {
    server.refuse('GET api/facets', 'index_busy', 'Busy.', 503);
    facets.isOpen = true;
    await until(() => facets.state.kind === 'failed');
    server.on('GET api/facets', FACETS);
    facets.retry();
    await until(() => facets.state.kind === 'counted');
  });

  it('forgets what was counted when it is closed', async () => {
    facets.isOpen = true;
    facets.isOpen = false;
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(facets.state.kind).toBe('closed');
  });
});

describe('SuggestModel', () => {
  it('asks once at a time, and for the last letters always', async () => {
    server.on('GET api/suggest', {
      suggestions: [suggested('tag', 'bikeshare')]
    });
    const suggest = new SuggestModel(server.client);
    ['b', 'bi', 'bik', 'bike'].forEach(words => suggest.type(words));
    await until(() => server.count('GET api/suggest') === 2);
    await until(() => suggest.suggestions.length === 1);
    suggest.type('bike ');
    expect(server.count('GET api/suggest')).toBe(2);
    suggest.type('');
    expect(suggest.suggestions).toEqual([]);
    suggest.dispose();
  });

  it('offers few titles, as the list begins with the same', async () => {
    server.on('GET api/suggest', {
      suggestions: [
        suggested('report', 'One'),
        suggested('report', 'Two'),
        suggested('report', 'Three'),
        suggested('tag', 'four')
      ]
    });
    const suggest = new SuggestModel(server.client);
    suggest.type('o');
    await until(() => suggest.suggestions.length > 0);
    expect(suggest.suggestions.map(({ text }) => text)).toEqual([
      'One',
      'Two',
      'four'
    ]);
    suggest.dispose();
  });

  it('offers nothing where nobody answers', async () => {
    const suggest = new SuggestModel(server.client);
    suggest.type('b');
    await until(() => server.count('GET api/suggest') === 1);
    expect(suggest.suggestions).toEqual([]);
    suggest.dispose();
  });
});

describe('RecentSearches', () => {
  const query = (words: string) => ({ ...EVERYTHING, words });

  it('begin with the last, name each once, and are few', () => {
    const recent = new RecentSearches(null);
    ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'b '].forEach(words =>
      recent.use(query(words))
    );
    expect(recent.queries.map(({ words }) => words)).toEqual([
      'b',
      'g',
      'f',
      'e',
      'd',
      'c'
    ]);
  });

  it('are no searches for everything, and no texts', () => {
    const recent = new RecentSearches(null);
    recent.use(EVERYTHING);
    recent.use({ ...EVERYTHING, scope: 'mine' });
    recent.use(query('x'.repeat(300)));
    expect(recent.queries).toEqual([]);
  });

  it('are there again at the next visit, but for what makes no sense', async () => {
    let kept: unknown = null;
    const shelf = {
      fetch: async () => kept,
      save: async (value: unknown) => {
        kept = value;
      }
    };
    new RecentSearches(shelf).use(query('churn'));
    kept = [...(kept as object[]), null, { words: 3 }, { words: 'x', rm: 1 }];
    const later = new RecentSearches(shelf);
    later.use(query('new'));
    await later.load();
    expect(later.queries.map(({ words }) => words)).toEqual(['new']);
    kept = [query('churn')];
    await later.load();
    expect(later.queries.map(({ words }) => words)).toEqual(['new', 'churn']);
    later.clear();
    expect(kept).toEqual([]);
  });
});

describe('SavedSearches', () => {
  it('are found by what they look for, whatever they are called', async () => {
    server.on('GET api/searches', { searches: [saved('s1', 'Mine', 'churn')] });
    const searches = new SavedSearches(server.client);
    await searches.load();
    const mine = { ...EVERYTHING, scope: 'mine', words: ' churn ' } as const;
    expect(searches.of(mine)?.id).toBe('s1');
    expect(searches.of({ ...mine, scope: 'all' })).toBeNull();
  });

  it('are kept with the scope among their filters, by name, and forgotten', async () => {
    server.on('GET api/searches', { searches: [saved('s1', 'Zebra', 'z')] });
    server.on('POST api/searches', saved('s2', 'Ant', 'a'));
    server.on('DELETE api/searches/s1', {
      searches: [saved('s2', 'Ant', 'a')]
    });
    const searches = new SavedSearches(server.client);
    await searches.load();
    await searches.save('Ant', { ...EVERYTHING, words: 'a', scope: 'starred' });
    expect(server.asked[1].body).toMatchObject({
      name: 'Ant',
      words: 'a',
      filters: { states: ['starred'] }
    });
    expect(searches.searches.map(({ name }) => name)).toEqual(['Ant', 'Zebra']);
    await searches.forget('s1');
    expect(searches.searches.map(({ name }) => name)).toEqual(['Ant']);
  });
});

describe('Starring', () => {
  const unstarred = { id: report.id, stars: 2, starred: false };
  const route = `api/reports/${report.id}/star`;
  let starring: Starring;
  let said: (string | number | boolean)[][];

  beforeEach(() => {
    starring = new Starring(server.client);
    said = [];
    starring.starred.connect((_, { stars, starred }) => {
      said.push([stars, starred]);
    });
  });

  it('shows at once, and then what the server says', async () => {
    server.on(`PUT ${route}`, { stars: 9, starred: true });
    const done = starring.star(unstarred, true);
    expect(said).toEqual([[3, true]]);
    await done;
    expect(said).toEqual([
      [3, true],
      [9, true]
    ]);
  });

  it('is as before where it could not be kept', async () => {
    server.refuse(`PUT ${route}`, 'library_full', 'The disk is full.', 507);
    await expect(starring.star(unstarred, true)).rejects.toThrow(
      'The disk is full.'
    );
    expect(said).toEqual([
      [3, true],
      [2, false]
    ]);
  });

  it('keeps what was pressed last', async () => {
    server.on(`PUT ${route}`, { stars: 3, starred: true });
    server.on(`DELETE ${route}`, { stars: 2, starred: false });
    await Promise.all([
      starring.star(unstarred, true),
      starring.star({ ...unstarred, stars: 3, starred: true }, false)
    ]);
    expect(server.asked.map(({ route }) => route.split(' ')[0])).toEqual([
      'PUT',
      'DELETE'
    ]);
    expect(said).toEqual([
      [3, true],
      [2, false],
      [2, false]
    ]);
  });
});

describe('UpdatesModel', () => {
  it('asks once for the cards that came into sight together', async () => {
    server.on('POST workspace/updates', {
      updates: [{ report: 'b', path: 'b.ipynb' }]
    });
    const updates = new UpdatesModel(server.client);
    updates.see(['a']);
    updates.see(['a', 'b']);
    await until(() => updates.pathOf('b') !== null);
    updates.see(['b', 'a']);
    await new Promise(resolve => setTimeout(resolve, 200));
    expect(server.asked.map(({ body }) => body)).toEqual([
      { reports: ['a', 'b'] }
    ]);
    expect(updates.pathOf('a')).toBeNull();
    server.on('POST workspace/updates', { updates: [] });
    updates.forget();
    updates.see(['b']);
    await until(() => updates.pathOf('b') === null);
    updates.dispose();
  });
});

describe('Discovery', () => {
  let library: IReportLibrary;
  let starring: Starring;
  let changed: Signal<IReportLibrary, number>;
  let discovery: Discovery;

  beforeEach(async () => {
    server.on('GET api/suggest', {
      suggestions: [suggested('author', 'Ravi')]
    });
    server.on('GET api/searches', { searches: [saved('s1', 'Mine', 'churn')] });
    starring = new Starring(server.client);
    library = {
      client: server.client,
      get changed() {
        return changed;
      },
      get starred() {
        return starring.starred;
      },
      star: (report, isStarred) => starring.star(report, isStarred)
    };
    changed = new Signal(library);
    discovery = new Discovery(library, null);
    discovery.isVisible = true;
    await until(() => discovery.search.state.kind === 'listed');
  });

  afterEach(() => discovery.dispose());

  it('offers saved and recent searches to an empty box, and suggestions to letters', async () => {
    await discovery.saved.load();
    discovery.recent.use({ ...EVERYTHING, words: 'old' });
    expect(discovery.offers.map(({ kind }) => kind)).toEqual([
      'saved',
      'recent'
    ]);
    discovery.type('groupby rav');
    await until(() => discovery.offers[0]?.kind === 'suggested');
    expect(discovery.offers).toHaveLength(1);
  });

  it('makes a filter of a suggestion, in the place of the letters', async () => {
    discovery.type('groupby rav');
    await until(() => discovery.offers[0]?.kind === 'suggested');
    discovery.take(discovery.offers[0]);
    expect(discovery.search.query).toMatchObject({
      words: 'groupby',
      filters: { authors: ['Ravi'] }
    });
  });

  it('comes back to a saved search with its scope', async () => {
    await discovery.saved.load();
    discovery.take(discovery.offers[0]);
    expect(discovery.search.query).toMatchObject({
      words: 'churn',
      scope: 'mine',
      filters: { states: [] }
    });
  });

  it('shows a star wherever it was given', async () => {
    server.on(`PUT api/reports/${report.id}/star`, { stars: 1, starred: true });
    await library.star({ id: report.id, stars: 0, starred: false }, true);
    const { state } = discovery.search;
    expect(state.kind === 'listed' && state.hits[0]).toMatchObject({
      stars: 1,
      starred: true
    });
  });
});
