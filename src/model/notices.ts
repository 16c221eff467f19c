/**
 * What somebody should know who writes datasets, feeds from them or has asked: each is told once.
 */
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import type { DatasetsClient } from '../api/datasets';
import type { Notice } from '../api/types';
import { Refusal } from '../tokens';

/** Where it is remembered how far one has been told, in the server's time. */
export interface IToldUntil {
  readonly fetch: () => Promise<unknown>;
  readonly save: (at: string) => Promise<unknown>;
}

const NEWS = 1000; // milliseconds in which changes of the library are gathered

/** Milliseconds: whoever has never been told anything is not told everything. */
const AT_FIRST = 5 * 60_000;

export class NoticesModel implements IDisposable {
  constructor(
    private _client: Pick<DatasetsClient, 'notices'>,
    private _until: IToldUntil
  ) {}

  /** Emitted with what is new, the oldest first. */
  get told(): ISignal<this, readonly Notice[]> {
    return this._told;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      clearTimeout(this._noticing);
      Signal.clearData(this);
    }
  }

  /** The library has changed: look, once for all that changes meanwhile. */
  notice(): void {
    this._noticing ??= setTimeout(() => {
      this._noticing = undefined;
      void this.look();
    }, NEWS);
  }

  /** See whether there is anything new; one look at a time, as the next begins where it ends. */
  look(): Promise<void> {
    this._looking = this._looking.then(() => this._look());
    return this._looking;
  }

  private async _look(): Promise<void> {
    try {
      this._last ??= await this._remembered();
      const { notices } = await this._client.notices(this._last);
      if (notices.length > 0 && !this._isDisposed) {
        this._last = notices[0].at;
        this._told.emit([...notices].reverse());
        await this._until.save(this._last);
      }
    } catch (error) {
      // The next look tells what this one has not.
      if (!(error instanceof Refusal)) {
        throw error;
      }
    }
  }

  private async _remembered(): Promise<string> {
    const kept = await this._until.fetch();
    return typeof kept === 'string'
      ? kept
      : new Date(Date.now() - AT_FIRST).toISOString();
  }

  private _last: string | null = null;
  private _looking: Promise<void> = Promise.resolve();
  private _noticing: ReturnType<typeof setTimeout> | undefined;
  private _isDisposed = false;
  private _told = new Signal<this, readonly Notice[]>(this);
}
