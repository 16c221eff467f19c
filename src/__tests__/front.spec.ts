import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { NotebookModel } from '@jupyterlab/notebook';
import { Signal } from '@lumino/signaling';

import { NotebookInFront } from '../model/front';

// Yjs warns of what JupyterLab's own notebook model does.
beforeAll(() => void jest.spyOn(console, 'warn').mockImplementation());

/** A panel, as far as it is looked at here. */
function panel(path: string, source: string, metadata = {}) {
  const model = new NotebookModel();
  model.fromJSON({
    cells: [{ cell_type: 'markdown', source, metadata: {} }],
    metadata,
    nbformat: 4,
    nbformat_minor: 5
  });
  const saveState = new Signal<unknown, DocumentRegistry.SaveState>({});
  const context = { path, model, saveState, isReady: true };
  return {
    panel: {
      context: { ...context, ready: Promise.resolve() }
    } as unknown as NotebookPanel,
    save: (state: DocumentRegistry.SaveState) => saveState.emit(state)
  };
}

describe('the notebook in front', () => {
  let current: NotebookPanel | null;
  let tracker: Pick<INotebookTracker, 'currentWidget' | 'currentChanged'>;
  let changed: Signal<INotebookTracker, NotebookPanel | null>;
  let front: NotebookInFront;
  let said: number;

  const show = async (next: NotebookPanel | null) => {
    current = next;
    changed.emit(next);
    await Promise.resolve();
  };

  beforeEach(() => {
    current = null;
    said = 0;
    changed = new Signal<INotebookTracker, NotebookPanel | null>(
      {} as INotebookTracker
    );
    tracker = {
      get currentWidget() {
        return current;
      },
      currentChanged: changed
    };
    front = new NotebookInFront(tracker, path =>
      path.startsWith('published:') ? null : path
    );
    front.changed.connect(() => (said += 1));
  });

  it('is none where none is open, or none of the server’s own', async () => {
    expect(front.written).toBeNull();
    await show(panel('published:r/1.ipynb', 'Text').panel);
    expect(front.written).toBeNull();
  });

  it('says whether it is published, and whether there is anything in it', async () => {
    await show(panel('a.ipynb', 'Text').panel);
    expect(front.written).toEqual({
      path: 'a.ipynb',
      isPublished: false,
      isEmpty: false
    });
    const memory = { hub_publish: { report: 'rabcdefghij' } };
    await show(panel('b.ipynb', ' \n', memory).panel);
    expect(front.written).toEqual({
      path: 'b.ipynb',
      isPublished: true,
      isEmpty: true
    });
  });

  it('tells of its saves when they are done, and of no other notebook’s', async () => {
    const one = panel('a.ipynb', 'Text');
    await show(one.panel);
    said = 0;
    one.save('started');
    expect(said).toBe(0);
    one.save('completed');
    expect(said).toBe(1);
    await show(panel('b.ipynb', 'Text').panel);
    said = 0;
    one.save('completed');
    expect(said).toBe(0);
  });

  it('says nothing once nobody listens', async () => {
    const one = panel('a.ipynb', 'Text');
    await show(one.panel);
    front.dispose();
    said = 0;
    one.save('completed');
    changed.emit(null);
    expect(said).toBe(0);
    expect(front.isDisposed).toBe(true);
  });
});
