/**
 * Something that a dialog asks about and then does: it ends with a result, or says why there is none.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { ITrouble } from './trouble';
import { troubleOf } from './trouble';

export class Deed<T> implements IDisposable {
  /** @param act - What is done; it may reject, and be tried again. */
  constructor(
    private _act: () => Promise<T>,
    protected readonly trans: TranslationBundle
  ) {}

  /** Emitted when what the dialog shows is another. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Whether it is being done. */
  get isBusy(): boolean {
    return this._isBusy;
  }

  /** Why it could not be done, the last time. */
  get trouble(): ITrouble | null {
    return this._trouble;
  }

  /** What came of it; null until it is done. */
  get result(): T | null {
    return this._result;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      Signal.clearData(this);
    }
  }

  /** Whether everything is there that it takes. */
  get isReady(): boolean {
    return true;
  }

  /** Do it, unless it is on its way or takes something that is not there. */
  async do(): Promise<void> {
    if (this._isBusy || !this.isReady) {
      return;
    }
    this._isBusy = true;
    this._trouble = null;
    this.emit();
    try {
      this._result = await this._act();
    } catch (error) {
      this._trouble = troubleOf(error, this.trans);
    }
    this._isBusy = false;
    this.emit();
  }

  protected emit(): void {
    if (!this._isDisposed) {
      this._changed.emit();
    }
  }

  private _isBusy = false;
  private _trouble: ITrouble | null = null;
  private _result: T | null = null;
  private _isDisposed = false;
  private _changed = new Signal<this, void>(this);
}
