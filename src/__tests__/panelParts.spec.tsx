import { nullTranslator } from '@jupyterlab/translation';
import * as React from 'react';
import type { Root } from 'react-dom/client';
import { createRoot } from 'react-dom/client';

import type { Facets as Counted, Hit } from '../api/types';
import { Facets } from '../components/Facets';
import { NothingFound } from '../components/Nothing';
import { ReportCard } from '../components/ReportCard';
import { SearchBox } from '../components/SearchBox';
import { SearchNotes } from '../components/SearchNotes';
import { SortMenu } from '../components/SortMenu';
import type { Offer } from '../model/discovery';
import { EVERYTHING } from '../query';
import { report } from './fakeServer';

const { act } = React;
const trans = nullTranslator.load('test');

const TAG: Offer = {
  kind: 'suggested',
  suggestion: {
    kind: 'tag',
    text: 'bikeshare',
    parts: ['', 'bike', 'share'],
    report: null,
    reports: 14
  }
};
const SAVED: Offer = {
  kind: 'saved',
  search: {
    id: 's1',
    name: 'My churn',
    words: 'churn',
    filters: {
      authors: [],
      tags: [],
      packages: [],
      languages: [],
      owners: [],
      after: null,
      before: null,
      states: []
    },
    sort: null,
    created: report.created
  }
};
const RECENT: Offer = {
  kind: 'recent',
  query: { ...EVERYTHING, words: 'old', filters: { authors: ['ravi'] } }
};

let host: HTMLElement;
let root: Root;

beforeEach(() => {
  (
    globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }
  ).IS_REACT_ACT_ENVIRONMENT = true;
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});

afterEach(() => {
  act(() => root.unmount());
  host.remove();
});

const show = (element: JSX.Element) => act(() => root.render(element));
const all = (selector: string) => [
  ...host.querySelectorAll<HTMLElement>(selector)
];
const texts = (selector: string) => all(selector).map(one => one.textContent);
const button = (name: string) =>
  all('button').find(one => one.textContent === name)!;

function press(key: string, more: KeyboardEventInit = {}): void {
  act(() => {
    document.activeElement!.dispatchEvent(
      new KeyboardEvent('keydown', {
        key,
        bubbles: true,
        cancelable: true,
        ...more
      })
    );
  });
}

describe('SearchBox', () => {
  const acts = {
    onType: jest.fn(),
    onSearch: jest.fn(),
    onChoose: jest.fn(),
    onForget: jest.fn(),
    onFocus: jest.fn(),
    onLeave: jest.fn(),
    onDown: jest.fn(),
    onFilters: jest.fn()
  };
  const box = () => host.querySelector('input')!;
  const active = () =>
    host.querySelector(`[id="${box().getAttribute('aria-activedescendant')}"]`)
      ?.textContent;

  beforeEach(() => jest.clearAllMocks());

  function offer(offers: readonly Offer[], words = ''): void {
    show(
      <SearchBox
        words={words}
        offers={offers}
        isFiltersOpen={false}
        trans={trans}
        {...acts}
      />
    );
    act(() => box().focus());
    press('ArrowDown', { altKey: true });
  }

  it('offers nothing until somebody asks for it', () => {
    show(
      <SearchBox
        words=""
        offers={[SAVED]}
        isFiltersOpen={false}
        trans={trans}
        {...acts}
      />
    );
    expect(all('[role="listbox"]')).toEqual([]);
    expect(box().getAttribute('aria-expanded')).toBe('false');
    act(() => box().focus());
    expect(acts.onFocus).toHaveBeenCalledTimes(1);
    expect(box().getAttribute('aria-expanded')).toBe('false');
    press('ArrowDown', { altKey: true });
    expect(box().getAttribute('aria-expanded')).toBe('true');
  });

  it('offers kept and last searches to an empty box, each under its heading', () => {
    offer([SAVED, RECENT]);
    expect(texts('.hp-Suggest > li')).toEqual([
      'Saved searches',
      'My churn',
      'Recent',
      'old · author: ravi'
    ]);
    expect(all('[role="option"]')).toHaveLength(2);
  });

  it('is moved through by arrows, and chosen from by Enter', () => {
    offer([SAVED, RECENT]);
    press('ArrowDown');
    expect(active()).toBe('My churn');
    press('ArrowDown');
    press('ArrowUp');
    expect(active()).toBe('My churn');
    press('Enter');
    expect(acts.onChoose).toHaveBeenCalledWith(SAVED);
    expect(acts.onSearch).not.toHaveBeenCalled();
    expect(all('[role="listbox"]')).toEqual([]);
    expect(document.activeElement).toBe(box());
  });

  it('leads beyond its last offer into the list', () => {
    offer([SAVED]);
    press('ArrowDown');
    expect(acts.onDown).not.toHaveBeenCalled();
    press('ArrowDown');
    expect(acts.onDown).toHaveBeenCalledTimes(1);
  });

  it('closes what it offers by Esc, then clears, then leaves', () => {
    offer([TAG], 'bike');
    act(() => {
      box().dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
    });
    expect(all('[role="option"]')).toHaveLength(1);
    press('Escape');
    expect(all('[role="option"]')).toHaveLength(0);
    expect(acts.onType).not.toHaveBeenCalled();
    press('Escape');
    expect(acts.onType).toHaveBeenCalledWith('');
    offer([], '');
    press('Escape');
    expect(acts.onLeave).toHaveBeenCalledTimes(1);
  });

  it('looks at once by Enter, where none is reached', () => {
    offer([SAVED]);
    press('Enter');
    expect(acts.onSearch).toHaveBeenCalledTimes(1);
  });

  it('forgets a saved search by Delete, and deletes letters otherwise', () => {
    offer([SAVED, RECENT]);
    press('Delete');
    expect(acts.onForget).not.toHaveBeenCalled();
    press('ArrowDown');
    press('Delete');
    expect(acts.onForget).toHaveBeenCalledTimes(1);
    press('ArrowDown');
    press('Delete');
    expect(acts.onForget).toHaveBeenCalledTimes(1);
  });

  it('says what kind a suggestion is, and how many reports have it', () => {
    offer([TAG], 'bike');
    act(() => {
      box().dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
    });
    expect(texts('[role="option"]')).toEqual(['Tag:bikeshare14']);
    expect(texts('mark')).toEqual(['bike']);
  });
});

describe('Facets', () => {
  const counted = (more: Partial<Counted> = {}): Counted => ({
    total: 9,
    authors: ['ravi', 'bob', 'ann', 'eve', 'joe', 'kim', 'lea'].map(
      (value, index) => ({ value, reports: 9 - index })
    ),
    tags: [],
    packages: [],
    languages: [{ value: 'python', reports: 9 }],
    since: [
      { span: 'week', after: '2026-11-20', reports: 2 },
      { span: 'month', after: '2026-10-27', reports: 0 }
    ],
    current: true,
    ...more
  });
  const onChoose = jest.fn();

  function open(facets: Counted, filters = {}): void {
    show(
      <Facets
        state={{ kind: 'counted', facets }}
        filters={filters}
        onChoose={onChoose}
        onRetry={jest.fn()}
        trans={trans}
      />
    );
  }

  it('lists what was counted, the first few of each kind', () => {
    open(counted());
    expect(texts('h3')).toEqual(['Author', 'When', 'Language']);
    expect(host.textContent).not.toContain('this month');
    expect(texts('section:first-child label')).toEqual([
      'ravi9',
      'bob8',
      'ann7',
      'eve6',
      'joe5'
    ]);
    act(() => button('2 more').click());
    expect(texts('section:first-child label')).toHaveLength(7);
    act(() => button('Less').click());
    expect(texts('section:first-child label')).toHaveLength(5);
  });

  it('shows what is chosen though it was not counted', () => {
    open(counted(), { authors: ['gone', 'bob'] });
    const checked = all('label').filter(
      label => label.querySelector('input')!.checked
    );
    expect(checked.map(label => label.textContent)).toEqual(['gone', 'bob8']);
  });

  it('chooses a beginning in time', () => {
    open(counted());
    act(() =>
      all('label')
        .find(({ textContent }) => textContent === 'this week2')!
        .click()
    );
    expect(onChoose).toHaveBeenCalledWith(
      { facet: 'after', value: '2026-11-20' },
      true
    );
  });

  it('says why nothing is counted while the index is being made', () => {
    open(counted({ current: false, authors: [], languages: [], since: [] }));
    expect(texts('[role="status"]')).toEqual([
      'The index is being made; then the filters are counted.'
    ]);
    expect(all('input')).toEqual([]);
  });

  it('keeps what was counted while it is counted anew', () => {
    open(counted());
    show(
      <Facets
        state={{ kind: 'counting' }}
        filters={{}}
        onChoose={onChoose}
        onRetry={jest.fn()}
        trans={trans}
      />
    );
    expect(all('label').length).toBeGreaterThan(0);
  });
});

describe('SearchNotes', () => {
  const onSearch = jest.fn();

  it('says how a search was understood and what was left out of it', () => {
    show(
      <SearchNotes
        understood={{
          text: 'churn AND groupby',
          ignored: [
            { text: 'after:x', reason: 'date' },
            { text: '(', reason: 'bracket' }
          ]
        }}
        typed="churn groupby after:x ("
        correction="churn group"
        current={false}
        onSearch={onSearch}
        trans={trans}
      />
    );
    expect(texts('p')).toEqual([
      'The index is being made; not everything is found yet.',
      'Understood as churn AND groupby',
      'Left out “after:x”: days are written as 2026, 2026-09 or 2026-09-01.',
      'Left out “(”: the other bracket is missing.',
      'Search “churn group” instead'
    ]);
    act(() => button('Search “churn group” instead').click());
    expect(onSearch).toHaveBeenCalledWith('churn group');
  });

  it('is not there where nothing needs saying', () => {
    show(
      <SearchNotes
        understood={null}
        typed="churn"
        correction={null}
        current={true}
        onSearch={onSearch}
        trans={trans}
      />
    );
    expect(host.textContent).toBe('');
  });

  it('does not say again what was typed', () => {
    show(
      <SearchNotes
        understood={{ text: 'churn tag:bikes', ignored: [] }}
        typed=" Churn  tag:bikes "
        correction={null}
        current={true}
        onSearch={onSearch}
        trans={trans}
      />
    );
    expect(host.textContent).toBe('');
  });
});

it('offers relevance only to those who search', () => {
  const menu = (isSearching: boolean) => (
    <SortMenu
      sort={isSearching ? 'relevance' : 'updated'}
      isSearching={isSearching}
      onSort={jest.fn()}
      trans={trans}
    />
  );
  show(menu(false));
  expect(texts('option')).toEqual([
    'Newest',
    'Updated',
    'Most starred',
    'Most read'
  ]);
  show(menu(true));
  expect(texts('option')[0]).toBe('Relevance');
});

it('says what there is without the filter, where nothing was found', () => {
  const onSearch = jest.fn();
  show(
    <NothingFound
      query={{
        ...EVERYTHING,
        words: 'gausian peeks',
        filters: { authors: ['ravi'] }
      }}
      unfiltered={3}
      correction="gaussian peaks"
      onSearch={onSearch}
      onClearFilters={jest.fn()}
      trans={trans}
    />
  );
  expect(texts('h3, p, button')).toEqual([
    'Nothing by ravi matches “gausian peeks”',
    'Without the filter there are 3 reports.',
    'Remove the filter',
    'Search “gaussian peaks” instead'
  ]);
  act(() => button('Search “gaussian peaks” instead').click());
  expect(onSearch).toHaveBeenCalledWith('gaussian peaks');
});

describe('a card', () => {
  const hit: Hit = { ...report, highlights: [], found_in: null };
  const acts = {
    open: jest.fn(),
    openNotebook: jest.fn(),
    copyLink: jest.fn(),
    star: jest.fn(),
    tag: jest.fn(),
    update: jest.fn()
  };

  beforeEach(() => jest.clearAllMocks());

  function card(
    more: Partial<Hit>,
    isOwn = false,
    update: string | null = null
  ) {
    show(
      <ReportCard
        hit={{ ...hit, ...more }}
        href="x"
        picture={null}
        isTabStop
        isOpen={false}
        isOwn={isOwn}
        update={update}
        tagsShown={2}
        times={{ ago: () => 'now', exactly: () => '', day: () => '' }}
        acts={acts}
        trans={trans}
      />
    );
  }

  it('names a column that matched in its sentence, marked', () => {
    card({
      highlights: [
        {
          field: 'column',
          cell: 7,
          heading: '',
          text: 'churn_rate',
          parts: ['', 'churn', '_rate']
        }
      ]
    });
    expect(texts('.hp-Place')).toEqual(['In column churn_rate, cell 7']);
    expect(texts('.hp-Place mark')).toEqual(['churn']);
  });

  it('is starred without being opened', () => {
    card({ stars: 12 });
    const star = host.querySelector<HTMLElement>(
      '.hp-Card-foot .hp-StarButton'
    )!;
    expect(star.textContent).toBe('12');
    act(() => star.click());
    expect(acts.star).toHaveBeenCalledWith(
      expect.objectContaining({ id: hit.id }),
      true
    );
    expect(acts.open).not.toHaveBeenCalled();
  });

  it("of one's own says its version, and that its notebook is newer", () => {
    card({ tags: ['a'] }, true, 'posts.ipynb');
    expect(texts('.hp-Card-meta')).toEqual(['version 3 · now']);
    act(() => button('Update report').click());
    expect(acts.update).toHaveBeenCalledWith(
      expect.objectContaining({ id: hit.id }),
      'posts.ipynb'
    );
    expect(acts.open).not.toHaveBeenCalled();
  });

  it('says that nobody else sees it, and which version was found', () => {
    card({ audience: 'private', found_in: 2 });
    expect(texts('.hp-CardNote')).toEqual(['Only you']);
    expect(texts('.hp-Card-meta')[0]).toContain('found in version 2');
  });
});
