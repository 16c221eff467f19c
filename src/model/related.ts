/**
 * Reports that are near to one that is being read: asked for once its page is there, and of use only.
 */
import type { Related } from '../api/types';
import type { ILibraryClient } from '../tokens';
import { Refusal } from '../tokens';
import { Changing } from './changing';

/** As many as the foot of a page shows. */
const SHOWN = 4;

export class RelatedModel extends Changing {
  constructor(
    private _client: Pick<ILibraryClient, 'related'>,
    readonly id: string
  ) {
    super();
  }

  /** The nearest first. */
  get reports(): readonly Related[] {
    return this._reports;
  }

  async load(): Promise<void> {
    try {
      const { reports } = await this._client.related(this.id, SHOWN);
      if (!this.isDisposed) {
        this._reports = reports;
        this.tell();
      }
    } catch (error) {
      // A report is read without them, too.
      if (!(error instanceof Refusal)) {
        throw error;
      }
    }
  }

  private _reports: readonly Related[] = [];
}
