/**
 * One dataset being looked at: what its page says, and what flows back to its author from there.
 */
import type { DatasetsClient } from '../api/datasets';
import type {
  Connections,
  ConsumerToAdd,
  DatasetDetail,
  DatasetVersion,
  Lineage,
  QuestionToAsk
} from '../api/types';
import { Refusal } from '../tokens';
import { Changing } from './changing';
import { refusalOf } from './refusal';

export type DatasetState =
  | { readonly kind: 'loading' }
  /** There is none, or none that one may know of: the same to whoever asks. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly refusal: Refusal }
  | IShownDataset;

export interface IShownDataset {
  readonly kind: 'shown';
  readonly dataset: DatasetDetail;
  /** All of them, or the newest until the others were asked for; the newest first. */
  readonly versions: readonly DatasetVersion[];
  /** Null until it is there; it comes after the rest, as the picture takes the longest. */
  readonly lineage: Lineage | null;
  /** The same. */
  readonly connections: Connections | null;
}

export class DatasetModel extends Changing {
  constructor(
    private _client: DatasetsClient,
    readonly id: string
  ) {
    super();
  }

  get state(): DatasetState {
    return this._state;
  }

  dispose(): void {
    if (!this.isDisposed) {
      this._ticket++;
      super.dispose();
    }
  }

  /** Ask for it, now or anew; what is shown stays until the answer is there. */
  async load(): Promise<void> {
    const ticket = ++this._ticket;
    if (this._state.kind !== 'shown') {
      this._become({ kind: 'loading' });
    }
    try {
      const dataset = await this._client.dataset(this.id);
      if (ticket === this._ticket) {
        this._show(dataset);
        if (this._isWhole) {
          void this._add(ticket, 'versions', this._allVersions());
        }
        void this._add(
          ticket,
          'connections',
          this._client.connections(this.id)
        );
        void this._add(ticket, 'lineage', this._client.lineage(this.id));
      }
    } catch (error) {
      if (ticket === this._ticket) {
        this._become(failure(error, this._state));
      }
    }
  }

  /** The other versions, too; rejects with a `Refusal`. */
  async loadVersions(): Promise<void> {
    const versions = await this._allVersions();
    this._isWhole = true;
    this._change({ versions });
  }

  /** Ask, or report a problem; rejects with a `Refusal`, as all below. */
  async ask(question: QuestionToAsk): Promise<void> {
    this._say(await this._client.ask(this.id, question));
  }

  async answer(question: string, text: string): Promise<void> {
    this._say(await this._client.answer(this.id, question, text));
  }

  /** Take a question back, or strike it off. */
  async removeQuestion(question: string): Promise<void> {
    this._say(await this._client.removeQuestion(this.id, question));
  }

  async addConsumer(consumer: ConsumerToAdd): Promise<void> {
    this._say(await this._client.addConsumer(this.id, consumer));
    await this._drawAgain();
  }

  async removeConsumer(consumer: string): Promise<void> {
    this._say(await this._client.removeConsumer(this.id, consumer));
    await this._drawAgain();
  }

  private async _allVersions(): Promise<readonly DatasetVersion[]> {
    return (await this._client.versions(this.id)).versions;
  }

  private async _drawAgain(): Promise<void> {
    await this._add(this._ticket, 'lineage', this._client.lineage(this.id));
  }

  private _show(dataset: DatasetDetail): void {
    const before = this._state.kind === 'shown' ? this._state : NOTHING;
    this._become({
      kind: 'shown',
      dataset,
      versions: this._isWhole ? before.versions : dataset.versions,
      lineage: before.lineage,
      connections: before.connections
    });
  }

  /** What the page can be read without is added when it comes, or left out. */
  private async _add<K extends 'connections' | 'lineage' | 'versions'>(
    ticket: number,
    part: K,
    asked: Promise<IShownDataset[K]>
  ): Promise<void> {
    try {
      const found = await asked;
      if (ticket === this._ticket) {
        this._change({ [part]: found });
      }
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
    }
  }

  /** Others' words, or those who feed from it, are others now. */
  private _say(
    said: Partial<Pick<DatasetDetail, 'consumers' | 'questions'>>
  ): void {
    if (this._state.kind === 'shown') {
      this._change({ dataset: { ...this._state.dataset, ...said } });
    }
  }

  private _change(shown: Partial<IShownDataset>): void {
    if (this._state.kind === 'shown') {
      this._become({ ...this._state, ...shown });
    }
  }

  private _become(state: DatasetState): void {
    if (!this.isDisposed) {
      this._state = state;
      this.tell();
    }
  }

  private _state: DatasetState = { kind: 'loading' };
  private _isWhole = false; // whether all versions were asked for
  private _ticket = 0;
}

const NOTHING = { versions: [], lineage: null, connections: null };

/** What is shown stays readable, unless it is not there any more. */
function failure(error: unknown, before: DatasetState): DatasetState {
  const refusal = refusalOf(error);
  if (refusal.code === 'not_found') {
    return { kind: 'missing' };
  }
  return before.kind === 'shown' ? before : { kind: 'failed', refusal };
}
