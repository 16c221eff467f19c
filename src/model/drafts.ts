/**
 * What a person has typed into the dialog outlives the dialog, and a reload of the browser.
 */
import type { IEdits } from './form';

/** Such as the browser's `sessionStorage`. */
export type Keeping = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The edits of unfinished drafts, by the notebook's path. */
export class KeptDrafts {
  /**
   * @param storage - Where they outlive a reload; null keeps them in memory only.
   * @param scope - What sets the drafts of this server apart from those of another.
   */
  constructor(storage: Keeping | null, scope: string) {
    this._storage = storage;
    this._scope = scope;
  }

  /** What was typed for this notebook, or nothing. */
  of(path: string): IEdits {
    const kept = this._edits.get(path);
    if (kept) {
      return kept;
    }
    try {
      const text = this._storage?.getItem(this._key(path));
      return text ? (JSON.parse(text) as IEdits) : {};
    } catch {
      return {};
    }
  }

  keep(path: string, edits: IEdits): void {
    this._edits.set(path, edits);
    try {
      this._storage?.setItem(this._key(path), JSON.stringify(edits));
    } catch {
      // The browser's storage is full or forbidden: memory has it until the next reload.
    }
  }

  forget(path: string): void {
    this._edits.delete(path);
    try {
      this._storage?.removeItem(this._key(path));
    } catch {
      // Forbidden storage kept nothing either.
    }
  }

  private _key(path: string): string {
    return `hub-publish:draft:${this._scope}:${path}`;
  }

  private _edits = new Map<string, IEdits>();
  private _storage: Keeping | null;
  private _scope: string;
}
