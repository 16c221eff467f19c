import type {
  RelatedList,
  ReportDetail,
  Version,
  VersionList
} from '../api/types';
import { fromShell } from '../model/messages';
import type { IReading } from '../model/reader';
import { isErased, ReaderModel, titleOf } from '../model/reader';
import { Refusal } from '../tokens';
import { near, report } from './fakeServer';
import { detail, version } from './versions';

const ID = 'rk7m2xq4d3z';

class Library {
  newest = 3;
  refusal: Refusal | null = null;
  more: Partial<ReportDetail> = {};
  erased: string | null = null;
  isAlone = false;

  async report(): Promise<ReportDetail> {
    if (this.refusal) {
      throw this.refusal;
    }
    return detail({
      id: ID,
      version: this.newest,
      latest: await this.version(ID, this.newest),
      ...this.more
    });
  }

  async version(report: string, number: number): Promise<Version> {
    return version(number, { report, erased: this.erased });
  }

  async versions(): Promise<VersionList> {
    return { versions: [] };
  }

  async related(): Promise<RelatedList> {
    if (this.isAlone) {
      throw new Refusal('library_busy', 'Locked.', '');
    }
    return { reports: [near()] };
  }
}

describe('ReaderModel', () => {
  let library: Library;

  beforeEach(() => {
    library = new Library();
  });

  async function reading(pinned: number | null): Promise<ReaderModel> {
    const model = new ReaderModel(library, ID, null);
    await model.show(pinned);
    return model;
  }

  function shown(model: ReaderModel): number | null {
    return model.state.kind === 'reading' ? model.state.version.number : null;
  }

  it('shows the newest version, or the one asked for', async () => {
    expect(shown(await reading(null))).toBe(3);
    expect(shown(await reading(2))).toBe(2);
  });

  it('stays where it is when a newer version comes, and says so', async () => {
    const model = await reading(null);
    expect(model.notices).toEqual([]);
    library.newest = 4;
    await model.notice();
    expect(shown(model)).toBe(3);
    expect(model.notices).toEqual([{ kind: 'newer', newest: 4 }]);
    await model.show(null);
    expect(shown(model)).toBe(4);
    expect(model.notices).toEqual([]);
  });

  it('says which version it is where one asked for an old one', async () => {
    expect((await reading(2)).notices).toEqual([
      { kind: 'older', shown: 2, newest: 3 }
    ]);
  });

  it('says first that a report is withdrawn, then that another is in its place', async () => {
    library.more = {
      withdrawn: '2026-11-12T08:00:00Z',
      removed_on: '2026-12-12T08:00:00Z',
      replaced_by: report,
      archived: true
    };
    expect((await reading(null)).notices).toEqual([
      { kind: 'withdrawn', removedOn: '2026-12-12T08:00:00Z' },
      { kind: 'replaced', by: report }
    ]);
    library.more = { archived: true };
    expect((await reading(null)).notices).toEqual([{ kind: 'archived' }]);
  });

  it('is called what the report is called now, an old version what it was called', async () => {
    const called = (model: ReaderModel) => titleOf(model.state as IReading);
    expect(called(await reading(null))).toBe('Posts grow');
    expect(called(await reading(2))).toBe('Title 2');
  });

  it('knows that an erased version has no page, and no title', async () => {
    library.erased = '2026-11-20T08:00:00Z';
    const state = (await reading(2)).state as IReading;
    expect(isErased(state)).toBe(true);
    expect(titleOf({ ...state, version: version(2, { title: '' }) })).toBe(
      'Posts grow'
    );
  });

  it('notices that what it shows was erased, the newest too', async () => {
    for (const number of [2, 3]) {
      library = new Library();
      const model = await reading(number);
      library.erased = '2026-11-20T08:00:00Z';
      library.newest = 1;
      await model.notice();
      expect(shown(model)).toBe(number);
      expect(isErased(model.state as IReading)).toBe(true);
      expect(model.notices).toEqual([]);
    }
  });

  it('keeps what the page has said when the same version is shown anew', async () => {
    const model = await reading(null);
    model.hear({ type: 'ready', code: true });
    await model.show(3);
    expect(model.state).toMatchObject({ code: true });
    await model.show(2);
    expect(model.state).toMatchObject({ code: null });
  });

  it('is read without scripts while one wants that, and says so', async () => {
    const model = await reading(2);
    model.hear({ type: 'ready', code: true });
    model.keepStill(true);
    expect(model.isStill).toBe(true);
    expect(model.state).toMatchObject({ code: null, trouble: null });
    expect(model.notices.map(({ kind }) => kind)).toEqual(['older', 'still']);
    await model.show(3);
    expect(model.notices).toEqual([{ kind: 'still' }]);
    model.keepStill(false);
    expect(model.notices).toEqual([]);
  });

  it('says nothing of scripts where a version was erased', async () => {
    library.erased = '2026-11-20T08:00:00Z';
    const model = await reading(2);
    model.keepStill(true);
    expect(model.notices).toEqual([]);
  });

  it('is missing where there is no report that one may see', async () => {
    library.refusal = new Refusal('not_found', '', '');
    expect((await reading(null)).state.kind).toBe('missing');
  });

  it('keeps what is being read when the library does not answer', async () => {
    const model = await reading(null);
    library.refusal = new Refusal('offline', '', '');
    await model.notice();
    expect(shown(model)).toBe(3);
  });

  it('says why there is nothing to read', async () => {
    library.refusal = new Refusal('library_newer', 'It is newer.', 'Update.');
    expect((await reading(null)).state).toEqual({
      kind: 'failed',
      refusal: library.refusal
    });
  });

  it('takes up a star that was given on another screen, and none of another report', async () => {
    const model = await reading(null);
    model.restar({ id: ID, stars: 12, starred: true });
    expect(model.state).toMatchObject({ report: { stars: 12, starred: true } });
    model.restar({ id: report.id, stars: 7, starred: false });
    expect(model.state).toMatchObject({ report: { stars: 12, starred: true } });
  });

  it('asks for what is near once its page is there', async () => {
    const model = await reading(null);
    expect(model.related.reports).toEqual([]);
    model.hear({ type: 'ready', code: false });
    await Promise.resolve();
    expect(model.related.reports.map(({ title }) => title)).toEqual([
      'Who stays'
    ]);
  });

  it('is read without what is near where nobody can say', async () => {
    library.isAlone = true;
    const model = await reading(null);
    model.hear({ type: 'ready', code: false });
    await Promise.resolve();
    expect(model.related.reports).toEqual([]);
    expect(shown(model)).toBe(3);
  });

  it('knows about the code only once the page has said so', async () => {
    const model = await reading(null);
    expect(model.state).toMatchObject({ code: null });
    model.hear({ type: 'ready', code: false });
    expect(model.state).toMatchObject({ code: false });
    model.hear({ type: 'code', shown: true });
    expect(model.state).toMatchObject({ code: true });
  });
});

describe('what the shell says', () => {
  it.each([
    { type: 'ready', code: true },
    { type: 'code', shown: false },
    { type: 'report', id: ID },
    { type: 'room', shown: 120, bar: 15 },
    { type: 'trouble', text: 'No scripts.' }
  ])('is heard: %j', message => {
    expect(fromShell({ hubPublish: 1, ...message })).toEqual(message);
  });

  it.each([
    null,
    'ready',
    { type: 'ready', code: true },
    { hubPublish: 2, type: 'ready', code: true },
    { hubPublish: 1, type: 'ready', code: 'yes' },
    { hubPublish: 1, type: 'report', id: 7 },
    { hubPublish: 1, type: 'room', shown: -1, bar: 0 },
    { hubPublish: 1, type: 'room', shown: NaN, bar: 0 },
    { hubPublish: 1, type: 'room', shown: 10, bar: Infinity },
    { hubPublish: 1, type: 'theme', theme: 'dark' }
  ])('is not heard: %j', message => {
    expect(fromShell(message)).toBeNull();
  });
});
