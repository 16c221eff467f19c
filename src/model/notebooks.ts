/**
 * The notebooks that are open in this browser: saved before they are published, told their report after it.
 */
import type { IDocumentManager } from '@jupyterlab/docmanager';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { INotebookModel } from '@jupyterlab/notebook';
import type { Contents } from '@jupyterlab/services';
import type { PartialJSONObject } from '@lumino/coreutils';

import type { Published } from '../api/types';
import type { INotebookMemory } from './publications';
import { MEMORY } from './standing';

/** The drives whose files are the server's own; `RTC` is where collaboration opens them. */
const OWN_DRIVES = ['', 'RTC'];

/** The path as the server knows it, or null where the file is of another drive. */
export function serverPath(
  path: string,
  contents: Contents.IManager
): string | null {
  return OWN_DRIVES.includes(contents.driveName(path))
    ? contents.localPath(path)
    : null;
}

type NotebookContext = DocumentRegistry.IContext<INotebookModel>;

export class OpenNotebooks implements INotebookMemory {
  constructor(
    documents: Pick<IDocumentManager, 'contextForWidget' | 'findWidget'>
  ) {
    this._documents = documents;
  }

  /** Whether the notebook is open here; its changes are saved then. A kernel at work is not waited for. */
  async save(path: string): Promise<boolean> {
    const context = this._contextOf(path);
    if (!context) {
      return false;
    }
    await context.ready;
    const work = workOf(context.model);
    if (context.model.dirty) {
      await context.save();
    }
    this._saved.set(context, work);
    return true;
  }

  /**
   * Whether the notebook is open here; it is told its report. What was typed since it was published
   * is for the person to save: the report is saved with it then.
   */
  async remember(path: string, published: Published): Promise<boolean> {
    const context = this._contextOf(path);
    if (!context) {
      return false;
    }
    // A kernel that has started meanwhile has changed the metadata: that is nobody's edit.
    const hasEdits =
      context.model.dirty && this._saved.get(context) !== workOf(context.model);
    const { id, library, version } = published;
    const known: unknown = context.model.getMetadata(MEMORY);
    context.model.setMetadata(MEMORY, {
      ...parentOf(known),
      library,
      report: id,
      version
    });
    if (!hasEdits) {
      await context.save();
    }
    return true;
  }

  private _contextOf(path: string): NotebookContext | null {
    for (const drive of OWN_DRIVES) {
      const widget = this._documents.findWidget(
        drive ? `${drive}:${path}` : path,
        'Notebook'
      );
      const context = widget && this._documents.contextForWidget(widget);
      if (context) {
        return context as NotebookContext;
      }
    }
    return null;
  }

  private _documents: Pick<IDocumentManager, 'contextForWidget' | 'findWidget'>;
  /** What was in the notebooks when they were saved before they were published. */
  private _saved = new WeakMap<NotebookContext, string>();
}

/** What the author has in the notebook: what its cells say, and which have run. */
function workOf({ cells }: INotebookModel): string {
  return JSON.stringify(
    Array.from(cells, ({ type, sharedModel }) => [
      type,
      sharedModel.getSource(),
      'execution_count' in sharedModel ? sharedModel.execution_count : null
    ])
  );
}

/** What a copy knows of the report that it was made from. */
function parentOf(memory: unknown): PartialJSONObject {
  return typeof memory === 'object' && memory !== null && 'parent' in memory
    ? { parent: (memory as PartialJSONObject).parent }
    : {};
}
