import type { IDocumentManager } from '@jupyterlab/docmanager';
import { NotebookModel } from '@jupyterlab/notebook';
import { ContentsManager, Drive } from '@jupyterlab/services';
import { Widget } from '@lumino/widgets';

import { OpenNotebooks, serverPath } from '../model/notebooks';
import { published } from './fakeServer';

const memory = { library: 'library-1', report: 'rabcdefghij', version: 1 };

/** One open notebook, and how often it was saved. */
function setUp(path = 'posts.ipynb') {
  const model = new NotebookModel();
  const saved: string[] = [];
  const context = {
    model,
    ready: Promise.resolve(),
    save: async () => void saved.push(path)
  };
  const notebooks = new OpenNotebooks({
    findWidget: (asked: string) => (asked === path ? new Widget() : undefined),
    contextForWidget: () => context
  } as unknown as IDocumentManager);
  return { model, notebooks, saved };
}

describe('an open notebook', () => {
  it('is saved before it is published, where it has changed', async () => {
    const { model, notebooks, saved } = setUp();
    model.dirty = false;
    expect(await notebooks.save('posts.ipynb')).toBe(true);
    expect(saved).toEqual([]);
    model.dirty = true;
    await notebooks.save('posts.ipynb');
    expect(saved).toEqual(['posts.ipynb']);
  });

  it('is told its report and saved, and goes on knowing what it was copied from', async () => {
    const { model, notebooks, saved } = setUp();
    const parent = { ...memory, report: 'rzzzzzzzzzz' };
    model.setMetadata('hub_publish', { parent, version: 7, other: true });
    model.dirty = false;
    expect(await notebooks.remember('posts.ipynb', published)).toBe(true);
    expect(model.getMetadata('hub_publish')).toEqual({ parent, ...memory });
    expect(saved).toEqual(['posts.ipynb']);
  });

  it('with edits of its own is told its report, and not saved behind one’s back', async () => {
    const { model, notebooks, saved } = setUp();
    model.dirty = true;
    expect(await notebooks.remember('posts.ipynb', published)).toBe(true);
    expect(model.getMetadata('hub_publish')).toEqual(memory);
    expect(model.dirty).toBe(true);
    expect(saved).toEqual([]);
  });

  it('is saved with its report where only a kernel has started meanwhile', async () => {
    const { model, notebooks, saved } = setUp();
    model.dirty = true;
    await notebooks.save('posts.ipynb');
    model.setMetadata('language_info', { name: 'python' });
    await notebooks.remember('posts.ipynb', published);
    expect(saved).toHaveLength(2);
  });

  it('is not saved with its report where a cell was written meanwhile', async () => {
    const { model, notebooks, saved } = setUp();
    model.dirty = true;
    await notebooks.save('posts.ipynb');
    model.sharedModel.insertCell(0, { cell_type: 'code', source: 'x = 1' });
    await notebooks.remember('posts.ipynb', published);
    expect(saved).toHaveLength(1);
  });

  it('is found where collaboration has opened it', async () => {
    const { model, notebooks } = setUp('RTC:posts.ipynb');
    expect(await notebooks.remember('posts.ipynb', published)).toBe(true);
    expect(model.getMetadata('hub_publish')).toEqual(memory);
  });
});

it('a notebook that is not open is left to the server', async () => {
  const { notebooks, saved } = setUp();
  expect(await notebooks.save('other.ipynb')).toBe(false);
  expect(await notebooks.remember('other.ipynb', published)).toBe(false);
  expect(saved).toEqual([]);
});

it('files of other drives are none of the server’s', () => {
  const contents = new ContentsManager();
  contents.addDrive(new Drive({ name: 'RTC' }));
  contents.addDrive(new Drive({ name: 'Published' }));
  expect(serverPath('a/posts.ipynb', contents)).toBe('a/posts.ipynb');
  expect(serverPath('RTC:a/posts.ipynb', contents)).toBe('a/posts.ipynb');
  expect(serverPath('Published:r/1.ipynb', contents)).toBeNull();
});
