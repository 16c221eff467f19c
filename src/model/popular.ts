/**
 * What was read most this week: asked for when somebody begins to look around.
 */
import type { Hit } from '../api/types';
import type { ILibraryClient, IStarred } from '../tokens';
import { Refusal } from '../tokens';
import { Changing } from './changing';

/** As many as the widest row has room for. */
const SHOWN = 6;

export class PopularModel extends Changing {
  constructor(private _client: Pick<ILibraryClient, 'search'>) {
    super();
  }

  /** The most read first; none while nobody has read anything. */
  get hits(): readonly Hit[] {
    return this._hits;
  }

  async load(): Promise<void> {
    try {
      const { hits } = await this._client.search({
        sort: 'popular',
        limit: SHOWN
      });
      // Behind those that were read come all others.
      this._become(hits.filter(({ views }) => views > 0));
    } catch (error) {
      // The list beside it says what is wrong.
      if (!(error instanceof Refusal)) {
        throw error;
      }
    }
  }

  /** A report stands otherwise with its readers. */
  mark({ id, stars, starred }: IStarred): void {
    if (this._hits.some(hit => hit.id === id)) {
      this._become(
        this._hits.map(hit =>
          hit.id === id ? { ...hit, stars, starred } : hit
        )
      );
    }
  }

  private _become(hits: readonly Hit[]): void {
    if (!this.isDisposed) {
      this._hits = hits;
      this.tell();
    }
  }

  private _hits: readonly Hit[] = [];
}
