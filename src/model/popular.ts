/**
 * What was read most this week: asked for when somebody begins to look around.
 */
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import type { Hit } from '../api/types';
import type { ILibraryClient, IStarred } from '../tokens';
import { Refusal } from '../tokens';

/** As many as the widest row has room for. */
const SHOWN = 6;

export class PopularModel implements IDisposable {
  constructor(private _client: Pick<ILibraryClient, 'search'>) {}

  /** The most read first; none while nobody has read anything. */
  get hits(): readonly Hit[] {
    return this._hits;
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
      const { hits } = await this._client.search({
        sort: 'popular',
        limit: SHOWN
      });
      // Behind those that were read come all others.
      this._become(hits.filter(({ views }) => views > 0));
    } catch (error) {
      // The list beside it says what is wrong.
      if (!(error instanceof Refusal)) {
        throw error;
      }
    }
  }

  /** A report stands otherwise with its readers. */
  mark({ id, stars, starred }: IStarred): void {
    if (this._hits.some(hit => hit.id === id)) {
      this._become(
        this._hits.map(hit =>
          hit.id === id ? { ...hit, stars, starred } : hit
        )
      );
    }
  }

  private _become(hits: readonly Hit[]): void {
    if (!this._isDisposed) {
      this._hits = hits;
      this._changed.emit();
    }
  }

  private _changed = new Signal<this, void>(this);
  private _hits: readonly Hit[] = [];
  private _isDisposed = false;
}
