import type { DocumentRegistry } from '@jupyterlab/docregistry';
import { type INotebookModel, NotebookModel } from '@jupyterlab/notebook';
import { Signal } from '@lumino/signaling';

import { NotebookStanding } from '../model/standing';
import { FakeServer, report, until } from './fakeServer';

// Yjs warns of what JupyterLab's own notebook model does.
beforeAll(() => void jest.spyOn(console, 'warn').mockImplementation());

const memory = { library: 'library-1', report: report.id, version: 3 };

/** A notebook with one cell, opened and saved as JupyterLab does it. */
function setUp({ metadata = {}, path = 'posts.ipynb' as string | null } = {}) {
  const model = new NotebookModel();
  model.fromJSON({
    cells: [
      {
        cell_type: 'code',
        source: '1',
        metadata: {},
        outputs: [],
        execution_count: null
      }
    ],
    metadata,
    nbformat: 4,
    nbformat_minor: 5
  });
  const sender = {} as DocumentRegistry.IContext<INotebookModel>;
  const saveState = new Signal<
    DocumentRegistry.IContext<INotebookModel>,
    DocumentRegistry.SaveState
  >(sender);
  const context = {
    model,
    ready: Promise.resolve(),
    isReady: true,
    saveState,
    fileChanged: new Signal(sender)
  } as unknown as DocumentRegistry.IContext<INotebookModel>;
  const server = new FakeServer();
  server.on('POST workspace/status', { state: 'published', report });
  const standing = new NotebookStanding({
    client: server.client,
    context,
    path: () => path
  });
  return {
    model,
    save: () => saveState.emit('completed'),
    server,
    standing,
    kind: () => standing.standing.kind
  };
}

const settled = () => new Promise(resolve => setTimeout(resolve, 250));

it('a notebook that remembers no report is unpublished without asking', async () => {
  const { kind, server } = setUp();
  await settled();
  expect(kind()).toBe('unpublished');
  expect(server.asked).toEqual([]);
});

it('a copy made from a report is unpublished too', async () => {
  const { kind, server } = setUp({
    metadata: { hub_publish: { parent: memory } }
  });
  await settled();
  expect(kind()).toBe('unpublished');
  expect(server.asked).toEqual([]);
});

it('a notebook of another drive is never asked about', async () => {
  const { server } = setUp({ metadata: { hub_publish: memory }, path: null });
  await settled();
  expect(server.asked).toEqual([]);
});

it('one that remembers its report asks when it is opened', async () => {
  const { kind, standing } = setUp({ metadata: { hub_publish: memory } });
  await until(() => kind() === 'published');
  expect(standing.standing).toEqual({ kind: 'published', report });
});

it('an edit of a cell is a change at once, and the server is asked after a save', async () => {
  const { kind, model, save, server } = setUp({
    metadata: { hub_publish: memory }
  });
  await until(() => kind() === 'published');
  model.cells.get(0).sharedModel.setSource('2');
  expect(kind()).toBe('changed');
  model.cells.get(0).sharedModel.setSource('1');
  expect(kind()).toBe('changed');
  save();
  await until(() => kind() === 'published');
  expect(server.count('POST workspace/status')).toBe(2);
});

it('a cell more is a change', async () => {
  const { kind, model } = setUp({ metadata: { hub_publish: memory } });
  await until(() => kind() === 'published');
  model.sharedModel.addCell({ cell_type: 'markdown' });
  expect(kind()).toBe('changed');
});

it('what the notebook remembers of its report is no change of it', async () => {
  const { kind, model } = setUp({ metadata: { hub_publish: memory } });
  await until(() => kind() === 'published');
  model.setMetadata('hub_publish', { ...memory, version: 4 });
  expect(kind()).toBe('published');
  model.cells.get(0).sharedModel.setSource('2');
  expect(kind()).toBe('changed');
});

it('what is typed while the server reads the file is a change', async () => {
  const { kind, model, server } = setUp({ metadata: { hub_publish: memory } });
  server.on('POST workspace/status', () => {
    model.cells.get(0).sharedModel.setSource('2');
    return { state: 'published', report };
  });
  await until(() => kind() !== 'unpublished');
  expect(kind()).toBe('changed');
});

it('a server that does not answer changes nothing', async () => {
  const { kind, save, server } = setUp({ metadata: { hub_publish: memory } });
  await until(() => kind() === 'published');
  server.refuse('POST workspace/status', 'library_busy', 'Locked.', 503);
  save();
  await until(() => server.count('POST workspace/status') === 2);
  await settled();
  expect(kind()).toBe('published');
});

it('who may see it may have changed elsewhere, and what is not saved stays a change', async () => {
  const { model, server, standing, kind } = setUp({
    metadata: { hub_publish: memory }
  });
  await until(() => kind() === 'published');
  model.sharedModel.addCell({ cell_type: 'code', source: '2' });
  await until(() => kind() === 'changed');
  server.on('POST workspace/status', {
    state: 'published',
    report: { ...report, audience: 'people' }
  });
  await standing.renew();
  expect(standing.standing).toMatchObject({
    kind: 'changed',
    report: { audience: 'people' }
  });
  standing.dispose();
});
