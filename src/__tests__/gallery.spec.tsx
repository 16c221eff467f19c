import { nullTranslator } from '@jupyterlab/translation';
import * as React from 'react';
import type { Root } from 'react-dom/client';
import { createRoot } from 'react-dom/client';

import type { Facets, Hit } from '../api/types';
import type { IGalleryActs, IGalleryProps } from '../components/Gallery';
import { Gallery } from '../components/Gallery';
import { subjectOf } from '../components/GallerySubject';
import type { IListed } from '../model/search';
import { troubleOf } from '../model/trouble';
import type { IQuery } from '../query';
import { EVERYTHING } from '../query';
import { Refusal } from '../tokens';
import { report } from './fakeServer';

const { act } = React;
const trans = nullTranslator.load('test');
const BY_MEI: IQuery = { ...EVERYTHING, filters: { authors: ['mei'] } };

function hit(title: string, more: Partial<Hit> = {}): Hit {
  return {
    ...report,
    id: `id-${title}`,
    title,
    summary: `About ${title}`,
    authors: ['mei', 'carol'],
    tags: ['assay'],
    highlights: [],
    found_in: null,
    ...more
  };
}

function listed(hits: Hit[], more: Partial<IListed> = {}): IListed {
  return {
    kind: 'listed',
    query: EVERYTHING,
    hits,
    total: hits.length,
    next: null,
    current: true,
    understood: null,
    correction: null,
    unfiltered: null,
    more: 'idle',
    news: { reports: 0, versions: 0 },
    fault: null,
    ...more
  };
}

const counted: Facets = {
  total: 3,
  authors: [
    { value: 'mei', reports: 3 },
    { value: 'carol', reports: 1 }
  ],
  tags: [{ value: 'assay', reports: 2 }],
  packages: [],
  languages: [],
  since: [],
  current: true
};

describe('the gallery', () => {
  let host: HTMLElement;
  let root: Root;
  let acts: { [name in keyof IGalleryActs]: jest.Mock };

  beforeEach(() => {
    (
      globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }
    ).IS_REACT_ACT_ENVIRONMENT = true;
    host = document.body.appendChild(document.createElement('div'));
    root = createRoot(host);
    acts = Object.fromEntries(
      NAMES.map(name => [name, jest.fn()])
    ) as typeof acts;
  });

  afterEach(() => {
    act(() => root.unmount());
    host.remove();
  });

  function show(props: Partial<IGalleryProps>): void {
    act(() =>
      root.render(
        <Gallery
          state={listed([])}
          query={EVERYTHING}
          isBusy={false}
          facets={{ kind: 'counted', facets: counted }}
          offers={[]}
          saved={null}
          popular={[]}
          canPublish={false}
          isWide
          columns={3}
          width={240}
          times={{
            ago: () => '2 hours ago',
            exactly: () => 'at ten',
            day: () => '12 November'
          }}
          acts={acts}
          hrefOf={({ id }) => `https://hub/r/${id}`}
          pictureOf={() => null}
          fitTags={tags => tags.length}
          explain={({ refusal }) => troubleOf(refusal, trans)}
          trans={trans}
          {...props}
        />
      )
    );
  }

  const all = (selector: string) => [
    ...host.querySelectorAll<HTMLElement>(selector)
  ];
  const texts = (selector: string) => all(selector).map(n => n.textContent);
  const titles = (label: string) =>
    texts(`[aria-label="${label}"] .hp-Card-title`);
  const focused = () => document.activeElement?.textContent;
  const key = (name: string, more: KeyboardEventInit = {}) =>
    act(() => {
      document.activeElement!.dispatchEvent(
        new KeyboardEvent('keydown', {
          key: name,
          bubbles: true,
          cancelable: true,
          ...more
        })
      );
    });
  const five = ['a', 'b', 'c', 'd', 'e'].map(name => hit(name));

  it('shows what was read most above what is newest, one row of it', () => {
    const popular = ['p', 'q', 'r', 's'].map(name => hit(name));
    show({ state: listed(five), popular });
    expect(texts('h2')).toEqual(['Popular this week', 'Newest']);
    expect(titles('Popular this week')).toEqual(['p', 'q', 'r']);
    expect(titles('Newest')).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('shows nothing as popular that nobody has read, or beside a search', () => {
    show({ state: listed(five) });
    expect(texts('h2')).toEqual(['Newest']);
    const query = { ...EVERYTHING, words: 'churn' };
    show({ state: listed(five, { query }), query, popular: [hit('p')] });
    expect(texts('h2')).toEqual([]);
    expect(texts('.hp-Count > span')).toEqual(['5 reports']);
  });

  it('goes from card to card by arrows, and from row to row', () => {
    show({ state: listed(five) });
    const [first] = all('.hp-Card-title a');
    act(() => first.focus());
    key('ArrowRight');
    expect(focused()).toBe('b');
    key('ArrowDown');
    expect(focused()).toBe('e');
    key('ArrowLeft');
    expect(focused()).toBe('d');
    key('Home');
    expect(focused()).toBe('a');
    key('End');
    expect(focused()).toBe('e');
    key('ArrowUp');
    key('ArrowUp');
    expect(document.activeElement?.tagName).toBe('INPUT');
  });

  it('has one tab stop among its titles: the card that had the keyboard last', () => {
    show({ state: listed(five) });
    act(() => all('.hp-Card-title a')[3].focus());
    expect(texts('.hp-Card-title a[tabindex="0"]')).toEqual(['d']);
    const stops = all('.hp-Tile [tabindex="0"]').map(n =>
      n.closest('.hp-Tile')!.getAttribute('data-report')
    );
    expect(new Set(stops)).toEqual(new Set(['id-d']));
  });

  it('acts by keys as the panel does', () => {
    show({ state: listed(five) });
    act(() => all('.hp-Card-title a')[1].focus());
    key('Enter');
    expect(acts.open).toHaveBeenCalledWith(five[1]);
    key('Enter', { ctrlKey: true });
    expect(acts.openNotebook).toHaveBeenCalledWith(five[1]);
    key('s');
    expect(acts.star).toHaveBeenCalledWith(five[1], true);
    key('c');
    expect(acts.copyLink).toHaveBeenCalledWith(five[1]);
    key('Escape');
    expect(acts.leave).toHaveBeenCalled();
  });

  it('leads from the popular to the newest, and back to the box', () => {
    show({ state: listed(five), popular: [hit('p'), hit('q')] });
    act(() => all('.hp-Card-title a')[0].focus());
    key('ArrowRight');
    expect(focused()).toBe('q');
    key('ArrowDown');
    expect(focused()).toBe('a');
    act(() => all('.hp-Card-title a')[0].focus());
    key('ArrowUp');
    expect(document.activeElement?.tagName).toBe('INPUT');
  });

  it('opens a card, and its author’s and its tag’s page, each by its own press', () => {
    show({ state: listed([five[0]]) });
    act(() => all('.hp-Tile .hp-Author')[1].click());
    expect(acts.author).toHaveBeenCalledWith('carol');
    act(() => all('.hp-Tile .hp-Tag')[0].click());
    expect(acts.tag).toHaveBeenCalledWith('assay');
    act(() => all('.hp-Tile .hp-StarButton')[0].click());
    expect(acts.star).toHaveBeenCalledWith(five[0], true);
    expect(acts.open).not.toHaveBeenCalled();
    act(() => all('.hp-Tile-picture')[0].click());
    expect(acts.open).toHaveBeenCalledWith(five[0]);
  });

  it('asks for more when its end is near', () => {
    show({ state: listed(five, { next: 'more' }) });
    expect(acts.more).toHaveBeenCalled();
  });

  it('says on an author’s page how many reports there are, and what about', () => {
    show({ state: listed(five, { query: BY_MEI }), query: BY_MEI });
    expect(texts('.hp-Subject h2')).toEqual(['Author: mei']);
    expect(texts('.hp-Subject p')).toEqual(['5 reportsassay']);
    expect(all('.hp-Pill')).toEqual([]);
    act(() => all('.hp-Subject > button')[0].click());
    expect(acts.back).toHaveBeenCalled();
  });

  it('says on a tag’s page who writes about it', () => {
    const query = { ...EVERYTHING, filters: { tags: ['assay'] } };
    show({ state: listed(five, { query }), query });
    expect(texts('.hp-Subject h2')).toEqual(['Tag: assay']);
    act(() => all('.hp-Subject .hp-Author')[1].click());
    expect(acts.author).toHaveBeenCalledWith('carol');
  });

  it('is nobody’s page with two filters: they are pills then', () => {
    const query = {
      ...EVERYTHING,
      filters: { authors: ['mei'], tags: ['assay'] }
    };
    expect(subjectOf(query)).toBeNull();
    show({ state: listed(five, { query }), query });
    expect(all('.hp-Subject')).toEqual([]);
    expect(texts('.hp-Pill')).toEqual(['author: mei', 'tag: assay']);
  });

  it('has its filters at the left where there is room, else behind a button', () => {
    show({ state: listed(five) });
    expect(all('.hp-Gallery-side .hp-Facets')).toHaveLength(1);
    expect(all('[title="Filters"]')).toEqual([]);
    show({ state: listed(five), isWide: false, facets: { kind: 'closed' } });
    expect(all('.hp-Facets')).toEqual([]);
    act(() => all('[title="Filters"]')[0].click());
    expect(acts.showFilters).toHaveBeenCalledWith(true);
  });

  it('does not call a library empty whose index is being made', () => {
    show({ state: listed([], { current: false, total: null }) });
    expect(texts('.hp-Screen h3')).toEqual([]);
    expect(texts('.hp-Notes p')).toEqual([
      'The index is being made; not everything is found yet.'
    ]);
    show({ state: listed([]) });
    expect(texts('.hp-Screen h3')).toEqual(['Publish the first report']);
  });

  it('says why there is nothing', () => {
    const refusal = new Refusal('library_newer', 'It is newer.', 'Update.');
    show({ state: { kind: 'failed', fault: { refusal, since: new Date() } } });
    expect(texts('.hp-Screen h3')).toEqual(['It is newer']);
  });
});

const NAMES: readonly (keyof IGalleryActs)[] = [
  'ask',
  'author',
  'back',
  'begin',
  'choose',
  'copy',
  'copyLink',
  'countAgain',
  'filter',
  'forget',
  'leave',
  'more',
  'open',
  'openNotebook',
  'publish',
  'rest',
  'save',
  'search',
  'showFilters',
  'star',
  'tag',
  'type',
  'update',
  'use'
];
