/**
 * "Has this been done?": a published report that is near to the notebook that somebody is writing.
 */
import type { IDisposable } from '@lumino/disposable';
import { Debouncer } from '@lumino/polling';
import { type ISignal, Signal } from '@lumino/signaling';

import type { Related } from '../api/types';
import { type ILibraryClient, Refusal } from '../tokens';

/** From here on two reports look like the same work, as the library measures it. */
export const ALIKE = 0.5;

/** Milliseconds: nobody needs the answer at once, and a save tells of itself more than once. */
export const RESTING = 1000;

/** The nearest of them, where it looks like the same work. */
export function lookalikeIn(reports: readonly Related[]): Related | null {
  const [nearest] = [...reports].sort((one, other) => other.alike - one.alike);
  return nearest && nearest.alike >= ALIKE ? nearest : null;
}

/** The notebook that is open in front, as far as it matters here. */
export interface IWritten {
  /** As the server knows it. */
  readonly path: string;
  /** Whether it says that it was published. */
  readonly isPublished: boolean;
  /** Whether there is nothing in it. */
  readonly isEmpty: boolean;
}

/** What a person does not want to be told again: reports, by the notebook that they are near to. */
export interface IHidden {
  of(path: string): Promise<readonly string[]>;
  add(path: string, reports: readonly string[]): Promise<void>;
}

export interface INearOptions {
  readonly client: Pick<ILibraryClient, 'near' | 'status'>;
  /** The notebook in front, or null where there is none of this server's. */
  readonly written: () => IWritten | null;
  readonly hidden: IHidden;
}

/** Asks after each save of the notebook in front, while somebody can see the answer. */
export class NearModel implements IDisposable {
  constructor(private _options: INearOptions) {}

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The nearest report, or null where none is near. */
  get report(): Related | null {
    return this._reports[0] ?? null;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._ticket++;
      this._asking.dispose();
      Signal.clearData(this);
    }
  }

  /** While nobody looks, nothing is asked. */
  set isVisible(isVisible: boolean) {
    this._isVisible = isVisible;
    if (isVisible && this._isDue) {
      this._askSoon();
    }
  }

  /** Another notebook is in front, or the one that is has been saved. */
  notice(): void {
    const path = this._options.written()?.path ?? null;
    if (path !== this._path) {
      this._path = path;
      this._show([]);
    }
    this._askSoon();
  }

  /** Say no more what is near to this notebook now; what is published later may be said. */
  async hide(): Promise<void> {
    const { _path: path, _reports: reports } = this;
    if (path !== null) {
      this._show([]);
      await this._options.hidden.add(
        path,
        reports.map(({ id }) => id)
      );
    }
  }

  private _askSoon(): void {
    this._isDue = true;
    if (this._isVisible && !this._isDisposed) {
      void this._asking.invoke();
    }
  }

  private async _ask(): Promise<void> {
    const written = this._options.written();
    if (this._isDisposed || !this._isVisible) {
      return; // it is asked when somebody looks again
    }
    this._isDue = false;
    const ticket = ++this._ticket;
    try {
      const reports = written ? await this._nearTo(written) : [];
      if (ticket === this._ticket) {
        this._show(reports);
      }
    } catch (error) {
      // A quiet line stays quiet where the library does not answer.
      if (!(error instanceof Refusal)) {
        throw error;
      }
    }
  }

  private async _nearTo(written: IWritten): Promise<readonly Related[]> {
    const { client, hidden } = this._options;
    const { path, isEmpty, isPublished } = written;
    if (isEmpty) {
      return [];
    }
    if (isPublished) {
      const { state } = await client.status(path);
      if (state === 'published') {
        return []; // it has been done: this is it
      }
    }
    const [{ reports }, known] = await Promise.all([
      client.near(path),
      hidden.of(path)
    ]);
    return reports.filter(({ id }) => !known.includes(id));
  }

  private _show(reports: readonly Related[]): void {
    if (!this._isDisposed) {
      this._reports = reports;
      this._changed.emit();
    }
  }

  private _asking = new Debouncer(() => this._ask(), RESTING);
  private _changed = new Signal<this, void>(this);
  private _isDisposed = false;
  private _isDue = false;
  private _isVisible = false;
  private _path: string | null = null;
  private _reports: readonly Related[] = [];
  private _ticket = 0;
}
