/**
 * The questions that wait for one's answer: looked at while somebody can see that there are any.
 */
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import type { DatasetsClient } from '../api/datasets';
import type { Asked } from '../api/types';
import { Refusal } from '../tokens';

export class WaitingQuestions implements IDisposable {
  constructor(private _client: Pick<DatasetsClient, 'asked'>) {}

  /** The oldest first. */
  get questions(): readonly Asked[] {
    return this._questions;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      Signal.clearData(this);
    }
  }

  async look(): Promise<void> {
    try {
      const { questions } = await this._client.asked();
      const ids = (all: readonly Asked[]) => all.map(({ id }) => id).join();
      if (!this._isDisposed && ids(questions) !== ids(this._questions)) {
        this._questions = questions;
        this._changed.emit();
      }
    } catch (error) {
      // What was known stays; the next look may tell more.
      if (!(error instanceof Refusal)) {
        throw error;
      }
    }
  }

  private _questions: readonly Asked[] = [];
  private _isDisposed = false;
  private _changed = new Signal<this, void>(this);
}
