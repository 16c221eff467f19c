/**
 * The versions of one report: all that were published, and what can be done with each.
 */
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { Version } from '../api/types';
import type { ILibraryClient } from '../tokens';
import type { Refusal } from '../tokens';
import { refusalOf } from './refusal';

export type HistoryState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly refusal: Refusal }
  /** The newest first. */
  | { readonly kind: 'listed'; readonly versions: readonly Version[] };

/** Two versions, the older one first. */
export interface IPair {
  readonly before: number;
  readonly after: number;
}

export class HistoryModel implements IDisposable {
  constructor(
    private _client: Pick<ILibraryClient, 'versions'>,
    readonly id: string
  ) {}

  get state(): HistoryState {
    return this._state;
  }

  get stateChanged(): ISignal<this, void> {
    return this._stateChanged;
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

  /** Ask for the versions; those that are known stay until the answer is there. */
  async load(): Promise<void> {
    const ticket = ++this._ticket;
    if (this._state.kind === 'failed') {
      this._become({ kind: 'loading' });
    }
    try {
      const { versions } = await this._client.versions(this.id);
      if (ticket === this._ticket) {
        this._become({ kind: 'listed', versions });
      }
    } catch (error) {
      if (ticket === this._ticket) {
        this._become({ kind: 'failed', refusal: refusalOf(error) });
      }
    }
  }

  private _become(state: HistoryState): void {
    this._state = state;
    this._stateChanged.emit();
  }

  private _state: HistoryState = { kind: 'loading' };
  private _ticket = 0;
  private _isDisposed = false;
  private _stateChanged = new Signal<this, void>(this);
}

/** The two, in the order in which they were published. */
export function pairOf(one: number, other: number): IPair {
  return { before: Math.min(one, other), after: Math.max(one, other) };
}

/**
 * What *Compare two versions* begins with: the one that is shown and the one before it, or after it
 * where there is none before. Null where there are no two that hold anything.
 */
export function comparable(
  versions: readonly Version[],
  shown: number
): IPair | null {
  const kept = keptOf(versions);
  const at = kept.findIndex(({ number }) => number === shown);
  const one = kept[at] ?? kept[0];
  const other = kept[kept.indexOf(one) + 1] ?? kept[kept.indexOf(one) - 1];
  return one && other ? pairOf(one.number, other.number) : null;
}

/** Those that could become the newest again: all that hold something, but for the newest of them. */
export function restorable(versions: readonly Version[]): readonly Version[] {
  return keptOf(versions).slice(1);
}

/** The number that the next version will have: none is ever used again. */
export function nextNumber(versions: readonly Version[]): number {
  return Math.max(0, ...versions.map(({ number }) => number)) + 1;
}

function keptOf(versions: readonly Version[]): readonly Version[] {
  return versions.filter(({ erased }) => erased === null);
}
