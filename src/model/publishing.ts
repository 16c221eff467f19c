/**
 * What the Publish dialog shows, from reading the notebook to the report's link.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import type { Draft, Job, Limits, Published } from '../api/types';
import type { ILibraryClient } from '../tokens';
import type { KeptDrafts } from './drafts';
import {
  choiceOf,
  type Edits,
  formOf,
  type IForm,
  mayUpdate,
  nextVersion,
  type Problems,
  problemsOf
} from './form';
import type { Publication } from './publication';
import type { Publications } from './publications';
import { withoutTag, withTags } from './tagging';
import { type ITrouble, troubleOf } from './trouble';

/** The dialog's screens. */
export type Screen =
  | { readonly kind: 'reading' }
  | {
      readonly kind: 'form';
      readonly draft: Draft;
      readonly form: IForm;
      /** Whether the remembered report may get a version from this notebook. */
      readonly mayUpdate: boolean;
      /** Told only after a first attempt, so that nobody is told off while typing. */
      readonly problems: Problems;
      /** How often the person has asked for what would be refused. */
      readonly attempts: number;
      /** The number that the version will have. */
      readonly version: number;
      /** Whether it shows what was typed in a dialog before this one. */
      readonly restored: boolean;
      readonly cancelled: boolean;
    }
  | {
      readonly kind: 'publishing';
      /** Null until the server has taken the draft. */
      readonly job: Job | null;
      readonly cancelling: boolean;
    }
  | {
      readonly kind: 'failed';
      readonly trouble: ITrouble;
      /** Whether there is a draft to go back to. */
      readonly hasDraft: boolean;
    }
  | {
      readonly kind: 'done';
      readonly published: Published;
      /** Whether the person has opened the report or copied its link. */
      readonly used: boolean;
    };

export interface IPublishingOptions {
  client: ILibraryClient;
  drafts: KeptDrafts;
  path: string;
  publications: Publications;
  trans: TranslationBundle;
}

export class PublishingModel implements IDisposable {
  constructor(options: IPublishingOptions) {
    this._client = options.client;
    this._drafts = options.drafts;
    this._publications = options.publications;
    this._trans = options.trans;
    this.path = options.path;
  }

  /** The notebook's path, as the server knows it. */
  readonly path: string;

  get screen(): Screen {
    return this._screen;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Read the notebook, or show the publication of it that is on its way. */
  async read(): Promise<void> {
    const running = this._publications.of(this.path);
    if (running) {
      await this._watch(running);
      return;
    }
    const ticket = ++this._ticket;
    this._show({ kind: 'reading' });
    try {
      const [draft, limits] = await Promise.all([
        this._client.inspect(this.path),
        this._client.me().then(
          me => me.limits,
          () => null
        )
      ]);
      if (this._isWanted(ticket)) {
        this._limits = limits;
        this._draft = draft;
        this._edits = this._drafts.of(this.path);
        this._restored = Object.keys(this._edits).length > 0;
        this._showForm();
      }
    } catch (error) {
      this._fail(ticket, error);
    }
  }

  /** Take up what the person has changed, and keep it. */
  edit(edits: Edits): void {
    if (this._screen.kind === 'form') {
      this._edits = { ...this._edits, ...edits };
      this._drafts.keep(this.path, this._edits);
      this._showForm();
    }
  }

  /** The tags of a typed text come behind those that are there. */
  addTags(text: string): void {
    if (this._screen.kind === 'form') {
      const { tags } = this._screen.form;
      const more = withTags(tags, text);
      if (more.length > tags.length) {
        this.edit({ tags: more });
      }
    }
  }

  removeTag(tag: string): void {
    if (this._screen.kind === 'form') {
      this.edit({ tags: withoutTag(this._screen.form.tags, tag) });
    }
  }

  /** Let go of what was typed, and show what the notebook says. */
  startOver(): void {
    this._drafts.forget(this.path);
    this._edits = {};
    this._restored = false;
    this._attempts = 0;
    this._showForm();
  }

  /** Publish, unless the library would refuse the form. */
  async submit(): Promise<void> {
    if (this._screen.kind !== 'form' || !this._draft) {
      return;
    }
    this._attempts += 1;
    this._showForm();
    if (Object.keys(this._screen.problems).length > 0) {
      return;
    }
    this._attempts = 0;
    const choice = choiceOf(this._draft, this._screen.form);
    const ticket = ++this._ticket;
    this._show({ kind: 'publishing', job: null, cancelling: false });
    try {
      const publication = await this._publications.start(this.path, choice);
      if (this._isWanted(ticket)) {
        await this._watch(publication);
      }
    } catch (error) {
      this._fail(ticket, error);
    }
  }

  /** Stop the publication; the form comes back when the server has stopped it. */
  async cancel(): Promise<void> {
    const publication = this._publication;
    if (publication && this._screen.kind === 'publishing') {
      this._cancelling = true;
      this._showJob(publication);
      try {
        await publication.cancel();
      } catch {
        // It has ended on its own, or the server is away: the next look at the job tells.
        this._cancelling = false;
      }
    }
  }

  /** The person has opened the report, or copied its link. */
  use(): void {
    if (this._screen.kind === 'done') {
      this._show({ ...this._screen, used: true });
    }
  }

  /** From a failure back to the form. */
  back(): void {
    this._showForm();
  }

  /** What failed, once more. */
  async again(): Promise<void> {
    if (this._draft) {
      this._showForm();
      await this.submit();
    } else {
      await this.read();
    }
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  /** The dialog is closed: a publication goes on in the background. */
  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._ignore();
    Signal.clearData(this);
  }

  private async _watch(publication: Publication): Promise<void> {
    this._publication = publication;
    this._cancelling = false;
    this._showJob(publication);
    publication.watched = true;
    publication.changed.connect(this._showJob, this);
    const job = await publication.ended;
    publication.changed.disconnect(this._showJob, this);
    if (this.isDisposed || this._publication !== publication) {
      return;
    }
    this._publication = null;
    this._conclude(job);
  }

  private _conclude(job: Job): void {
    if (job.published) {
      this._show({ kind: 'done', published: job.published, used: false });
    } else if (job.state === 'failed') {
      this._fail(this._ticket, job.error);
    } else if (this._draft) {
      this._showForm({ cancelled: true });
    } else {
      void this.read();
    }
  }

  private _ignore(): void {
    if (this._publication) {
      this._publication.changed.disconnect(this._showJob, this);
      this._publication.watched = false;
      this._publication = null;
    }
  }

  private _showForm({ cancelled = false } = {}): void {
    if (!this._draft) {
      return;
    }
    const form = formOf(this._draft, this._edits);
    this._show({
      kind: 'form',
      draft: this._draft,
      form,
      mayUpdate: mayUpdate(this._draft),
      problems:
        this._attempts > 0 ? problemsOf(form, this._limits, this._trans) : {},
      attempts: this._attempts,
      version: nextVersion(this._draft, form),
      restored: this._restored,
      cancelled
    });
  }

  private _showJob({ job }: Publication): void {
    this._show({
      kind: 'publishing',
      job,
      cancelling: this._cancelling
    });
  }

  private _fail(ticket: number, error: unknown): void {
    if (this._isWanted(ticket)) {
      this._show({
        kind: 'failed',
        trouble: troubleOf(error, this._trans),
        hasDraft: this._draft !== null
      });
    }
  }

  private _show(screen: Screen): void {
    this._screen = screen;
    this._changed.emit();
  }

  private _isWanted(ticket: number): boolean {
    return ticket === this._ticket && !this._isDisposed;
  }

  private _attempts = 0;
  private _cancelling = false;
  private _changed = new Signal<this, void>(this);
  private _client: ILibraryClient;
  private _draft: Draft | null = null;
  private _drafts: KeptDrafts;
  private _edits: Edits = {};
  private _isDisposed = false;
  private _limits: Limits | null = null;
  private _publication: Publication | null = null;
  private _publications: Publications;
  private _restored = false;
  private _screen: Screen = { kind: 'reading' };
  private _ticket = 0;
  private _trans: TranslationBundle;
}
