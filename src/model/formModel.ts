/**
 * The form while it is open: its draft, which of its parts are unfolded, where the keyboard begins, and
 * what keeps it from being published.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Draft, Limits, Related } from '../api/types';
import { type ILibraryClient, Refusal } from '../tokens';
import { CoverPictures } from './covers';
import type { KeptDrafts } from './drafts';
import { mayUpdate } from './form';
import { lookalikeIn } from './near';
import { OpenDraft } from './openDraft';
import type { IOffer } from './sharing';
import type { Beginning, IFormScreen, Section } from './screens';
import { type ITrouble, troubleOf } from './trouble';

export interface IFormModelOptions {
  client: ILibraryClient;
  draft: Draft;
  drafts: KeptDrafts;
  limits: Limits | null;
  /** Who a report can be for. */
  offer: IOffer;
  /** Called when something has come that the form shows. */
  onChange: () => void;
  /** The tags that most reports have. */
  oftenTags: readonly string[];
  trans: TranslationBundle;
}

export class FormModel {
  constructor(options: IFormModelOptions) {
    const { client, draft, onChange, trans } = options;
    this._client = client;
    this._covers = new CoverPictures(client, draft.path, trans, onChange);
    this._offer = options.offer;
    this._oftenTags = options.oftenTags;
    this._onChange = onChange;
    this._trans = trans;
    this.draft = new OpenDraft(options);
    if (this.draft.form.check.undecided.length > 0) {
      this._unfold('check');
    }
  }

  readonly draft: OpenDraft;

  /** Ask for what takes a while, and shows itself when it comes. */
  async fill(): Promise<void> {
    await Promise.all([this.loadCovers(), this._askAdded(), this.askPeople()]);
  }

  /** Whether somebody has published the same work, before it becomes a report of its own. */
  async askNear(): Promise<void> {
    const { draft, form } = this.draft;
    if (form.target === 'update') {
      return;
    }
    try {
      const { reports } = await this._client.near(draft.path);
      // What the notebook itself remembers is asked about already.
      this._lookalike = lookalikeIn(
        reports.filter(({ id }) => id !== draft.report?.id)
      );
      this._onChange();
    } catch (error) {
      // It is of use, and publishing does not wait for it.
      if (!(error instanceof Refusal)) {
        throw error;
      }
    }
  }

  /** The server has looked at the notebook again. */
  renew(draft: Draft): void {
    this.draft.renew(draft);
    void this._askAdded();
  }

  /** The form as it stands. */
  screen({ cancelled = false } = {}): IFormScreen {
    const { draft, form, restored, version } = this.draft;
    return {
      kind: 'form',
      draft,
      form,
      mayUpdate: mayUpdate(draft),
      lookalike:
        form.target === 'new' && !this.draft.isRedirected
          ? this._lookalike
          : null,
      problems: this._attempts > 0 ? this.draft.problems : {},
      attempts: this._attempts,
      begin: this._begin,
      version,
      restored,
      cancelled,
      covers: this._covers.state,
      offer: this._offer,
      oftenTags: this._oftenTags,
      unfolded: this._unfolded,
      filesTrouble: this._filesTrouble
    };
  }

  /** Where the keyboard begins when the form comes back. */
  set begin(begin: Beginning) {
    this._begin = begin;
  }

  /** Fold a part, or unfold it. */
  toggle(section: Section): void {
    const unfolded = new Set(this._unfolded);
    if (!unfolded.delete(section)) {
      unfolded.add(section);
    }
    this._unfolded = unfolded;
  }

  /** The pictures to choose a cover from, as the draft is now. */
  async loadCovers(): Promise<void> {
    await this._covers.load(this.draft.sketch);
  }

  /** Files that the person adds; names relative to the notebook's folder. */
  async addFiles(names: readonly string[]): Promise<void> {
    this._begin = 'files';
    this._unfold('files');
    this._filesTrouble = null;
    try {
      if (names.length > 0) {
        const { path } = this.draft.draft;
        this.draft.add((await this._client.files(path, names)).files);
      }
    } catch (error) {
      this._filesTrouble = troubleOf(error, this._trans);
    }
    this._onChange();
  }

  /** Whether the library would refuse it; then the form says why, and the keyboard goes there. */
  isRefused(): boolean {
    const { files, ...others } = this.draft.problems;
    const first = Object.keys(others).length > 0 ? 'fields' : files && 'files';
    if (!first) {
      return false;
    }
    this._lead(first);
    return true;
  }

  /** Whether a finding waits for a decision; then the keyboard goes there. */
  isUndecided(): boolean {
    if (this.draft.form.check.undecided.length === 0) {
      return false;
    }
    this._lead('check');
    return true;
  }

  /** Tell nobody off any more. */
  calm(): void {
    this._attempts = 0;
    this._begin = 'fields';
  }

  /** Nobody looks any more. */
  stop(): void {
    this._covers.stop();
  }

  /** How files stand that were added in a dialog before this one. */
  private async _askAdded(): Promise<void> {
    const { addedNames, draft } = this.draft;
    if (addedNames.length === 0) {
      return;
    }
    try {
      const { files } = await this._client.files(draft.path, addedNames);
      this.draft.takeAdded(files);
      this._onChange();
    } catch {
      // They cannot be asked about: they are not listed, and do not travel.
    }
  }

  /** Whom the report names that would be updated: its card does not say. */
  async askPeople(): Promise<void> {
    const { report } = this.draft.draft;
    if (report?.audience !== 'people' || !report.may_update) {
      return;
    }
    try {
      this.draft.takePeople(await this._client.report(report.id));
      this._onChange();
    } catch {
      // They stay who they are, and are not shown.
    }
  }
  private _lead(begin: Beginning): void {
    this._attempts += 1;
    this._begin = begin;
    if (begin === 'check' || begin === 'files') {
      this._unfold(begin);
    }
  }

  private _unfold(section: Section): void {
    this._unfolded = new Set([...this._unfolded, section]);
  }

  private _attempts = 0;
  private _begin: Beginning = 'fields';
  private _client: ILibraryClient;
  private _covers: CoverPictures;
  private _filesTrouble: ITrouble | null = null;
  private _lookalike: Related | null = null;
  private _offer: IOffer;
  private _oftenTags: readonly string[];
  private _onChange: () => void;
  private _trans: TranslationBundle;
  private _unfolded: ReadonlySet<Section> = new Set();
}
