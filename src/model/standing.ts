/**
 * How an open notebook stands to its report: what the toolbar's button says.
 */
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { INotebookModel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Debouncer } from '@lumino/polling';
import { type ISignal, Signal } from '@lumino/signaling';

import type { ReportSummary } from '../api/types';
import { type ILibraryClient, Refusal } from '../tokens';

export type Standing =
  | { readonly kind: 'unpublished' }
  | { readonly kind: 'published'; readonly report: ReportSummary }
  | { readonly kind: 'changed'; readonly report: ReportSummary };

/** The key of a notebook's metadata that names its report. */
export const MEMORY = 'hub_publish';

/** Milliseconds: a save tells of itself more than once. */
const SETTLING = 100;

export interface IStandingOptions {
  client: Pick<ILibraryClient, 'status'>;
  context: DocumentRegistry.IContext<INotebookModel>;
  /** The path as the server knows it, or null where the notebook is none of its files. */
  path: () => string | null;
}

export class NotebookStanding implements IDisposable {
  constructor({ client, context, path }: IStandingOptions) {
    this._client = client;
    this._context = context;
    this._path = path;
    context.model.metadataChanged.connect(this._onMetadata, this);
    context.model.contentChanged.connect(this._onContent, this);
    context.saveState.connect(this._onSave, this);
    context.fileChanged.connect(this._askSoon, this);
    void context.ready.then(() => this._askSoon());
  }

  get standing(): Standing {
    return this._standing;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** Ask now: who may see the report may have been changed elsewhere. */
  async renew(): Promise<void> {
    const { kind } = this._standing;
    await this._ask();
    const now = this._standing;
    // The server has read the file: what is not saved yet is a change all the same.
    if (
      kind === 'changed' &&
      now.kind === 'published' &&
      this._context.model.dirty
    ) {
      this._set({ kind, report: now.report });
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._asking.dispose();
    Signal.clearData(this);
  }

  private _onSave(_: unknown, state: DocumentRegistry.SaveState): void {
    if (state === 'completed') {
      this._askSoon();
    }
  }

  /** JupyterLab tells of every change of metadata twice, first here: cells alone make a new version. */
  private _onMetadata(): void {
    this._isOnlyMetadata = true;
  }

  private _onContent(): void {
    if (this._isOnlyMetadata || !this._context.isReady) {
      this._isOnlyMetadata = false;
      return;
    }
    this._edits += 1;
    if (this._standing.kind === 'published') {
      this._set({ kind: 'changed', report: this._standing.report });
    }
  }

  private _askSoon(): void {
    if (!this._isDisposed) {
      void this._asking.invoke();
    }
  }

  private async _ask(): Promise<void> {
    const path = this._path();
    if (this._isDisposed || path === null || !this._remembers()) {
      this._set({ kind: 'unpublished' });
      return;
    }
    const ticket = ++this._ticket;
    const edits = this._edits;
    try {
      const { state, report } = await this._client.status(path);
      if (ticket !== this._ticket || this._isDisposed) {
        return;
      }
      if (state === 'unpublished' || !report) {
        this._set({ kind: 'unpublished' });
      } else {
        // What was typed while the server read the file is a change that it has not seen.
        const isEdited = edits !== this._edits;
        this._set({ kind: isEdited ? 'changed' : state, report });
      }
    } catch (error) {
      // The button goes on saying what it said: the dialog tells why a server does not answer.
      if (!(error instanceof Refusal)) {
        throw error;
      }
    }
  }

  private _remembers(): boolean {
    const memory: unknown = this._context.model.getMetadata(MEMORY);
    return typeof memory === 'object' && memory !== null && 'report' in memory;
  }

  private _set(standing: Standing): void {
    if (!this._isDisposed) {
      this._standing = standing;
      this._changed.emit();
    }
  }

  private _asking = new Debouncer(() => this._ask(), SETTLING);
  private _changed = new Signal<this, void>(this);
  private _client: Pick<ILibraryClient, 'status'>;
  private _context: DocumentRegistry.IContext<INotebookModel>;
  private _edits = 0;
  private _isDisposed = false;
  private _isOnlyMetadata = false;
  private _path: () => string | null;
  private _standing: Standing = { kind: 'unpublished' };
  private _ticket = 0;
}
