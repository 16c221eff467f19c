/**
 * A star shows at once, in every screen; what the server says of it comes after.
 */
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { ILibraryClient, IStarred } from '../tokens';

export class Starring {
  constructor(private _client: Pick<ILibraryClient, 'star'>) {}

  /** Emitted as soon as a report stands otherwise with its readers than was known here. */
  get starred(): ISignal<this, IStarred> {
    return this._starred;
  }

  /** Star a report, or take the star away; where that fails, it is as before, and this rejects. */
  async star(report: IStarred, isStarred: boolean): Promise<void> {
    const { id, stars, starred } = report;
    if (starred === isStarred) {
      return;
    }
    const ticket = (this._tickets.get(id) ?? 0) + 1;
    this._tickets.set(id, ticket);
    const say = (now: Omit<IStarred, 'id'>): void => {
      // Whoever has pressed again since has been shown more.
      if (this._tickets.get(id) === ticket) {
        this._starred.emit({ id, stars: now.stars, starred: now.starred });
      }
    };
    say({
      starred: isStarred,
      stars: Math.max(0, stars + (isStarred ? 1 : -1))
    });
    // One after the other, so that the last one pressed is the last one kept.
    const sent = (this._sent.get(id) ?? Promise.resolve()).then(() =>
      this._client.star(id, isStarred)
    );
    this._sent.set(
      id,
      sent.then(
        () => undefined,
        () => undefined
      )
    );
    try {
      say(await sent);
    } catch (error) {
      say({ stars, starred });
      throw error;
    }
  }

  private _tickets = new Map<string, number>();
  private _sent = new Map<string, Promise<void>>();
  private _starred = new Signal<this, IStarred>(this);
}
