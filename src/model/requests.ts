/**
 * Who asks to see one's reports: looked at while somebody can see that there is anybody.
 */
import type { AccessRequest, AccessRequestList } from '../api/types';
import type { ILibraryClient } from '../tokens';
import { Changing } from './changing';

export class AccessRequests extends Changing {
  constructor(
    private _client: Pick<ILibraryClient, 'decide' | 'me' | 'requests'>
  ) {
    super();
  }

  /** Those that wait, the oldest first. */
  get waiting(): readonly AccessRequest[] {
    return this._waiting;
  }

  /** See who waits; where everybody sees everything, nobody is asked. */
  async look(): Promise<void> {
    try {
      this._isShut ??= (await this._client.me()).library.shape === 'service';
      if (this._isShut) {
        this._take(await this._client.requests());
      }
    } catch {
      // What was known stays; the next look may tell more.
    }
  }

  /** Let somebody in, or do not; rejects with a `Refusal`, and then looks again. */
  async decide(request: string, granted: boolean): Promise<void> {
    try {
      this._take(await this._client.decide(request, granted));
    } catch (error) {
      void this.look();
      throw error;
    }
  }

  private _take({ requests }: AccessRequestList): void {
    const isSame =
      requests.map(({ id }) => id).join() ===
      this._waiting.map(({ id }) => id).join();
    if (!isSame && !this.isDisposed) {
      this._waiting = requests;
      this.tell();
    }
  }

  /** Whether there are reports that not everybody sees; null until that is known. */
  private _isShut: boolean | null = null;
  private _waiting: readonly AccessRequest[] = [];
}
