/**
 * One report being read: which version of it, and whether there is a newer one.
 */
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { ReportDetail, Version } from '../api/types';
import type { ILibraryClient } from '../tokens';
import { Refusal } from '../tokens';
import type { FromShell } from './messages';

export type ReaderState =
  | { readonly kind: 'loading' }
  /** There is none, or none that one may know of: the same to whoever asks. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly refusal: Refusal }
  | IReading;

export interface IReading {
  readonly kind: 'reading';
  readonly report: ReportDetail;
  readonly version: Version;
  /** Whether the page shows its code; null until it has said so. */
  readonly code: boolean | null;
  /** What the page misses, in a sentence. */
  readonly trouble: string | null;
}

type Client = Pick<ILibraryClient, 'report' | 'version'>;

export class ReaderModel implements IDisposable {
  /** Without a version it shows the newest there is. */
  constructor(
    private _client: Client,
    readonly id: string,
    private _pinned: number | null
  ) {}

  get state(): ReaderState {
    return this._state;
  }

  get stateChanged(): ISignal<this, void> {
    return this._stateChanged;
  }

  /** The version that was asked for, or null for the newest. */
  get pinned(): number | null {
    return this._pinned;
  }

  /** The number of a version that is newer than the one shown, or null. */
  get newer(): number | null {
    const state = this._state;
    return state.kind === 'reading' &&
      state.report.version > state.version.number
      ? state.report.version
      : null;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._ticket++;
      Signal.clearData(this);
    }
  }

  /** Show that version; without one, the newest. */
  async show(version: number | null): Promise<void> {
    const ticket = ++this._ticket;
    this._pinned = version;
    if (this._state.kind !== 'reading') {
      this._become({ kind: 'loading' });
    }
    try {
      const report = await this._client.report(this.id);
      const shown =
        version === null || version === report.latest.number
          ? report.latest
          : await this._client.version(this.id, version);
      if (ticket === this._ticket) {
        this._become({
          kind: 'reading',
          report,
          version: shown,
          code: null,
          trouble: null
        });
      }
    } catch (error) {
      if (ticket === this._ticket) {
        this._become(failure(error));
      }
    }
  }

  /** The library has changed: see whether this report has; the page stays as it is. */
  async notice(): Promise<void> {
    const ticket = this._ticket;
    try {
      const report = await this._client.report(this.id);
      if (ticket === this._ticket && this._state.kind === 'reading') {
        this._become({ ...this._state, report });
      }
    } catch {
      // What is being read stays readable.
    }
  }

  /** What the shell says about the page. */
  hear(message: FromShell): void {
    const state = this._state;
    if (state.kind !== 'reading') {
      return;
    }
    switch (message.type) {
      case 'ready':
        this._become({ ...state, code: message.code });
        break;
      case 'code':
        this._become({ ...state, code: message.shown });
        break;
      case 'trouble':
        this._become({ ...state, trouble: message.text });
        break;
      case 'report':
        break;
    }
  }

  private _become(state: ReaderState): void {
    if (!this._isDisposed) {
      this._state = state;
      this._stateChanged.emit();
    }
  }

  private _state: ReaderState = { kind: 'loading' };
  private _ticket = 0;
  private _isDisposed = false;
  private _stateChanged = new Signal<this, void>(this);
}

function failure(error: unknown): ReaderState {
  const refusal =
    error instanceof Refusal
      ? error
      : new Refusal('unexpected', String(error), '');
  return refusal.code === 'not_found'
    ? { kind: 'missing' }
    : { kind: 'failed', refusal };
}
