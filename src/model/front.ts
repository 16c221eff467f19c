/**
 * The notebook that is worked on: which it is, and when it has been saved.
 */
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import type { IWritten } from './near';
import { MEMORY } from './standing';

type Context = NotebookPanel['context'];

export class NotebookInFront implements IDisposable {
  /**
   * @param pathOf - The path as the server knows it, or null where the notebook is none of its files.
   */
  constructor(
    private _tracker: Pick<
      INotebookTracker,
      'currentWidget' | 'currentChanged'
    >,
    private _pathOf: (path: string) => string | null
  ) {
    _tracker.currentChanged.connect(this._follow, this);
    this._follow();
  }

  /** Emitted when another one is in front, and after each save of the one that is. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The notebook, or null where there is none that could be published. */
  get written(): IWritten | null {
    const context = this._context;
    const path = context && this._pathOf(context.path);
    if (!context?.isReady || path === null) {
      return null;
    }
    const { model } = context;
    return {
      path,
      isPublished: !!model.getMetadata(MEMORY),
      isEmpty: Array.from(model.cells).every(
        cell => cell.sharedModel.getSource().trim() === ''
      )
    };
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._tracker.currentChanged.disconnect(this._follow, this);
      this._leave();
      Signal.clearData(this);
    }
  }

  private _follow(): void {
    this._leave();
    const context = this._tracker.currentWidget?.context ?? null;
    this._context = context;
    context?.saveState.connect(this._onSave, this);
    this._changed.emit();
    void context?.ready.then(() => {
      if (this._context === context) {
        this._changed.emit();
      }
    });
  }

  private _leave(): void {
    this._context?.saveState.disconnect(this._onSave, this);
    this._context = null;
  }

  private _onSave(_: unknown, state: string): void {
    if (state === 'completed') {
      this._changed.emit();
    }
  }

  private _changed = new Signal<this, void>(this);
  private _context: Context | null = null;
  private _isDisposed = false;
}
