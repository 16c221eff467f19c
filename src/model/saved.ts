/**
 * The searches that somebody has kept on the server, as far as they were asked for.
 */
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { SavedSearch } from '../api/types';
import { contentKey, type IQuery, queryOf, searchOf } from '../query';
import type { ILibraryClient } from '../tokens';

type Client = Pick<ILibraryClient, 'searches' | 'saveSearch' | 'forgetSearch'>;

export class SavedSearches {
  constructor(private _client: Client) {}

  /** By name. */
  get searches(): readonly SavedSearch[] {
    return this._searches;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The one that finds the same, or null. */
  of(query: IQuery): SavedSearch | null {
    const key = contentKey(query);
    return (
      this._searches.find(saved => contentKey(queryOf(saved)) === key) ?? null
    );
  }

  /** They are kept elsewhere: ask anew; those that are known stay where nobody answers. */
  async load(): Promise<void> {
    try {
      this._become((await this._client.searches()).searches);
    } catch {
      // Searching goes on without them, and the list says why nobody answers.
    }
  }

  /** May reject with a `Refusal`. */
  async save(name: string, query: IQuery): Promise<void> {
    const saved = await this._client.saveSearch(name, searchOf(query));
    const others = this._searches.filter(one => one.name !== saved.name);
    this._become(
      [...others, saved].sort((one, other) =>
        one.name.localeCompare(other.name)
      )
    );
  }

  /** May reject with a `Refusal`. */
  async forget(id: string): Promise<void> {
    this._become((await this._client.forgetSearch(id)).searches);
  }

  private _become(searches: readonly SavedSearch[]): void {
    this._searches = searches;
    this._changed.emit();
  }

  private _searches: readonly SavedSearch[] = [];
  private _changed = new Signal<this, void>(this);
}
