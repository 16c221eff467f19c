/**
 * The pictures that could stand for the report: asked for when the dialog opens, and again when what
 * they are made from has changed.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Cover, DraftChoice } from '../api/types';
import type { ILibraryClient } from '../tokens';
import { type ITrouble, troubleOf } from './trouble';

export type CoversState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly trouble: ITrouble }
  | { readonly kind: 'ready'; readonly covers: readonly Cover[] };

export class CoverPictures {
  /** @param onChange - Called when there is another state to show. */
  constructor(
    private _client: Pick<ILibraryClient, 'covers'>,
    private _path: string,
    private _trans: TranslationBundle,
    private _onChange: () => void
  ) {}

  get state(): CoversState {
    return this._state;
  }

  /** Ask for the pictures of a draft, unless they are those that are shown. */
  async load(choice: DraftChoice): Promise<void> {
    const made = JSON.stringify([choice.title, choice.decisions]);
    if (made === this._madeFrom && this._state.kind !== 'failed') {
      return;
    }
    const ticket = ++this._ticket;
    this._madeFrom = made;
    if (this._state.kind === 'failed') {
      this._show({ kind: 'loading' });
    }
    try {
      const { covers } = await this._client.covers(this._path, choice);
      if (ticket === this._ticket) {
        this._show({ kind: 'ready', covers });
      }
    } catch (error) {
      if (ticket === this._ticket) {
        const trouble = troubleOf(error, this._trans);
        this._show({ kind: 'failed', trouble });
      }
    }
  }

  /** Nobody looks any more. */
  stop(): void {
    this._ticket += 1;
  }

  private _show(state: CoversState): void {
    this._state = state;
    this._onChange();
  }

  private _madeFrom = '';
  private _state: CoversState = { kind: 'loading' };
  private _ticket = 0;
}
