/**
 * The searches that were last used, kept in JupyterLab's own store for whoever works here.
 */
import { contentKey, EVERYTHING, type IQuery, isWhole } from '../query';

/** Where they are kept between two visits. */
export interface IShelf {
  fetch(): Promise<unknown>;
  save(value: readonly object[]): Promise<void>;
}

/** More than one looks through without reading. */
const KEPT = 6;
const LONGEST = 200; // letters of a search worth keeping

export class RecentSearches {
  constructor(private _shelf: IShelf | null) {}

  /** The last used first. */
  get queries(): readonly IQuery[] {
    return this._queries;
  }

  async load(): Promise<void> {
    const kept = await this._shelf?.fetch().catch(() => null);
    if (Array.isArray(kept)) {
      // What was used since this began stands before.
      kept.filter(isQuery).forEach(query => this._insert(query, 'last'));
    }
  }

  /** Somebody has made use of what that search found. */
  use(query: IQuery): void {
    if (isWhole({ ...query, scope: 'all' }) || query.words.length > LONGEST) {
      return;
    }
    this._insert({ ...query, words: query.words.trim(), sort: null }, 'first');
    void this._shelf?.save([...this._queries]).catch(() => undefined);
  }

  clear(): void {
    this._queries = [];
    void this._shelf?.save([]).catch(() => undefined);
  }

  private _insert(query: IQuery, place: 'first' | 'last'): void {
    const key = contentKey(query);
    const others = this._queries.filter(one => contentKey(one) !== key);
    if (place === 'first') {
      this._queries = [query, ...others].slice(0, KEPT);
    } else if (others.length === this._queries.length) {
      this._queries = [...others, query].slice(0, KEPT);
    }
  }

  private _queries: readonly IQuery[] = [];
}

/** Another release may have kept something else. */
function isQuery(kept: unknown): kept is IQuery {
  const { words, filters, scope } = (kept ?? {}) as Partial<IQuery>;
  return (
    typeof words === 'string' &&
    typeof filters === 'object' &&
    filters !== null &&
    ['all', 'mine', 'starred'].includes(scope ?? '') &&
    Object.keys(kept as object).every(name => name in EVERYTHING)
  );
}
