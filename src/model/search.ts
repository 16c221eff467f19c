/**
 * What the panel shows: one query's reports, as far as they were asked for, without a screen.
 */
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { Hit, HitPage } from '../api/types';
import type { ILibraryClient } from '../tokens';
import { Refusal } from '../tokens';
import { type INews, NO_NEWS, newsIn, renewed } from './news';

/** What is looked for; nothing at all lists every report, the newest first. */
export interface IQuery {
  readonly words: string;
  readonly tags: readonly string[];
  readonly authors: readonly string[];
}

/** What went wrong, and since when. */
export interface IFault {
  readonly refusal: Refusal;
  readonly since: Date;
}

/** Reports that are there to be read. */
export interface IListed {
  readonly kind: 'listed';
  /** The query that they answer, which may be older than what is typed. */
  readonly query: IQuery;
  readonly hits: readonly Hit[];
  readonly total: number;
  readonly next: string | null;
  readonly more: 'idle' | 'loading' | 'failed';
  /** What others have published since. */
  readonly news: INews;
  /** Why they may be out of date. */
  readonly fault: IFault | null;
}

export type SearchState =
  | { readonly kind: 'loading'; readonly late: boolean }
  | { readonly kind: 'failed'; readonly fault: IFault }
  | IListed;

/** Milliseconds. */
export const TYPING = 120;
export const LATE = 200;
export const NEWS = 1000;
export const AGAIN = 15_000;

const EVERYTHING: IQuery = { words: '', tags: [], authors: [] };

/** One search at a time: an answer that is no longer wanted is dropped. */
export class SearchModel implements IDisposable {
  constructor(private _client: Pick<ILibraryClient, 'search'>) {}

  /** Whether nobody would notice that the list moves: it is at its top, and unfocused. */
  isAtRest = true;

  get stateChanged(): ISignal<this, void> {
    return this._stateChanged;
  }

  get state(): SearchState {
    return this._state;
  }

  /** What is typed and chosen, which the state follows. */
  get query(): IQuery {
    return this._query;
  }

  /** Whether an answer is on its way. */
  get isBusy(): boolean {
    return this._isBusy;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._ticket++;
    [this._typing, this._late, this._noticing, this._again].forEach(timer =>
      clearTimeout(timer)
    );
    Signal.clearData(this);
  }

  /** While nobody looks, nothing is asked. */
  get isVisible(): boolean {
    return this._isVisible;
  }

  set isVisible(isVisible: boolean) {
    const appears = isVisible && !this._isVisible;
    this._isVisible = isVisible;
    if (!appears) {
      return;
    }
    if (!this._isBegun) {
      this.search();
    } else if (this._isNewsDue) {
      this._notice();
    }
  }

  /** What is typed: looked for when the typing rests. */
  type(words: string): void {
    const isSame = words.trim() === this._query.words.trim();
    this._query = { ...this._query, words };
    clearTimeout(this._typing);
    if (!isSame) {
      this._typing = setTimeout(() => this.search(), TYPING);
    }
    this._stateChanged.emit();
  }

  /** Look for something else, at once. */
  ask(query: Partial<IQuery>): void {
    this._query = { ...this._query, ...query };
    this.search();
  }

  /** Look for what is typed and chosen, from the beginning. */
  search(): void {
    this._isBegun = true;
    clearTimeout(this._typing);
    clearTimeout(this._late);
    clearTimeout(this._again);
    if (this._state.kind !== 'listed') {
      this._become({ kind: 'loading', late: false });
      this._late = setTimeout(() => {
        this._become({ kind: 'loading', late: true });
      }, LATE);
    }
    this._refresh();
  }

  /** The next page, where there is one. */
  async loadMore(): Promise<void> {
    const listed = this._state;
    if (listed.kind !== 'listed' || !listed.next || listed.more === 'loading') {
      return;
    }
    const ticket = this._ticket;
    this._become({ ...listed, more: 'loading' });
    const page = await this._page(listed.query, listed.next);
    const now = this._state;
    if (ticket !== this._ticket || now.kind !== 'listed') {
      return;
    }
    if (page instanceof Refusal) {
      this._become({ ...now, more: 'failed' });
      return;
    }
    const known = new Set(now.hits.map(hit => hit.id));
    this._become({
      ...now,
      hits: [...now.hits, ...page.hits.filter(hit => !known.has(hit.id))],
      total: page.total,
      next: page.next,
      more: 'idle'
    });
  }

  /** The library has changed: `seq` is its counter. */
  notice(seq: number): void {
    if (seq <= this._seq) {
      return;
    }
    this._isNewsDue = true;
    if (this._isVisible && this._noticing === undefined) {
      this._noticing = setTimeout(() => this._notice(), NEWS);
    }
  }

  private _notice(): void {
    clearTimeout(this._noticing);
    this._noticing = undefined;
    this._isNewsDue = false;
    if (this._state.kind !== 'listed') {
      this.search();
      return;
    }
    const query = this._query;
    void this._ask(query, page => {
      const listed = this._state;
      const isSame = listed.kind === 'listed' && listed.query === query;
      if (!isSame || this.isAtRest) {
        this._show(page, query);
      } else {
        this._become({
          ...listed,
          hits: renewed(listed.hits, page.hits),
          news: newsIn(listed.hits, page.hits),
          fault: null
        });
      }
    });
  }

  private _refresh(): void {
    const query = this._query;
    void this._ask(query, page => this._show(page, query));
  }

  private _show(page: HitPage, query: IQuery): void {
    this._become({
      kind: 'listed',
      query,
      hits: page.hits,
      total: page.total,
      next: page.next,
      more: 'idle',
      news: NO_NEWS,
      fault: null
    });
  }

  private _fail(refusal: Refusal): void {
    const state = this._state;
    const before = state.kind === 'loading' ? null : state.fault;
    const fault = { refusal, since: before?.since ?? new Date() };
    const isGone = refusal.code === 'server_half_missing';
    this._become(
      state.kind === 'listed' && !isGone
        ? { ...state, fault }
        : { kind: 'failed', fault }
    );
    if (!isGone) {
      this._again = setTimeout(() => {
        if (this._isVisible) {
          this._refresh();
        } else {
          this._isNewsDue = true;
        }
      }, AGAIN);
    }
  }

  /** Ask for the first page, and hand it over if it is still wanted when it comes. */
  private async _ask(
    query: IQuery,
    show: (page: HitPage) => void
  ): Promise<void> {
    const ticket = ++this._ticket;
    this._isBusy = true;
    this._stateChanged.emit();
    const page = await this._page(query);
    if (ticket !== this._ticket || this._isDisposed) {
      return;
    }
    this._isBusy = false;
    clearTimeout(this._late);
    clearTimeout(this._again);
    if (page instanceof Refusal) {
      this._fail(page);
    } else {
      this._seq = page.seq;
      show(page);
    }
  }

  private async _page(
    query: IQuery,
    cursor?: string
  ): Promise<HitPage | Refusal> {
    const { words, tags, authors } = query;
    try {
      return await this._client.search({
        words: words.trim(),
        tags,
        authors,
        cursor
      });
    } catch (error) {
      return error instanceof Refusal
        ? error
        : new Refusal('unexpected', String(error), '');
    }
  }

  private _become(state: SearchState): void {
    if (!this._isDisposed) {
      this._state = state;
      this._stateChanged.emit();
    }
  }

  private _state: SearchState = { kind: 'loading', late: false };
  private _query = EVERYTHING;
  private _ticket = 0;
  private _seq = 0;
  private _isBegun = false;
  private _isBusy = false;
  private _isVisible = false;
  private _isNewsDue = false;
  private _isDisposed = false;
  private _typing: ReturnType<typeof setTimeout> | undefined;
  private _late: ReturnType<typeof setTimeout> | undefined;
  private _noticing: ReturnType<typeof setTimeout> | undefined;
  private _again: ReturnType<typeof setTimeout> | undefined;
  private _stateChanged = new Signal<this, void>(this);
}
