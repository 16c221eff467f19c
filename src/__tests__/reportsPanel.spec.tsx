import { nullTranslator } from '@jupyterlab/translation';
import * as React from 'react';
import type { Root } from 'react-dom/client';
import { createRoot } from 'react-dom/client';

import type { Hit } from '../api/types';
import type {
  IPanelActs,
  IReportsPanelProps
} from '../components/ReportsPanel';
import { ReportsPanel } from '../components/ReportsPanel';
import { pictureOf } from '../model/picture';
import { EVERYTHING } from '../query';
import type { IListed } from '../model/search';
import { troubleOf } from '../model/trouble';
import { Refusal } from '../tokens';

const { act } = React;
const trans = nullTranslator.load('test');
const NOTHING = EVERYTHING;

function hit(title: string, more: Partial<Hit> = {}): Hit {
  return {
    id: `id-${title}`,
    version: 1,
    title,
    summary: `About ${title}`,
    authors: ['alice', 'bob', 'carol', 'dave'],
    tags: ['growth', 'teams', 'plans'],
    updated: '2026-11-21T10:00:00Z',
    url: null,
    highlights: [],
    found_in: null,
    stars: 0,
    starred: false,
    views: 0,
    audience: 'everyone',
    ...more
  } as Hit;
}

function listed(hits: Hit[], more: Partial<IListed> = {}): IListed {
  return {
    kind: 'listed',
    query: NOTHING,
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

describe('ReportsPanel', () => {
  let host: HTMLElement;
  let root: Root;
  let acts: { [name in keyof IPanelActs]: jest.Mock };

  beforeEach(() => {
    (
      globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }
    ).IS_REACT_ACT_ENVIRONMENT = true;
    host = document.body.appendChild(document.createElement('div'));
    root = createRoot(host);
    acts = {
      type: jest.fn(),
      ask: jest.fn(),
      search: jest.fn(),
      more: jest.fn(),
      open: jest.fn(),
      openNotebook: jest.fn(),
      copyLink: jest.fn(),
      star: jest.fn(),
      tag: jest.fn(),
      update: jest.fn(),
      begin: jest.fn(),
      use: jest.fn(),
      choose: jest.fn(),
      filter: jest.fn(),
      showFilters: jest.fn(),
      countAgain: jest.fn(),
      save: jest.fn(),
      forget: jest.fn(),
      see: jest.fn(),
      copy: jest.fn(),
      publish: jest.fn(),
      gallery: jest.fn(),
      list: jest.fn(),
      menu: jest.fn(),
      leave: jest.fn(),
      rest: jest.fn()
    };
  });

  afterEach(() => {
    act(() => root.unmount());
    host.remove();
  });

  function show(props: Partial<IReportsPanelProps>): void {
    act(() =>
      root.render(
        <ReportsPanel
          state={listed([])}
          query={NOTHING}
          isBusy={false}
          facets={{ kind: 'closed' }}
          offers={[]}
          saved={null}
          openId={null}
          canPublish={false}
          hasGallery={true}
          times={{
            ago: () => '2 hours ago',
            exactly: () => 'at ten',
            day: () => '12 November'
          }}
          acts={acts}
          hrefOf={({ id }) => `https://hub/r/${id}`}
          pictureOf={hit => pictureOf('/hub-publish/', hit)}
          updateOf={() => null}
          fitTags={() => 2}
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
  const titles = () => all('.hp-Card-title a');
  const box = () => host.querySelector('input')!;
  const button = (name: string) =>
    all('button').find(one => one.textContent === name)!;

  function press(key: string, options: KeyboardEventInit = {}): void {
    act(() => {
      document.activeElement!.dispatchEvent(
        new KeyboardEvent('keydown', {
          key,
          bubbles: true,
          cancelable: true,
          ...options
        })
      );
    });
  }

  function click(node: HTMLElement, options: MouseEventInit = {}): MouseEvent {
    const event = new MouseEvent('click', {
      bubbles: true,
      cancelable: true,
      ...options
    });
    act(() => {
      node.dispatchEvent(event);
    });
    return event;
  }

  describe('with reports', () => {
    const [first, second, third] = ['First', 'Second', 'Third'].map(title =>
      hit(title)
    );

    beforeEach(() => show({ state: listed([first, second, third]) }));

    it('says of each what it is', () => {
      const [card] = all('.hp-Card');
      expect(card.querySelector('h3')?.textContent).toBe('First');
      expect(card.querySelector('.hp-Card-meta')?.textContent).toBe(
        'alice, bob and 2 more · 2 hours ago'
      );
      expect(card.querySelector('time')?.title).toBe('at ten');
      expect(card.querySelector('.hp-Card-summary')?.textContent).toBe(
        'About First'
      );
      expect(card.querySelector('.hp-Tags')?.textContent).toBe('growthteams+1');
    });

    it('says of an old one that it is, and of its own that they may be changed', () => {
      const own = hit('Own', { archived: true, may_update: true });
      show({ state: listed([own, second]) });
      const [card, other] = all('.hp-Card');
      expect(card.querySelector('.hp-Card-meta')?.textContent).toBe(
        'alice, bob and 2 more · 2 hours ago · archived'
      );
      expect(card.dataset).toMatchObject({
        archived: 'true',
        mayUpdate: 'true'
      });
      expect(Object.keys(other.dataset)).toEqual(['report']);
    });

    it('has one tab stop, which arrows, Home and End move', () => {
      const stops = () =>
        all('.hp-List [tabindex="0"]').map(node => node.textContent);
      expect(stops()).toEqual(['First']);
      act(() => box().focus());
      press('ArrowDown');
      expect(document.activeElement).toBe(titles()[0]);
      press('ArrowDown');
      expect(document.activeElement).toBe(titles()[1]);
      expect(stops()).toEqual(['Second']);
      press('End');
      expect(document.activeElement).toBe(titles()[2]);
      press('Home');
      press('ArrowUp');
      expect(document.activeElement).toBe(box());
    });

    it('reaches the tags of a card by → and leaves them by ←', () => {
      act(() => titles()[0].focus());
      press('ArrowRight');
      expect(document.activeElement?.textContent).toBe('growth');
      press('ArrowLeft');
      expect(document.activeElement).toBe(titles()[0]);
    });

    it('opens by Enter, as a notebook by Ctrl+Enter, and copies by C', () => {
      act(() => titles()[1].focus());
      press('Enter');
      expect(acts.open).toHaveBeenCalledWith(second);
      press('Enter', { ctrlKey: true });
      expect(acts.openNotebook).toHaveBeenCalledWith(second);
      expect(acts.open).toHaveBeenCalledTimes(1);
      press('c', { ctrlKey: true });
      expect(acts.copyLink).not.toHaveBeenCalled();
      press('c');
      expect(acts.copyLink).toHaveBeenCalledWith(second);
    });

    it('goes to the search box by /, and out by Esc', () => {
      act(() => titles()[1].focus());
      press('/');
      expect(document.activeElement).toBe(box());
      press('Escape');
      expect(acts.leave).toHaveBeenCalled();
    });

    it('asks for the menu of the card by Shift+F10', () => {
      const asked = jest.fn();
      host.addEventListener('contextmenu', event =>
        asked((event.target as HTMLElement).dataset.report, event.shiftKey)
      );
      act(() => titles()[2].focus());
      press('F10', { shiftKey: true });
      expect(asked).toHaveBeenCalledWith('id-Third', false);
    });

    it('opens by a click anywhere on the card', () => {
      const event = click(all('.hp-Card-summary')[0]);
      expect(acts.open).toHaveBeenCalledWith(first);
      expect(event.defaultPrevented).toBe(true);
    });

    it('leaves Ctrl and click to the browser, which follows the permanent link', () => {
      const event = click(titles()[0], { ctrlKey: true });
      expect(acts.open).not.toHaveBeenCalled();
      expect(event.defaultPrevented).toBe(false);
      expect(titles()[0].getAttribute('href')).toBe('https://hub/r/id-First');
    });

    it('searches by a tag without opening the report', () => {
      click(all('.hp-Tag')[0]);
      expect(acts.tag).toHaveBeenCalledWith('growth');
      expect(acts.open).not.toHaveBeenCalled();
    });

    it('is at rest only while it has no focus', () => {
      expect(acts.rest).toHaveBeenLastCalledWith(true);
      act(() => titles()[0].focus());
      expect(acts.rest).toHaveBeenLastCalledWith(false);
    });
  });

  describe('with a hundred thousand reports', () => {
    const many = Array.from({ length: 100_000 }, (_, number) =>
      hit(`Number ${number}`)
    );
    const stop = () => document.activeElement?.textContent;

    beforeEach(() => {
      show({ state: listed(many, { total: 123_456 }) });
      act(() => titles()[0].focus());
    });

    it('has but a few cards, which know their places', () => {
      expect(titles().length).toBeLessThan(30);
      const [, second] = all('.hp-List li');
      expect(second.getAttribute('aria-posinset')).toBe('2');
      expect(second.getAttribute('aria-setsize')).toBe('123456');
    });

    it('goes to its end and back with the keyboard', () => {
      press('End');
      expect(stop()).toBe('Number 99999');
      press('ArrowUp');
      expect(stop()).toBe('Number 99998');
      press('Home');
      expect(stop()).toBe('Number 0');
      expect(titles().length).toBeLessThan(30);
    });

    it('goes on by as many as are in sight', () => {
      press('PageDown');
      const page = Number(stop()?.replace('Number ', ''));
      expect(page).toBeGreaterThan(2);
      press('PageUp');
      expect(stop()).toBe('Number 0');
    });

    it('stars the card that has the keyboard by S', () => {
      press('ArrowDown');
      press('s');
      expect(acts.star).toHaveBeenCalledWith(many[1], true);
    });

    it('tells which cards came into sight', () => {
      const seen = acts.see.mock.lastCall?.[0] as Hit[];
      expect(seen[0].title).toBe('Number 0');
      expect(seen.length).toBeLessThan(30);
    });
  });

  describe('a picture', () => {
    const pictures = () => all('.hp-Card .hp-Picture') as HTMLImageElement[];

    beforeEach(() =>
      show({
        state: listed([
          hit('Drawn', { version: 3, thumbnail: 'c0ffee' }),
          hit('Plain', { thumbnail: null })
        ])
      })
    );

    it('stands beside the title, says nothing of its own, and waits to be seen', () => {
      const [picture, ...others] = pictures();
      expect(others).toEqual([]);
      expect(
        picture.closest('.hp-Card')?.querySelector('h3')?.textContent
      ).toBe('Drawn');
      expect(picture.getAttribute('src')).toBe(
        '/hub-publish/api/reports/id-Drawn/versions/3/thumbnail?v=c0ffee'
      );
      expect(picture.alt).toBe('');
      expect(picture.getAttribute('loading')).toBe('lazy');
      expect(picture.width / picture.height).toBe(8 / 5);
    });

    it('that cannot be loaded leaves the card as it would be without', () => {
      act(() => {
        pictures()[0].dispatchEvent(new Event('error'));
      });
      expect(pictures()).toEqual([]);
    });

    it('of a new version is loaded, even where that of the old one could not be', () => {
      act(() => {
        pictures()[0].dispatchEvent(new Event('error'));
      });
      show({
        state: listed([hit('Drawn', { version: 4, thumbnail: 'decade' })])
      });
      expect(pictures()[0].src).toContain('versions/4/thumbnail?v=decade');
    });
  });

  it('clears the search by Esc before it leaves', () => {
    const query = { ...NOTHING, words: 'churn' };
    show({ query, state: listed([hit('First')], { query }) });
    act(() => box().focus());
    press('Escape');
    expect(acts.type).toHaveBeenCalledWith('');
    act(() => titles()[0].focus());
    press('Escape');
    expect(acts.type).toHaveBeenCalledTimes(2);
    expect(acts.leave).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(box());
  });

  it('says where the words stand, instead of the summary', () => {
    const query = { ...NOTHING, words: 'group' };
    const highlights = [
      {
        field: 'code' as const,
        cell: 12,
        heading: '',
        text: 'df.groupby()',
        parts: ['df.', 'groupby', '()']
      }
    ];
    show({ query, state: listed([hit('First', { highlights })], { query }) });
    expect(all('.hp-Place-where')[0].textContent).toBe('In code, cell 12');
    expect(all('.hp-Place mark').map(mark => mark.textContent)).toEqual([
      'groupby'
    ]);
    expect(all('.hp-Card-summary')).toHaveLength(0);
    expect(all('.hp-Count span')[0].textContent).toBe('1 report');
  });

  it('asks for more when its end is near, once', () => {
    show({ state: listed([hit('First')], { next: 'cursor' }) });
    expect(acts.more).toHaveBeenCalledTimes(1);
    show({
      state: listed([hit('First')], { next: 'cursor', more: 'loading' })
    });
    expect(acts.more).toHaveBeenCalledTimes(1);
  });

  it('shows a filter as a pill that can be taken away', () => {
    const filters = { tags: ['growth', 'teams'], authors: ['bob'] };
    const query = { ...NOTHING, filters };
    show({ query, state: listed([hit('First')], { query }) });
    expect(all('.hp-Pill b').map(pill => pill.textContent)).toEqual([
      'author: bob',
      'tag: growth',
      'tag: teams'
    ]);
    click(
      host.querySelector<HTMLElement>(
        '[aria-label="Remove the filter tag: growth"]'
      )!
    );
    expect(acts.ask).toHaveBeenCalledWith({
      filters: { tags: ['teams'], authors: ['bob'] }
    });
    click(button('Remove all'));
    expect(acts.ask).toHaveBeenLastCalledWith({ filters: {} });
    expect(document.activeElement).toBe(box());
  });

  it('says what is new, and shows it when asked', () => {
    const news = { reports: 2, versions: 1 };
    show({ state: listed([hit('First')], { news }) });
    click(button('2 new reports'));
    expect(acts.search).toHaveBeenCalled();
    show({
      state: listed([hit('First')], { news: { reports: 0, versions: 1 } })
    });
    expect(button('1 report has a new version')).toBeDefined();
  });

  it('invites to publish into an empty library, where a notebook is open', () => {
    show({ canPublish: false });
    expect(host.textContent).toContain('Publish the first report');
    expect(button('Publish this notebook')).toBeUndefined();
    show({ canPublish: true });
    click(button('Publish this notebook'));
    expect(acts.publish).toHaveBeenCalled();
  });

  it('says what did not match, and takes it away', () => {
    const filters = { authors: ['ravi'] };
    const query = { ...NOTHING, words: 'peeks', filters };
    show({ query, state: listed([], { query }) });
    expect(host.querySelector('h3')?.textContent).toBe(
      'Nothing by ravi matches “peeks”'
    );
    click(button('Remove the filter'));
    expect(acts.ask).toHaveBeenCalledWith({ filters: {} });
    click(button('Clear the search'));
    expect(acts.ask).toHaveBeenCalledWith({ words: '' });
  });

  it('quotes no more of a long search than there is room for', () => {
    const query = { ...NOTHING, words: 'zebra '.repeat(50) };
    show({ query, state: listed([], { query }) });
    const { textContent } = host.querySelector('h3')!;
    expect(textContent).toMatch(/^Nothing matches “zebra .*…”$/);
    expect(textContent!.length).toBeLessThan(80);
  });

  it('begins another search at the top, and leaves a grown list where it is', () => {
    const query = { ...NOTHING, words: 'churn' };
    show({ query, state: listed([hit('First')], { query }) });
    const list = all('.hp-List')[0];
    list.scrollTop = 300;
    show({ query, state: listed([hit('First'), hit('Second')], { query }) });
    expect(list.scrollTop).toBe(300);
    const other = { ...NOTHING, words: 'zebra' };
    show({
      query: other,
      state: listed([hit('First')], { query: other })
    });
    expect(list.scrollTop).toBe(0);
  });

  it('takes the focus wherever it is pressed, so that / finds the box', () => {
    show({ state: listed([hit('First')]) });
    act(() => all('.hp-Panel-body')[0].focus());
    press('/');
    expect(document.activeElement).toBe(box());
  });

  it('says how to install the missing half', () => {
    const refusal = new Refusal('server_half_missing', '', '');
    show({ state: { kind: 'failed', fault: { refusal, since: new Date() } } });
    expect(host.querySelector('h3')?.textContent).toBe(
      'The server half is not installed, or not enabled'
    );
    click(button('Copy the command'));
    expect(acts.copy).toHaveBeenCalledWith(
      'pip install jupyter_hub_publish && jupyter server extension enable jupyter_hub_publish'
    );
  });

  it('says in the words of the library why it cannot be opened', () => {
    const refusal = new Refusal('library_newer', 'It is newer.', 'Update it.');
    show({ state: { kind: 'failed', fault: { refusal, since: new Date() } } });
    expect(host.textContent).toContain('It is newer');
    expect(host.textContent).toContain('Update it.');
    click(button('Try again'));
    expect(acts.search).toHaveBeenCalled();
  });

  it('keeps the reports under a notice since when nobody answers', () => {
    const fault = {
      refusal: new Refusal('offline', '', ''),
      since: new Date(2026, 10, 21, 14, 2)
    };
    show({ state: listed([hit('First')], { fault }) });
    expect(all('.hp-Notice')[0].textContent).toContain(
      'The library does not answer since 14:02. You see what was loaded before.'
    );
    expect(titles()).toHaveLength(1);
  });

  it('waits without a picture at first, then shows where cards will be', () => {
    show({ state: { kind: 'loading', late: false } });
    expect(all('.hp-Skeleton')).toHaveLength(0);
    show({ state: { kind: 'loading', late: true } });
    expect(all('.hp-Skeleton').length).toBeGreaterThan(3);
  });

  it('tells screen readers the count once it is quiet', () => {
    jest.useFakeTimers();
    try {
      show({ state: listed([hit('First')], { total: 1284 }) });
      expect(all('[role="status"]')[0].textContent).toBe('');
      act(() => {
        jest.advanceTimersByTime(500);
      });
      expect(all('[role="status"]')[0].textContent).toBe(
        `${(1284).toLocaleString()} reports`
      );
    } finally {
      jest.useRealTimers();
    }
  });
});
