/**
 * Asking to be let in to a report that may not even be there: nothing is learnt from the answer.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Received } from '../api/types';
import type { ILibraryClient } from '../tokens';
import { Deed } from './deed';
import type { ITrouble } from './trouble';

export interface IAsking {
  readonly message: string;
  readonly isBusy: boolean;
  readonly isAsked: boolean;
  readonly trouble: ITrouble | null;
}

export class Asking extends Deed<Received> {
  constructor(
    private _client: Pick<ILibraryClient, 'askForAccess' | 'me'>,
    id: string,
    trans: TranslationBundle
  ) {
    super(() => _client.askForAccess(id, this._message.trim()), trans);
  }

  /** Null where there is nobody to ask: in a library that is one's own, or whose readers see all of it. */
  get state(): IAsking | null {
    return this._isOffered
      ? {
          message: this._message,
          isBusy: this.isBusy,
          isAsked: this.result !== null,
          trouble: this.trouble
        }
      : null;
  }

  /** Find out whether one can ask here. */
  async offer(): Promise<void> {
    try {
      const { library } = await this._client.me();
      this._isOffered = library.shape === 'service';
      this.emit();
    } catch {
      // Then there is nobody who would pass it on.
    }
  }

  write(message: string): void {
    this._message = message;
    this.emit();
  }

  private _isOffered = false;
  private _message = '';
}
