/**
 * What the Publish dialog shows, from reading the notebook to the report's link.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import type { Draft, Job } from '../api/types';
import type { ILibraryClient } from '../tokens';
import type { KeptDrafts } from './drafts';
import { FormModel } from './formModel';
import type { Publication } from './publication';
import type { Publications } from './publications';
import type { PreviewState, Screen } from './screens';
import { offerOf } from './sharing';
import { type ITrouble, troubleOf } from './trouble';

export interface IPublishingOptions {
  client: ILibraryClient;
  drafts: KeptDrafts;
  path: string;
  publications: Publications;
  trans: TranslationBundle;
}

/** Milliseconds for which the form waits for a report of the same work. */
const PATIENCE = 600;

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
      const form = await this._inspected();
      // What comes later moves all below it, and the button from under the mouse.
      await Promise.race([form.askNear(), later(PATIENCE)]);
      if (this._isWanted(ticket)) {
        this._form = form;
        this._showForm();
        void form.fill();
      }
    } catch (error) {
      await this._fail(ticket, error);
    }
  }

  /** Take up what the person does to the form. */
  change(act: (form: FormModel) => void): void {
    const form = this._form;
    const screen = this._screen;
    if (form && screen.kind === 'form') {
      act(form);
      this._showForm();
    } else if (form && screen.kind === 'preview') {
      act(form);
      this._showPreview(form, screen.state);
    }
  }

  /** Show the page as it would be published, unless the library would refuse the form. */
  async preview(): Promise<void> {
    const form = this._form;
    if (this._screen.kind !== 'form' || !form) {
      return;
    }
    if (form.isRefused()) {
      this._showForm();
      return;
    }
    form.begin = 'cover';
    const ticket = ++this._ticket;
    this._showPreview(form, { kind: 'loading' });
    let state: PreviewState;
    try {
      const { choice } = form.draft;
      const preview = await this._client.preview(this.path, choice);
      state = { kind: 'ready', preview };
    } catch (error) {
      state = { kind: 'failed', trouble: troubleOf(error, this._trans) };
    }
    if (this._isWanted(ticket)) {
      this._showPreview(form, state);
    }
  }

  /** Publish, unless something has to be mended or decided first. */
  async submit(): Promise<void> {
    const { kind } = this._screen;
    const form = this._form;
    if (!form || (kind !== 'form' && kind !== 'preview')) {
      return;
    }
    if (form.isRefused() || form.isUndecided()) {
      this._showForm();
      return;
    }
    form.calm();
    await this._publish(form);
  }

  /** Stop the publication; the form comes back when the server has stopped it. */
  async cancel(): Promise<void> {
    const publication = this._publication;
    if (publication && !this._cancelling) {
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

  /** Back to the form; after a failure the notebook and its files are looked at anew. */
  async back(): Promise<void> {
    const { kind } = this._screen;
    const ticket = ++this._ticket;
    if (!this._form) {
      await this.read();
      return;
    }
    if (kind === 'failed') {
      await this._renew(this._form);
    }
    if (this._isWanted(ticket)) {
      this._showForm();
    }
  }

  /** What failed, once more; what came too late comes behind the newest version. */
  async again(): Promise<void> {
    if (this._form) {
      this._showForm();
      await this.submit();
    } else {
      await this.read();
    }
  }

  /** What failed, without running the notebook first. */
  async withoutRunning(): Promise<void> {
    if (!this._form) {
      await this.read();
    }
    this._form?.draft.edit({ run: false });
    await this.again();
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
    this._form?.stop();
    this._ignore();
    Signal.clearData(this);
  }

  private async _inspected(): Promise<FormModel> {
    const { _client: client, _drafts: drafts, _trans: trans } = this;
    const [draft, me, oftenTags] = await Promise.all([
      client.inspect(this.path),
      // Both are of use, and neither is needed.
      client.me().catch(() => null),
      client.tags().then(
        ({ tags }) => tags.map(({ tag }) => tag),
        () => []
      )
    ]);
    const onChange = (): void => this.change(() => undefined);
    return new FormModel({
      client,
      draft,
      drafts,
      limits: me && me.limits,
      offer: offerOf(me),
      oftenTags,
      onChange,
      trans
    });
  }

  private async _publish(form: FormModel): Promise<void> {
    const { choice } = form.draft;
    const ticket = ++this._ticket;
    this._files = choice.files.length;
    this._show({
      kind: 'publishing',
      job: null,
      cancelling: false,
      files: this._files
    });
    try {
      const publication = await this._publications.start(this.path, choice);
      if (this._isWanted(ticket)) {
        await this._watch(publication);
      }
    } catch (error) {
      await this._fail(ticket, error);
    }
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
    await this._conclude(job);
  }

  private async _conclude(job: Job): Promise<void> {
    if (job.published) {
      this._show({
        kind: 'done',
        published: job.published,
        audience: this._form?.draft.form.audience ?? null,
        used: false
      });
    } else if (job.state === 'failed') {
      await this._fail(this._ticket, job.error, job);
    } else if (this._form) {
      this._showForm({ cancelled: true });
    } else {
      await this.read();
    }
  }

  private _ignore(): void {
    if (this._publication) {
      this._publication.changed.disconnect(this._showJob, this);
      this._publication.watched = false;
      this._publication = null;
    }
  }

  /** Each failure has the screen on which one can do something about it. */
  private async _fail(
    ticket: number,
    error: unknown,
    job: Job | null = null
  ): Promise<void> {
    if (!this._isWanted(ticket)) {
      return;
    }
    const trouble = troubleOf(error, this._trans);
    const form = this._form;
    const { code } = trouble;
    if (form && code === 'undecided') {
      // The notebook has changed since it was looked at.
      await this._renew(form);
    }
    const screen =
      form && code === 'undecided' && form.isUndecided()
        ? form.screen()
        : form && code === 'outdated'
          ? await this._outdated(form, trouble)
          : this._failed(trouble, job);
    if (this._isWanted(ticket)) {
      this._show(screen);
    }
  }

  private _failed(trouble: ITrouble, job: Job | null): Screen {
    return {
      kind: 'failed',
      trouble,
      hasDraft: this._form !== null || job !== null,
      // What a run has printed may be a secret of its own.
      mayNotRun:
        trouble.code === 'run_failed' ||
        (trouble.code === 'undecided' && !!job?.ran)
    };
  }

  /** What was published meanwhile; from now on the draft comes behind it. */
  private async _outdated(form: FormModel, trouble: ITrouble): Promise<Screen> {
    const { draft } = form.draft;
    const seen = draft.report?.version ?? 0;
    try {
      const report = await this._client.report(draft.report?.id ?? '');
      form.draft.renew({ ...draft, report });
      return { kind: 'outdated', trouble, report, seen };
    } catch {
      // It cannot be read any more: the server's sentence has to do.
      return this._failed(trouble, null);
    }
  }

  /** Look at the notebook anew; where that is not possible, the draft stays as it is. */
  private async _renew(form: FormModel): Promise<void> {
    let draft: Draft;
    try {
      draft = await this._client.inspect(this.path);
    } catch {
      return;
    }
    form.renew(draft);
  }

  private _showForm({ cancelled = false } = {}): void {
    if (this._form) {
      this._show(this._form.screen({ cancelled }));
    }
  }

  private _showPreview({ draft }: FormModel, state: PreviewState): void {
    const { form, version } = draft;
    this._show({ kind: 'preview', state, form, version });
  }

  private _showJob({ job }: Publication): void {
    this._show({
      kind: 'publishing',
      job,
      cancelling: this._cancelling,
      files: this._files
    });
  }

  private _show(screen: Screen): void {
    if (!this._isDisposed) {
      this._screen = screen;
      this._changed.emit();
    }
  }

  private _isWanted(ticket: number): boolean {
    return ticket === this._ticket && !this._isDisposed;
  }

  private _cancelling = false;
  private _changed = new Signal<this, void>(this);
  private _client: ILibraryClient;
  private _drafts: KeptDrafts;
  private _files: number | null = null;
  private _form: FormModel | null = null;
  private _isDisposed = false;
  private _publication: Publication | null = null;
  private _publications: Publications;
  private _screen: Screen = { kind: 'reading' };
  private _ticket = 0;
  private _trans: TranslationBundle;
}

function later(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
