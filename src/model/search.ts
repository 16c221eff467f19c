/**
 * What the panel shows: one query's reports, as far as they were asked for, without a screen.
 */
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { Hit, HitPage, Understood } from '../api/types';
import { chipsOf, EVERYTHING, type IQuery, searchOf } from '../query';
import type { ILibraryClient, ISearch, IStarred } from '../tokens';
import { Refusal } from '../tokens';
import { type INews, NO_NEWS, newsIn, renewed } from './news';
import { refusalOf } from './refusal';

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
  /** Null where the index could not be brought up to date. */
  readonly total: number | null;
  readonly next: string | null;
  /** Whether all that the library holds was looked through. */
  readonly current: boolean;
  readonly understood: Understood | null;
  /** A query of likelier words, where hardly anything was found. */
  readonly correction: string | null;
  /** How many there are without the filters, where none has them all; null until it is known. */
  readonly unfiltered: number | null;
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

/** Milliseconds: what is typed waits that long for the answer to what was typed before. */
export const TYPING = 120;
export const LATE = 200;
export const NEWS = 1000;
export const AGAIN = 15_000;

/** Reports asked for when the end of the list comes near: more than at first, as nobody waits. */
export const MORE = 60;

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

  /** How many answers have come, news included: those of further pages do not count. */
  get answers(): number {
    return this._answers;
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

  /** What is typed: looked for at once, or as soon as what was typed before is answered. */
  type(words: string): void {
    const before = this._query;
    const [was, is] = [before.words.trim(), words.trim()];
    // An order was chosen for browsing or for searching: the other one begins with its own.
    const sort = !was === !is ? before.sort : null;
    this._query = { ...before, words, sort };
    if (was !== is && !this._isBusy) {
      this.search();
    } else if (was !== is) {
      this._isTypingDue = true;
      this._typing ??= setTimeout(() => this.search(), TYPING);
    }
    this._stateChanged.emit();
  }

  /** Look for something else, at once. */
  ask(query: Partial<IQuery>): void {
    this._query = { ...this._query, ...query };
    this.search();
  }

  /** A report stands otherwise with its readers. */
  mark({ id, stars, starred }: IStarred): void {
    const listed = this._state;
    if (listed.kind === 'listed' && listed.hits.some(hit => hit.id === id)) {
      const hits = listed.hits.map(hit =>
        hit.id === id ? { ...hit, stars, starred } : hit
      );
      this._become({ ...listed, hits });
    }
  }

  /** Look for what is typed and chosen, from the beginning. */
  search(): void {
    this._isBegun = true;
    this._isTypingDue = false;
    clearTimeout(this._typing);
    this._typing = undefined;
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
    const page = await this._page(listed.query, {
      cursor: listed.next,
      limit: MORE
    });
    const now = this._state;
    if (ticket !== this._ticket || now.kind !== 'listed') {
      return;
    }
    if (page instanceof Refusal) {
      this._become({ ...now, more: 'failed' });
      return;
    }
    const fresh = page.hits.filter(hit => !this._known.has(hit.id));
    fresh.forEach(hit => this._known.add(hit.id));
    this._become({
      ...now,
      hits: [...now.hits, ...fresh],
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
          current: page.current,
          fault: null
        });
        this._lookAgain(page);
      }
    });
  }

  private _refresh(): void {
    const query = this._query;
    void this._ask(query, page => this._show(page, query));
  }

  private _show(page: HitPage, query: IQuery): void {
    const { hits, total, next, understood, correction } = page;
    this._known = new Set(hits.map(hit => hit.id));
    this._become({
      kind: 'listed',
      query,
      hits,
      total,
      next,
      current: page.current,
      understood,
      correction,
      unfiltered: null,
      more: 'idle',
      news: NO_NEWS,
      fault: null
    });
    this._lookAgain(page);
    if (hits.length === 0 && chipsOf(query).length > 0) {
      void this._countUnfiltered(query);
    }
  }

  /** Nobody tells when the index is made. */
  private _lookAgain({ current }: HitPage): void {
    if (!current) {
      this._again = setTimeout(() => this._try(() => this._notice()), AGAIN);
    }
  }

  private async _countUnfiltered(query: IQuery): Promise<void> {
    const ticket = this._ticket;
    const page = await this._page({ ...query, filters: {} }, { limit: 1 });
    const now = this._state;
    const isWanted = ticket === this._ticket && now.kind === 'listed';
    if (isWanted && !(page instanceof Refusal)) {
      this._become({ ...now, unfiltered: page.total });
    }
  }

  /** Do it, or note that it is to be done when somebody looks. */
  private _try(act: () => void): void {
    if (this._isVisible) {
      act();
    } else {
      this._isNewsDue = true;
    }
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
      this._again = setTimeout(() => this._try(() => this._refresh()), AGAIN);
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
      this._answers++;
      show(page);
    }
    if (this._isTypingDue) {
      this.search();
    }
  }

  private async _page(
    query: IQuery,
    part: Pick<ISearch, 'cursor' | 'limit'> = {}
  ): Promise<HitPage | Refusal> {
    try {
      return await this._client.search({ ...searchOf(query), ...part });
    } catch (error) {
      return refusalOf(error);
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
  /** The reports that are listed, so that none is listed twice. */
  private _known: Set<string> = new Set();
  private _ticket = 0;
  private _seq = 0;
  private _answers = 0;
  private _isBegun = false;
  private _isBusy = false;
  private _isVisible = false;
  private _isNewsDue = false;
  private _isTypingDue = false;
  private _isDisposed = false;
  private _typing: ReturnType<typeof setTimeout> | undefined;
  private _late: ReturnType<typeof setTimeout> | undefined;
  private _noticing: ReturnType<typeof setTimeout> | undefined;
  private _again: ReturnType<typeof setTimeout> | undefined;
  private _stateChanged = new Signal<this, void>(this);
}
