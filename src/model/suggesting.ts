/**
 * What somebody who types may be looking for: one question at a time, and the last one always asked.
 */
import type { Suggestion } from '../api/types';
import type { ILibraryClient } from '../tokens';
import { Changing } from './changing';

/** As many as may hang over the list without hiding it. */
const SHOWN = 6;

/** Titles among them: the list below begins with the same reports. */
const TITLES = 2;

export class SuggestModel extends Changing {
  constructor(private _client: Pick<ILibraryClient, 'suggest'>) {
    super();
  }

  /** For what was typed last, or just before. */
  get suggestions(): readonly Suggestion[] {
    return this._suggestions;
  }

  /** That is in the search box now. */
  type(words: string): void {
    this._words = words.trim();
    if (!this._words) {
      this._asked = '';
      this._become([]);
    } else if (!this._isBusy) {
      void this._ask();
    }
  }

  private async _ask(): Promise<void> {
    this._isBusy = true;
    while (this._words && this._words !== this._asked && !this.isDisposed) {
      this._asked = this._words;
      const found = await this._found(this._asked);
      // Since it was asked, the box may have been emptied.
      if (this._words) {
        this._become(found);
      }
    }
    this._isBusy = false;
  }

  private async _found(words: string): Promise<readonly Suggestion[]> {
    try {
      return fewTitles((await this._client.suggest(words, SHOWN)).suggestions);
    } catch {
      // One can search without being helped.
      return [];
    }
  }

  private _become(suggestions: readonly Suggestion[]): void {
    if (suggestions.length + this._suggestions.length > 0) {
      this._suggestions = suggestions;
      this.tell();
    }
  }

  private _words = '';
  private _asked = '';
  private _suggestions: readonly Suggestion[] = [];
  private _isBusy = false;
}

function fewTitles(suggestions: readonly Suggestion[]): readonly Suggestion[] {
  const titles = suggestions.filter(({ kind }) => kind === 'report');
  const left = new Set(titles.slice(TITLES));
  return suggestions.filter(suggestion => !left.has(suggestion));
}
