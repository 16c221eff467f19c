/**
 * The questions that wait for one's answer: looked at while somebody can see that there are any.
 */
import type { DatasetsClient } from '../api/datasets';
import type { Asked } from '../api/types';
import { Refusal } from '../tokens';
import { Changing } from './changing';

export class WaitingQuestions extends Changing {
  constructor(private _client: Pick<DatasetsClient, 'asked'>) {
    super();
  }

  /** The oldest first. */
  get questions(): readonly Asked[] {
    return this._questions;
  }

  async look(): Promise<void> {
    try {
      const { questions } = await this._client.asked();
      const ids = (all: readonly Asked[]) => all.map(({ id }) => id).join();
      if (!this.isDisposed && ids(questions) !== ids(this._questions)) {
        this._questions = questions;
        this.tell();
      }
    } catch (error) {
      // What was known stays; the next look may tell more.
      if (!(error instanceof Refusal)) {
        throw error;
      }
    }
  }

  private _questions: readonly Asked[] = [];
}
