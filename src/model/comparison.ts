/**
 * Two versions of a report, compared: which ones, and what came out.
 */
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import type { Comparison, ReportDetail, Version } from '../api/types';
import type { ILibraryClient, Refusal } from '../tokens';
import { refusalOf } from './refusal';

export type ComparisonState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly refusal: Refusal }
  | ICompared;

export interface ICompared {
  readonly kind: 'ready';
  readonly report: ReportDetail;
  /** Those that can be compared, the newest first. */
  readonly versions: readonly Version[];
  readonly comparison: Comparison;
}

type Client = Pick<ILibraryClient, 'compare' | 'report' | 'versions'>;

export class ComparisonModel implements IDisposable {
  constructor(
    private _client: Client,
    readonly id: string
  ) {}

  get state(): ComparisonState {
    return this._state;
  }

  get stateChanged(): ISignal<this, void> {
    return this._stateChanged;
  }

  /** The older and the newer version that were asked for. */
  get pair(): readonly [number, number] {
    return this._pair;
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

  /** Compare these two, whichever is the older one. */
  async compare(one: number, other: number): Promise<void> {
    const ticket = ++this._ticket;
    const [before, after] = [Math.min(one, other), Math.max(one, other)];
    this._pair = [before, after];
    this._become({ kind: 'loading' });
    try {
      const [comparison, report, { versions }] = await Promise.all([
        this._client.compare(this.id, before, after),
        this._client.report(this.id),
        this._client.versions(this.id)
      ]);
      if (ticket === this._ticket) {
        const kept = versions.filter(({ erased }) => erased === null);
        this._become({ kind: 'ready', report, versions: kept, comparison });
      }
    } catch (error) {
      if (ticket === this._ticket) {
        this._become({ kind: 'failed', refusal: refusalOf(error) });
      }
    }
  }

  /** The same two once more. */
  again(): Promise<void> {
    return this.compare(...this._pair);
  }

  private _become(state: ComparisonState): void {
    if (!this._isDisposed) {
      this._state = state;
      this._stateChanged.emit();
    }
  }

  private _isDisposed = false;
  private _pair: readonly [number, number] = [1, 1];
  private _state: ComparisonState = { kind: 'loading' };
  private _stateChanged = new Signal<this, void>(this);
  private _ticket = 0;
}
