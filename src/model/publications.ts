/**
 * All publications that this browser follows, whoever began them: each is brought to its end once.
 */
import { type ISignal, Signal } from '@lumino/signaling';

import type { DraftChoice, Job, JobList, Published } from '../api/types';
import { type ILibraryClient, Refusal } from '../tokens';
import { Publication } from './publication';

/** Where a notebook is told its report, when it is open in this browser. */
export interface INotebookMemory {
  /** Whether the notebook was open here; it is saved then. */
  remember(path: string, published: Published): Promise<boolean>;
}

/** Milliseconds in which the tab that began a publication finishes it, before another tab does. */
const PATIENCE = 1_500;

export interface IPublicationsOptions {
  client: ILibraryClient;
  notebooks: INotebookMemory;
  /** Milliseconds between two looks at a job. */
  interval?: number;
  /** Milliseconds to leave an ended job to the tab that began it. */
  patience?: number;
}

export class Publications {
  constructor(options: IPublicationsOptions) {
    this._client = options.client;
    this._interval = options.interval;
    this._notebooks = options.notebooks;
    this._patience = options.patience ?? PATIENCE;
  }

  /** Emitted when one is begun here, or found running. */
  get added(): ISignal<this, Publication> {
    return this._added;
  }

  /** Emitted once for each that ended and that no other tab has taken notice of. */
  get ended(): ISignal<this, Publication> {
    return this._ended;
  }

  /** Emitted for each that another tab has taken notice of. */
  get dropped(): ISignal<this, Publication> {
    return this._dropped;
  }

  /** The one of this notebook that is on its way, or null. */
  of(path: string): Publication | null {
    return (
      [...this._publications.values()].find(
        ({ job }) => job.path === path && job.state === 'running'
      ) ?? null
    );
  }

  /** Begin one; rejects with a `Refusal` where the server refuses. */
  async start(path: string, draft: DraftChoice): Promise<Publication> {
    const publication = this._follow(await this._client.publish(path, draft));
    void this._conclude(publication);
    return publication;
  }

  /** Take up what an earlier page of this browser has begun; quiet where the server cannot say. */
  async resume(): Promise<void> {
    let list: JobList;
    try {
      list = await this._client.jobs();
    } catch (error) {
      expectRefusal(error);
      return;
    }
    await Promise.all(
      list.jobs
        .filter(job => !this._publications.has(job.id))
        .map(job => this._conclude(this._follow(job), this._patience))
    );
  }

  private _follow(job: Job): Publication {
    const publication = new Publication(this._client, job, this._interval);
    this._publications.set(job.id, publication);
    this._added.emit(publication);
    return publication;
  }

  private async _conclude(
    publication: Publication,
    patience = 0
  ): Promise<void> {
    const job = await publication.ended;
    if (patience > 0 && !(await this._isOurs(job, patience))) {
      this._dropped.emit(publication);
    } else {
      this._ended.emit(publication);
      await this._tellNotebook(job);
    }
    this._publications.delete(job.id);
    publication.dispose();
  }

  private async _isOurs({ id }: Job, patience: number): Promise<boolean> {
    await new Promise(resolve => setTimeout(resolve, patience));
    try {
      await this._client.job(id);
      return true;
    } catch (error) {
      expectRefusal(error);
      return false;
    }
  }

  /** The notebook learns its report, then the server may forget the job. */
  private async _tellNotebook(job: Job): Promise<void> {
    try {
      if (job.published && !job.remembered) {
        const here = await this._notebooks.remember(job.path, job.published);
        await this._client.remember(job.id, here ? 'browser' : 'server');
      }
      await this._client.endJob(job.id);
    } catch (error) {
      // The job stays with the server, and the next page that is opened tries again.
      console.warn(`The notebook ${job.path} was not told its report.`, error);
    }
  }

  private _added = new Signal<this, Publication>(this);
  private _client: ILibraryClient;
  private _dropped = new Signal<this, Publication>(this);
  private _ended = new Signal<this, Publication>(this);
  private _interval: number | undefined;
  private _notebooks: INotebookMemory;
  private _patience: number;
  private _publications = new Map<string, Publication>();
}

function expectRefusal(error: unknown): void {
  if (!(error instanceof Refusal)) {
    throw error;
  }
}
