/**
 * What the datasets' tab lists: one search's tables, as far as they were asked for, without a screen.
 */
import type { DatasetsClient, IDatasetSearch } from '../api/datasets';
import type { DatasetPage, DatasetSummary } from '../api/types';
import { Refusal } from '../tokens';
import { Changing } from './changing';
import { refusalOf } from './refusal';
import type { IFault } from './search';

export interface IListedDatasets {
  readonly kind: 'listed';
  /** What they answer, which may be older than what is typed. */
  readonly search: IDatasetSearch;
  readonly datasets: readonly DatasetSummary[];
  readonly total: number;
  readonly next: string | null;
  readonly more: 'idle' | 'loading' | 'failed';
  /** Why they may be out of date. */
  readonly fault: IFault | null;
}

export type DatasetsState =
  | { readonly kind: 'loading'; readonly late: boolean }
  | { readonly kind: 'failed'; readonly fault: IFault }
  | IListedDatasets;

const TYPING = 120; // milliseconds in which letters are gathered
const LATE = 200;
const NEWS = 1000;

export class DatasetsModel extends Changing {
  constructor(private _client: Pick<DatasetsClient, 'search'>) {
    super();
  }

  get state(): DatasetsState {
    return this._state;
  }

  /** What is typed and chosen, which the state follows. */
  get search(): IDatasetSearch {
    return this._search;
  }

  dispose(): void {
    if (!this.isDisposed) {
      this._ticket++;
      [this._typing, this._late, this._noticing].forEach(clearTimeout);
      super.dispose();
    }
  }

  /** While nobody looks, nothing is asked. */
  set isVisible(isVisible: boolean) {
    const isDue = isVisible && !this._isVisible && this._isDue;
    this._isVisible = isVisible;
    if (isDue) {
      void this.load();
    }
  }

  type(words: string): void {
    this._search = { ...this._search, words };
    this.tell();
    clearTimeout(this._typing);
    this._typing = setTimeout(() => void this.load(), TYPING);
  }

  /** All of them, or one's own. */
  choose(mine: boolean): void {
    this._search = { ...this._search, mine };
    void this.load();
  }

  /** The library has changed. */
  notice(): void {
    this._isDue = true;
    if (this._isVisible) {
      this._noticing ??= setTimeout(() => void this.load(), NEWS);
    }
  }

  /** Look for what is typed and chosen, from the beginning. */
  async load(): Promise<void> {
    const ticket = ++this._ticket;
    const { _search: search } = this;
    [this._typing, this._late, this._noticing].forEach(clearTimeout);
    this._noticing = undefined;
    this._isDue = false;
    if (this._state.kind !== 'listed') {
      this._become({ kind: 'loading', late: false });
      this._late = setTimeout(
        () => this._become({ kind: 'loading', late: true }),
        LATE
      );
    } else {
      this.tell();
    }
    const page = await this._page(search, null);
    clearTimeout(this._late);
    if (ticket === this._ticket) {
      this._show(page, search);
    }
  }

  /** The next page, below those that are there. */
  async more(): Promise<void> {
    const before = this._state;
    if (before.kind !== 'listed' || !before.next || before.more === 'loading') {
      return;
    }
    const ticket = this._ticket;
    this._become({ ...before, more: 'loading' });
    const page = await this._page(before.search, before.next);
    if (ticket !== this._ticket) {
      return;
    }
    if (page instanceof Refusal) {
      this._become({ ...before, more: 'failed' });
      return;
    }
    const known = new Set(before.datasets.map(({ id }) => id));
    const fresh = page.datasets.filter(({ id }) => !known.has(id));
    const { total, next } = page;
    const datasets = [...before.datasets, ...fresh];
    this._become({ ...before, datasets, total, next, more: 'idle' });
  }

  private _show(page: DatasetPage | Refusal, search: IDatasetSearch): void {
    const { _state: state } = this;
    if (!(page instanceof Refusal)) {
      this._become({
        kind: 'listed',
        search,
        more: 'idle',
        fault: null,
        ...page
      });
      return;
    }
    const before = state.kind === 'loading' ? null : state.fault;
    const fault = { refusal: page, since: before?.since ?? new Date() };
    this._become(
      state.kind === 'listed' ? { ...state, fault } : { kind: 'failed', fault }
    );
  }

  private async _page(
    search: IDatasetSearch,
    cursor: string | null
  ): Promise<DatasetPage | Refusal> {
    try {
      const words = search.words.trim();
      return await this._client.search({ ...search, words }, cursor);
    } catch (error) {
      return refusalOf(error);
    }
  }

  private _become(state: DatasetsState): void {
    if (!this.isDisposed) {
      this._state = state;
      this.tell();
    }
  }

  private _state: DatasetsState = { kind: 'loading', late: false };
  private _search: IDatasetSearch = { words: '', mine: false };
  private _isVisible = false;
  private _isDue = true;
  private _ticket = 0;
  private _typing: ReturnType<typeof setTimeout> | undefined;
  private _late: ReturnType<typeof setTimeout> | undefined;
  private _noticing: ReturnType<typeof setTimeout> | undefined;
}
