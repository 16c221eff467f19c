import type { Contents } from '@jupyterlab/services';
import { ServerConnection } from '@jupyterlab/services';
import { nullTranslator } from '@jupyterlab/translation';

import type { Version } from '../api/types';
import { pathOf } from '../model/published';
import { PublishedDrive } from '../model/publishedDrive';
import type { ILibraryClient } from '../tokens';
import { Refusal } from '../tokens';

const KEY = { report: 'rk7m2xq4d3z', version: 3 };
const TITLE = 'Posts grow';
const PATH = pathOf(KEY, TITLE);
const VERSION = {
  report: KEY.report,
  number: 3,
  title: TITLE,
  published: '2026-11-21T10:00:00Z'
} as Version;
const SENTENCE =
  'This is version 3 of a report and cannot be changed. Save a copy of your own instead.';

const published = () => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [{ cell_type: 'code', source: '1', metadata: { trusted: true } }]
});

class Library {
  readonly base = '/base/hub-publish/';
  isGone = false;

  async me() {
    return { library: { id: 'uuid' } } as Awaited<
      ReturnType<ILibraryClient['me']>
    >;
  }

  async version(id: string, version: number): Promise<Version> {
    if (this.isGone || id !== KEY.report || version !== 3) {
      throw new Refusal('not_found', 'There is no such report.', '');
    }
    return VERSION;
  }

  async notebook(): Promise<unknown> {
    return published();
  }
}

/** The user's own files. */
class Files {
  readonly written = new Map<string, Partial<Contents.IModel>>();

  async get(path: string): Promise<Contents.IModel> {
    if (path === 'gone') {
      throw new ServerConnection.ResponseError(
        new Response(null, { status: 404 }),
        'Not Found'
      );
    }
    const names = [...this.written.keys()]
      .filter(file => file.split('/').slice(0, -1).join('/') === path)
      .map(file => ({ name: file.split('/').pop() }));
    return { content: names } as Contents.IModel;
  }

  async save(
    path: string,
    model: Partial<Contents.IModel>
  ): Promise<Contents.IModel> {
    this.written.set(path, model);
    return { ...model, path } as Contents.IModel;
  }
}

describe('PublishedDrive', () => {
  let library: Library;
  let files: Files;
  let drive: PublishedDrive;

  beforeEach(() => {
    library = new Library();
    files = new Files();
    drive = new PublishedDrive({
      client: library,
      contents: files as unknown as Contents.IManager,
      serverSettings: ServerConnection.makeSettings(),
      trans: nullTranslator.load('test')
    });
  });

  const own = (path: string) => files.written.get(path)?.content;

  it.each([
    ['gone/x.ipynb', 'gone'],
    ['../x.ipynb', '..'],
    ['a/../../x.ipynb', 'a/../..']
  ])('writes no copy to %s, and says why', async (wanted, folder) => {
    await expect(drive.copyTo(wanted, KEY)).rejects.toThrow(
      `There is no folder “${folder}” in your files.`
    );
    expect(files.written.size).toBe(0);
  });

  describe('get', () => {
    it('gives the notebook, read-only and without trust', async () => {
      const model = await drive.get(PATH);
      expect(model.writable).toBe(false);
      expect(model.type).toBe('notebook');
      expect(JSON.stringify(model.content)).not.toContain('trusted');
      expect(model.content.metadata.hub_publish).toEqual({
        library: 'uuid',
        ...KEY
      });
    });

    it('gives no content that was not asked for', async () => {
      const model = await drive.get(PATH, { content: false });
      expect(model.content).toBeNull();
      expect(model.writable).toBe(false);
    });

    it.each([
      '',
      'Mine.ipynb',
      `${KEY.report}/v3/Mine.ipynb`,
      pathOf(KEY, 'Another title'),
      pathOf({ ...KEY, version: 4 }, TITLE)
    ])('answers 404 for %j', async path => {
      await expect(drive.get(path)).rejects.toMatchObject({
        response: { status: 404 }
      });
    });

    it('answers the same 404 for a report that is gone', async () => {
      library.isGone = true;
      await expect(drive.get(PATH)).rejects.toMatchObject({
        message: 'There is no report here that you may see.',
        response: { status: 404 }
      });
    });
  });

  describe('save', () => {
    it('is refused in one sentence', async () => {
      await expect(drive.save(PATH, { content: {} })).rejects.toThrow(SENTENCE);
      expect(files.written.size).toBe(0);
    });

    it('is refused for every name that a published notebook could have', async () => {
      await expect(
        drive.save(pathOf(KEY, 'Another title'), { content: {} })
      ).rejects.toThrow(SENTENCE);
    });

    it.each([
      ['Mine.ipynb', 'Mine.ipynb'],
      [`${KEY.report}/v3/Mine.ipynb`, 'Mine.ipynb'],
      ['folder/Mine', 'folder/Mine.ipynb']
    ])('under %j writes a copy at %j', async (path, written) => {
      const { content } = await drive.get(PATH);
      await drive.save(path, { content });
      expect([...files.written.keys()]).toEqual([written]);
      expect(own(written).metadata.hub_publish).toEqual({
        parent: { library: 'uuid', ...KEY }
      });
      expect(own(written).cells[0].metadata).toEqual({});
    });

    it('writes over nothing', async () => {
      const { content } = await drive.get(PATH);
      await drive.save('Mine.ipynb', { content });
      await drive.save('Mine.ipynb', { content });
      await drive.save('Mine.ipynb', { content });
      expect([...files.written.keys()]).toEqual([
        'Mine.ipynb',
        'Mine 2.ipynb',
        'Mine 3.ipynb'
      ]);
    });

    it('takes the trust off any other notebook that is saved here', async () => {
      await drive.save('Other.ipynb', { content: published() });
      expect(own('Other.ipynb').cells[0].metadata).toEqual({});
    });
  });

  it('refuses everything else that writes', async () => {
    const refusals = [
      drive.newUntitled(),
      drive.delete(),
      drive.rename(),
      drive.copy(),
      drive.createCheckpoint(),
      drive.restoreCheckpoint(),
      drive.deleteCheckpoint()
    ];
    for (const refusal of refusals) {
      await expect(refusal).rejects.toThrow(
        'What is published can only be read'
      );
    }
    expect(await drive.listCheckpoints()).toEqual([]);
  });

  it('knows where the notebook and the files beside it are downloaded', async () => {
    const versions = `/base/hub-publish/api/reports/${KEY.report}/versions/3`;
    expect(await drive.getDownloadUrl(PATH)).toBe(`${versions}/notebook`);
    expect(await drive.getDownloadUrl(`${KEY.report}/v3/img/a b.png`)).toBe(
      `${versions}/attachments/img/a%20b.png`
    );
  });
});
