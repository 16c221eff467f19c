import type { ReportDetail, Version } from '../api/types';
import { fromShell } from '../model/messages';
import { ReaderModel } from '../model/reader';
import { Refusal } from '../tokens';

const ID = 'rk7m2xq4d3z';

class Library {
  newest = 3;
  refusal: Refusal | null = null;

  async report(): Promise<ReportDetail> {
    if (this.refusal) {
      throw this.refusal;
    }
    return {
      id: ID,
      version: this.newest,
      latest: await this.version(ID, this.newest)
    } as ReportDetail;
  }

  async version(report: string, number: number): Promise<Version> {
    return { report, number, title: `Title ${number}` } as Version;
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
    expect(model.newer).toBeNull();
    library.newest = 4;
    await model.notice();
    expect(shown(model)).toBe(3);
    expect(model.newer).toBe(4);
    await model.show(null);
    expect(shown(model)).toBe(4);
    expect(model.newer).toBeNull();
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
    { hubPublish: 1, type: 'theme', theme: 'dark' }
  ])('is not heard: %j', message => {
    expect(fromShell(message)).toBeNull();
  });
});
