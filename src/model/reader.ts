/**
 * One report being read: which version of it, and what a reader is to know of it first.
 */
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type {
  ReportDatasets,
  ReportDetail,
  ReportSummary,
  Version
} from '../api/types';
import type { ILibraryClient, IStarred } from '../tokens';
import type { Refusal } from '../tokens';
import { refusalOf } from './refusal';
import { HistoryModel } from './history';
import type { FromShell } from './messages';
import { RelatedModel } from './related';

export type ReaderState =
  | { readonly kind: 'loading' }
  /** There is none, or none that one may know of: the same to whoever asks. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly refusal: Refusal }
  | IReading;

export interface IReading {
  readonly kind: 'reading';
  readonly report: ReportDetail;
  readonly version: Version;
  /** Whether the page shows its code; null until it has said so. */
  readonly code: boolean | null;
  /** What the page misses, in a sentence. */
  readonly trouble: string | null;
}

/** What a reader is to know before anything else; the first is what matters most. */
export type Notice =
  | { readonly kind: 'withdrawn'; readonly removedOn: string | null }
  | { readonly kind: 'replaced'; readonly by: ReportSummary }
  | { readonly kind: 'archived' }
  /** One looks at an older version on purpose. */
  | { readonly kind: 'older'; readonly shown: number; readonly newest: number }
  /** One looked at the newest, until this one came. */
  | { readonly kind: 'newer'; readonly newest: number }
  /** One asked for the page without its scripts. */
  | { readonly kind: 'still' };

type Client = Pick<
  ILibraryClient,
  'related' | 'report' | 'version' | 'versions'
>;

export class ReaderModel implements IDisposable {
  /** Without a version it shows the newest there is. */
  constructor(
    private _client: Client,
    readonly id: string,
    private _pinned: number | null
  ) {
    this.history = new HistoryModel(_client, id);
    this.related = new RelatedModel(_client, id);
  }

  readonly history: HistoryModel;
  readonly related: RelatedModel;

  get state(): ReaderState {
    return this._state;
  }

  get stateChanged(): ISignal<this, void> {
    return this._stateChanged;
  }

  /** The version that was asked for, or null for the newest. */
  get pinned(): number | null {
    return this._pinned;
  }

  /** What stands above the page. */
  get notices(): readonly Notice[] {
    if (this._state.kind !== 'reading') {
      return [];
    }
    const notices = noticesOf(this._state, this._pinned);
    return this._isStill && !isErased(this._state)
      ? [...notices, { kind: 'still' }]
      : notices;
  }

  /** Whether the page is shown without its scripts. */
  get isStill(): boolean {
    return this._isStill;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._ticket++;
      this.history.dispose();
      this.related.dispose();
      Signal.clearData(this);
    }
  }

  /** Show that version; without one, the newest. */
  async show(version: number | null): Promise<void> {
    const ticket = ++this._ticket;
    this._pinned = version;
    if (this._state.kind !== 'reading') {
      this._become({ kind: 'loading' });
    }
    try {
      const report = await this._client.report(this.id);
      const shown =
        version === null || version === report.latest.number
          ? report.latest
          : await this._client.version(this.id, version);
      if (ticket === this._ticket) {
        this._become(reading(report, shown, this._state));
      }
    } catch (error) {
      if (ticket === this._ticket) {
        this._become(failure(error));
      }
    }
  }

  /** Show the page anew, without its scripts or with them. */
  keepStill(isStill: boolean): void {
    this._isStill = isStill;
    if (this._state.kind === 'reading') {
      this._become({ ...this._state, code: null, trouble: null });
    }
  }

  /** The library has changed: see whether this report has; a page that is still there stays. */
  async notice(): Promise<void> {
    const ticket = this._ticket;
    try {
      const report = await this._client.report(this.id);
      const version = await this._versionNow(report);
      const state = this._state;
      if (ticket === this._ticket && state.kind === 'reading') {
        this._become({ ...state, report, version: version ?? state.version });
      }
    } catch {
      // What is being read stays readable.
    }
  }

  /** A report stands otherwise with its readers now: it may be this one. */
  restar({ id, stars, starred }: IStarred): void {
    const state = this._state;
    if (state.kind === 'reading' && id === this.id) {
      this._become({ ...state, report: { ...state.report, stars, starred } });
    }
  }

  /** What the shell says about the page. */
  hear(message: FromShell): void {
    const state = this._state;
    if (state.kind !== 'reading') {
      return;
    }
    switch (message.type) {
      case 'ready':
        this._become({ ...state, code: message.code });
        void this.related.load();
        break;
      case 'code':
        this._become({ ...state, code: message.shown });
        break;
      case 'trouble':
        this._become({ ...state, trouble: message.text });
        break;
      case 'report':
      case 'room':
        break;
    }
  }

  /** The version that is shown, as it is now: it may have been erased. */
  private async _versionNow(report: ReportDetail): Promise<Version | null> {
    if (this._state.kind !== 'reading') {
      return null;
    }
    const { number } = this._state.version;
    return number === report.latest.number
      ? report.latest
      : this._client.version(this.id, number);
  }

  private _become(state: ReaderState): void {
    if (!this._isDisposed) {
      this._state = state;
      this._stateChanged.emit();
    }
  }

  private _state: ReaderState = { kind: 'loading' };
  private _ticket = 0;
  private _isStill = false;
  private _isDisposed = false;
  private _stateChanged = new Signal<this, void>(this);
}

/** The page of a version that is shown already stays, with what it has said of itself. */
function reading(
  report: ReportDetail,
  version: Version,
  before: ReaderState
): IReading {
  const isSame =
    before.kind === 'reading' && before.version.number === version.number;
  const { code, trouble } = isSame ? before : { code: null, trouble: null };
  return { kind: 'reading', report, version, code, trouble };
}

/** The report's title as it is now; an older version has the one that it was published with. */
export function titleOf({ report, version }: IReading): string {
  // Of an erased version no title is left.
  return (version.number !== report.version && version.title) || report.title;
}

/** Whether nothing is left of the version but its number. */
export function isErased({ version }: IReading): boolean {
  return version.erased !== null;
}

/** The tables that it reads and writes: they are known of the newest version only. */
export function datasetsOf(state: ReaderState): ReportDatasets | null {
  return state.kind === 'reading' &&
    state.version.number === state.report.version
    ? state.report.datasets
    : null;
}

function noticesOf(
  { report, version }: IReading,
  pinned: number | null
): readonly Notice[] {
  const notices: Notice[] = [];
  if (report.withdrawn !== null) {
    notices.push({ kind: 'withdrawn', removedOn: report.removed_on });
  }
  if (report.replaced_by !== null) {
    notices.push({ kind: 'replaced', by: report.replaced_by });
  } else if (report.archived) {
    // A report that has been replaced is old: once is enough.
    notices.push({ kind: 'archived' });
  }
  // Where nothing is to be read, the way to the newest stands in its place.
  if (version.number < report.version && version.erased === null) {
    const newest = report.version;
    notices.push(
      pinned === null
        ? { kind: 'newer', newest }
        : { kind: 'older', shown: version.number, newest }
    );
  }
  return notices;
}

function failure(error: unknown): ReaderState {
  const refusal = refusalOf(error);
  return refusal.code === 'not_found'
    ? { kind: 'missing' }
    : { kind: 'failed', refusal };
}
