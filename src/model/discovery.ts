/**
 * All that one screen knows while somebody looks for reports: what was found, what it has in common,
 * what the box offers, what was kept.
 */
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { IQuery } from '../query';
import { completed, queryOf } from '../query';
import type { SavedSearch, Suggestion } from '../api/types';
import type { IReportLibrary, IStarred } from '../tokens';
import { FacetsModel } from './facets';
import type { IShelf } from './recent';
import { RecentSearches } from './recent';
import { SavedSearches } from './saved';
import { SearchModel } from './search';
import { SuggestModel } from './suggesting';
import { UpdatesModel } from './updates';

/** What the search box offers: searches to come back to, or what the letters may become. */
export type Offer =
  | { readonly kind: 'suggested'; readonly suggestion: Suggestion }
  | { readonly kind: 'saved'; readonly search: SavedSearch }
  | { readonly kind: 'recent'; readonly query: IQuery };

export class Discovery implements IDisposable {
  constructor(library: IReportLibrary, shelf: IShelf | null) {
    const { client } = library;
    this.search = new SearchModel(client);
    this.facets = new FacetsModel(client, this.search);
    this.suggest = new SuggestModel(client);
    this.updates = new UpdatesModel(client);
    this.saved = new SavedSearches(client);
    this.recent = new RecentSearches(shelf);
    [
      this.search.stateChanged,
      this.facets.stateChanged,
      this.suggest.changed,
      this.updates.changed,
      this.saved.changed
    ].forEach((signal: ISignal<unknown, void>) =>
      signal.connect(() => this._changed.emit(), this)
    );
    this._library = library;
    library.changed.connect(this._onChanged, this);
    library.starred.connect(this._onStarred, this);
    void this.recent.load();
  }

  readonly search: SearchModel;
  readonly facets: FacetsModel;
  readonly suggest: SuggestModel;
  readonly updates: UpdatesModel;
  readonly saved: SavedSearches;
  readonly recent: RecentSearches;

  /** Emitted when any of them has changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get offers(): readonly Offer[] {
    return this.search.query.words.trim()
      ? this.suggest.suggestions.map(suggestion => ({
          kind: 'suggested',
          suggestion
        }))
      : [
          ...this.saved.searches.map(
            search => ({ kind: 'saved', search }) as const
          ),
          ...this.recent.queries.map(
            query => ({ kind: 'recent', query }) as const
          )
        ];
  }

  /** While nobody looks, nothing is asked. */
  set isVisible(isVisible: boolean) {
    if (isVisible) {
      this.updates.forget();
    }
    this.search.isVisible = isVisible;
  }

  type(words: string): void {
    this.search.type(words);
    this.suggest.type(words);
  }

  ask(query: Partial<IQuery>): void {
    this.search.ask(query);
    this.suggest.type('');
  }

  /** Take what was offered; a report is opened by whoever can. */
  take(offer: Offer): void {
    switch (offer.kind) {
      case 'suggested':
        if (offer.suggestion.kind !== 'report') {
          this.ask(completed(this.search.query, offer.suggestion));
        }
        break;
      case 'saved':
        this.ask(queryOf(offer.search));
        break;
      case 'recent':
        this.ask(offer.query);
        break;
    }
  }

  /** Somebody makes use of what was found. */
  use(): void {
    this.recent.use(this.search.query);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._library.changed.disconnect(this._onChanged, this);
    this._library.starred.disconnect(this._onStarred, this);
    [this.facets, this.suggest, this.updates, this.search].forEach(model =>
      model.dispose()
    );
    Signal.clearData(this);
  }

  private _onChanged(_: unknown, seq: number): void {
    this.updates.forget();
    this.search.notice(seq);
  }

  private _onStarred(_: unknown, starred: IStarred): void {
    this.search.mark(starred);
  }

  private _library: IReportLibrary;
  private _isDisposed = false;
  private _changed = new Signal<this, void>(this);
}
