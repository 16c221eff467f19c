import { nullTranslator } from '@jupyterlab/translation';
import * as React from 'react';
import type { Root } from 'react-dom/client';
import { createRoot } from 'react-dom/client';

import type {
  IReaderActs,
  IReaderHeaderProps
} from '../components/ReaderHeader';
import { ReaderHeader } from '../components/ReaderHeader';
import { Refusal } from '../tokens';
import { report } from './fakeServer';
import { detail, environment, version } from './versions';

const { act } = React;
const trans = nullTranslator.load('test');
const GONE = '2026-11-20T08:00:00Z';
const versions = [
  version(3, {
    message: 'October added',
    ran: { kernel: 'Python 3', cells: 26, seconds: 41 }
  }),
  version(2, { publisher: 'bob', restores: 1 }),
  version(1, { erased: GONE })
];

describe('the header of a report', () => {
  let host: HTMLElement;
  let root: Root;
  let acts: { [name in keyof IReaderActs]: jest.Mock };

  beforeEach(() => {
    (
      globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }
    ).IS_REACT_ACT_ENVIRONMENT = true;
    host = document.body.appendChild(document.createElement('div'));
    root = createRoot(host);
    acts = {
      showCode: jest.fn(),
      star: jest.fn(),
      copyLink: jest.fn(),
      openNotebook: jest.fn(),
      makeCopy: jest.fn(),
      more: jest.fn(),
      popup: jest.fn(),
      tag: jest.fn(),
      author: jest.fn(),
      showVersion: jest.fn(),
      compare: jest.fn(),
      restore: jest.fn(),
      loadVersions: jest.fn(),
      showNewest: jest.fn(),
      openReport: jest.fn(),
      undoWithdrawal: jest.fn(),
      bringBack: jest.fn(),
      runScripts: jest.fn()
    };
  });

  afterEach(() => {
    act(() => root.unmount());
    host.remove();
  });

  function show(props: Partial<IReaderHeaderProps> = {}): void {
    act(() =>
      root.render(
        <ReaderHeader
          reading={{
            kind: 'reading',
            report: detail(),
            version: versions[0],
            code: false,
            trouble: null
          }}
          title="Posts grow"
          notices={[]}
          history={{ kind: 'listed', versions }}
          pair={{ before: 2, after: 3 }}
          mayRestore
          popup={null}
          times={{
            ago: () => '2 hours ago',
            exactly: () => 'at ten',
            day: () => '12 December'
          }}
          explain={error => ({
            code: '',
            message: (error as Refusal).message,
            hint: '',
            command: null,
            cell: null
          })}
          fileUrl={path => `/files/${path}`}
          environmentUrl={name => `/environment/${name}`}
          acts={acts}
          trans={trans}
          {...props}
        />
      )
    );
  }

  function reading(
    more: Parameters<typeof detail>[0],
    shown = versions[0]
  ): IReaderHeaderProps['reading'] {
    return {
      kind: 'reading',
      report: detail(more),
      version: shown,
      code: false,
      trouble: null
    };
  }

  const all = (selector: string) => [
    ...host.querySelectorAll<HTMLElement>(selector)
  ];
  const button = (name: string) =>
    all('button').find(
      one => (one.getAttribute('aria-label') ?? one.textContent) === name
    );
  const press = (name: string) => act(() => button(name)!.click());
  const key = (name: string) =>
    act(() => {
      document.activeElement!.dispatchEvent(
        new KeyboardEvent('keydown', {
          key: name,
          bubbles: true,
          cancelable: true
        })
      );
    });
  const banners = () => all('.hp-Banner > span').map(one => one.textContent);

  it('says how it ran, and why that may be said', () => {
    show();
    const [badge] = all('.hp-Badge');
    expect(badge.textContent).toBe('Ran clean');
    expect(badge.title).toBe('26 cells in 41 s, Python 3');
  });

  it('gives a star and takes it away, and says how many have given one', () => {
    show({ reading: reading({ stars: 12 }) });
    const star = button('Star, 12 so far')!;
    expect(star.getAttribute('aria-pressed')).toBe('false');
    expect(star.textContent).toBe('12');
    press('Star, 12 so far');
    expect(acts.star).toHaveBeenLastCalledWith(true);
    show({ reading: reading({ stars: 13, starred: true }) });
    press('Star, 13 so far');
    expect(acts.star).toHaveBeenLastCalledWith(false);
  });

  it('says how often it was read, and nothing while nobody has', () => {
    show({ reading: reading({ views: 34 }) });
    expect(all('.hp-Reader-views')[0].textContent).toBe('read 34 times');
    show();
    expect(all('.hp-Reader-views')).toEqual([]);
    expect(button('Star')!.textContent).toBe('');
  });

  it('makes a copy, and shows what else can be done', () => {
    show();
    press('Make a copy');
    expect(acts.makeCopy).toHaveBeenCalled();
    press('More');
    expect(acts.more).toHaveBeenCalledWith(button('More'));
  });

  describe('lists the versions', () => {
    beforeEach(() => show({ popup: 'versions' }));

    it('with who, when, and what is known of each', () => {
      expect(all('.hp-Versions-row').map(row => row.textContent)).toEqual([
        'Version 3, shownalice · 2 hours ago · ran clean · October added',
        'Version 2bob · 2 hours ago · restored from version 1Compare',
        'Version 1alice · 2 hours ago · erased'
      ]);
      expect(all('[title="26 cells in 41 s, Python 3"]')).toHaveLength(2);
    });

    it('and begins at the one that is shown', () => {
      expect(document.activeElement?.textContent).toMatch(/^Version 3, shown/);
      key('ArrowDown');
      expect(document.activeElement?.textContent).toMatch(/^Version 2/);
      key('End');
      expect(document.activeElement?.textContent).toMatch(/^Version 1/);
      key('Home');
      expect(document.activeElement?.textContent).toMatch(/^Version 3/);
    });

    it('opens one, and compares one with the one that is shown', () => {
      press('Compare version 2');
      expect(acts.compare).toHaveBeenCalledWith(2, 3);
      act(() => all('.hp-Versions-open')[1].click());
      expect(acts.showVersion).toHaveBeenCalledWith(2);
      press('Compare two versions');
      expect(acts.compare).toHaveBeenLastCalledWith(2, 3);
      press('Restore an old version…');
      expect(acts.restore).toHaveBeenCalled();
    });

    it('and never compares with what is gone', () => {
      expect(button('Compare version 1')).toBeUndefined();
      show({ popup: 'versions', reading: reading({}, versions[2]) });
      expect(all('.hp-Versions-compare')).toEqual([]);
    });

    it('until Escape, a press elsewhere, or the keyboard going away', () => {
      key('Escape');
      expect(acts.popup).toHaveBeenLastCalledWith(null);
      expect(document.activeElement?.textContent).toBe('Version 3');
      acts.popup.mockClear();
      act(() => {
        document.body.dispatchEvent(new Event('pointerdown'));
      });
      expect(acts.popup).toHaveBeenCalledWith(null);
      acts.popup.mockClear();
      act(() => button('Copy link')!.focus());
      expect(acts.popup).toHaveBeenCalledWith(null);
    });
  });

  it('says why there are no versions to list', () => {
    const refusal = new Refusal('library_busy', 'It is busy.', '');
    show({
      popup: 'versions',
      history: { kind: 'failed', refusal },
      pair: null,
      mayRestore: false
    });
    expect(all('.hp-Versions [role="alert"]')[0].textContent).toBe(
      'It is busy. Try again'
    );
    press('Try again');
    expect(acts.loadVersions).toHaveBeenCalled();
  });

  it('lists what came with the version, to be downloaded', () => {
    const full = version(3, {
      attachments: [{ path: 'data/posts.csv', size: 1_400_000 }],
      environment_files: [{ path: 'requirements.txt', size: 40 }],
      environment
    });
    show({ popup: 'contents', reading: reading({}, full) });
    expect(button('1 file · Python 3.12, 2 packages')).toBeDefined();
    const links = all('.hp-Contents a') as HTMLAnchorElement[];
    expect(
      links.map(link => [link.getAttribute('href'), link.download])
    ).toEqual([
      ['/files/data/posts.csv', 'posts.csv'],
      ['/environment/requirements.txt', 'requirements.txt']
    ]);
    const text = all('.hp-Contents')[0].textContent;
    expect(text).toContain('data/posts.csv1.4 MB');
    expect(text).toContain('Python 3 (ipykernel) · Python 3.12.4');
    expect(text).toContain('numpy2.1.0');
  });

  it('says nothing of files where there are none', () => {
    show();
    expect(all('.hp-mod-contents')).toEqual([]);
  });

  it('leads to what it was made from, and to what was made from it', () => {
    const other = { ...report, id: 'rbbbbbbbbbb', title: 'Posts 2025' };
    show({
      reading: reading({
        based_on: { report: other, version: 2 },
        basis_of: [other]
      })
    });
    press('Based on “Posts 2025” by alice');
    expect(acts.openReport).toHaveBeenLastCalledWith(other);
    press('1 report is based on this');
    act(() => all('.hp-Derived button')[0].click());
    expect(acts.openReport).toHaveBeenCalledTimes(2);
    expect(all('.hp-Derived')).toEqual([]);
  });

  it('does not count what it is not told', () => {
    const many = Array.from({ length: 20 }, (_, index) => ({
      ...report,
      id: `r${index}`
    }));
    show({ reading: reading({ basis_of: many }) });
    expect(button('20 or more reports are based on this')).toBeDefined();
  });

  it('says what a reader is to know first, and what can be done', () => {
    show({
      notices: [
        { kind: 'withdrawn', removedOn: '2026-12-12T08:00:00Z' },
        { kind: 'replaced', by: report },
        { kind: 'archived' },
        { kind: 'older', shown: 2, newest: 3 },
        { kind: 'still' }
      ]
    });
    expect(banners().filter(text => text)).toEqual([
      'You withdrew this report. It will be removed on 12 December.',
      '“Posts grow” by alice has taken the place of this report.',
      'This report is archived: it is kept, and marked as old.',
      'Version 2 of 3',
      'No script runs in this view: interactive charts stay still or empty.'
    ]);
    press('Undo');
    expect(acts.undoWithdrawal).toHaveBeenCalled();
    press('Open it');
    expect(acts.openReport).toHaveBeenCalledWith(report);
    press('Bring it back');
    expect(acts.bringBack).toHaveBeenCalled();
    press('Show the newest');
    expect(acts.showNewest).toHaveBeenCalled();
    press('Read with scripts');
    expect(acts.runScripts).toHaveBeenCalled();
  });

  it('does not offer others to bring an archived report back', () => {
    show({
      notices: [{ kind: 'archived' }],
      reading: reading({ may_update: false })
    });
    expect(button('Bring it back')).toBeUndefined();
  });

  it('has nothing to open of a version that was erased', () => {
    show({ reading: reading({}, versions[2]) });
    expect(button('Open as notebook')).toBeUndefined();
    expect(button('Make a copy')).toBeUndefined();
    expect(button('Show code')).toBeUndefined();
    expect(button('Copy link')).toBeDefined();
  });
});
