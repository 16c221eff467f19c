/**
 * Reports that are near to one that is being read: asked for once its page is there, and of use only.
 */
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import type { Related } from '../api/types';
import type { ILibraryClient } from '../tokens';
import { Refusal } from '../tokens';

/** As many as the foot of a page shows. */
const SHOWN = 4;

export class RelatedModel implements IDisposable {
  constructor(
    private _client: Pick<ILibraryClient, 'related'>,
    readonly id: string
  ) {}

  /** The nearest first. */
  get reports(): readonly Related[] {
    return this._reports;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
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

  async load(): Promise<void> {
    try {
      const { reports } = await this._client.related(this.id, SHOWN);
      if (!this._isDisposed) {
        this._reports = reports;
        this._changed.emit();
      }
    } catch (error) {
      // A report is read without them, too.
      if (!(error instanceof Refusal)) {
        throw error;
      }
    }
  }

  private _changed = new Signal<this, void>(this);
  private _isDisposed = false;
  private _reports: readonly Related[] = [];
}
