/**
 * One publication on its way: the job in the author's server, looked at until it ends.
 */
import { PromiseDelegate } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import { Poll } from '@lumino/polling';
import { type ISignal, Signal } from '@lumino/signaling';

import type { Job } from '../api/types';
import { type ILibraryClient, Refusal } from '../tokens';

/** Milliseconds between two looks; a server that does not answer is asked less and less often. */
const INTERVAL = 300;
const SELDOM = 5_000;

export class Publication implements IDisposable {
  constructor(client: ILibraryClient, job: Job, interval = INTERVAL) {
    this._client = client;
    this._job = job;
    this._poll = new Poll({
      auto: job.state === 'running',
      factory: () => this._look(),
      frequency: { interval, backoff: true, max: Math.max(SELDOM, interval) },
      name: `jupyter-hub-publish:job:${job.id}`,
      // Whoever has gone to another tab of the browser wants it finished too.
      standby: 'never'
    });
    if (job.state !== 'running') {
      this._ended.resolve(job);
    }
  }

  get job(): Job {
    return this._job;
  }

  /** Emitted when the job has come further, when it has ended, and when somebody began or ceased to watch it. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The job as it ended: done, failed or cancelled; also after another has taken notice of it. */
  get ended(): Promise<Job> {
    return this._ended.promise;
  }

  /** Whether a dialog shows it, so that nothing else has to. */
  get watched(): boolean {
    return this._watched;
  }
  set watched(value: boolean) {
    if (value !== this._watched) {
      this._watched = value;
      this._changed.emit();
    }
  }

  /** Ask the server to stop; it may be too late, and then the job ends as done. */
  async cancel(): Promise<void> {
    this._take(await this._client.endJob(this._job.id));
  }

  get isDisposed(): boolean {
    return this._poll.isDisposed;
  }

  /** Look no more; the job itself goes on. */
  dispose(): void {
    this._poll.dispose();
    Signal.clearData(this);
  }

  private async _look(): Promise<void> {
    try {
      this._take(await this._client.job(this._job.id));
    } catch (error) {
      if (error instanceof Refusal && error.code === 'not_found') {
        this._take(this._lost(error));
        return;
      }
      throw error;
    }
  }

  private _take(job: Job): void {
    if (this.isDisposed || this._job.state !== 'running') {
      return;
    }
    this._job = job;
    if (job.state !== 'running') {
      void this._poll.stop();
      this._ended.resolve(job);
    }
    this._changed.emit();
  }

  /** A job that the server no longer knows: it was restarted. */
  private _lost({ code, message, hint, cell }: Refusal): Job {
    const error = { code, message, hint, cell };
    return { ...this._job, state: 'failed', error };
  }

  private _changed = new Signal<this, void>(this);
  private _client: ILibraryClient;
  private _ended = new PromiseDelegate<Job>();
  private _job: Job;
  private _poll: Poll;
  private _watched = false;
}
