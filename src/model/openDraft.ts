/**
 * A notebook's draft while its dialog is open: what the server proposes, with what the person has changed.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type {
  Draft,
  DraftChoice,
  FileOffer,
  Limits,
  ReportDetail,
  ReportSummary
} from '../api/types';
import { type Decisions, type IDecision, maskingOf, stillOf } from './checking';
import type { KeptDrafts } from './drafts';
import {
  aimed,
  choiceOf,
  formOf,
  type IEdits,
  type IForm,
  nextVersion,
  type Problems,
  problemsOf
} from './form';
import type { IOffer } from './sharing';
import { withoutTag, withTags } from './tagging';

export interface IOpenDraftOptions {
  draft: Draft;
  /** Where the changes are kept. */
  drafts: KeptDrafts;
  /** Null where the server has told none. */
  limits: Limits | null;
  /** Who a report can be for. */
  offer: IOffer;
  trans: TranslationBundle;
}

export class OpenDraft {
  constructor(options: IOpenDraftOptions) {
    const { draft, drafts, limits, offer, trans } = options;
    this._draft = draft;
    this._drafts = drafts;
    this._limits = limits;
    this._offer = offer;
    this._trans = trans;
    this._edits = drafts.of(draft.path);
    this._forgetDecisions();
    this._restored = Object.keys(this._edits).length > 0;
  }

  /** What the server proposes, for the report that is to be updated. */
  get draft(): Draft {
    return aimed(this._draft, this._edits);
  }

  get form(): IForm {
    const { draft } = this;
    return formOf(draft, this._edits, {
      added: this._added,
      limits: this._limits,
      offer: this._offer,
      people: this._people.get(draft.report?.id ?? '') ?? null
    });
  }

  get problems(): Problems {
    return problemsOf(this.form, this._limits, this._trans);
  }

  /** What is sent. */
  get choice(): DraftChoice {
    return choiceOf(this.draft, this._edits, this.form, this._offer);
  }

  /** The same for pictures only: a title that would be refused gives way to the notebook's name. */
  get sketch(): DraftChoice {
    const { choice, problems } = this;
    const [name] = this._draft.path.split('/').slice(-1);
    return problems.title ? { ...choice, title: name } : choice;
  }

  /** The number that the version will have. */
  get version(): number {
    return nextVersion(this.draft, this.form);
  }

  /** Whether it shows what was changed in a dialog before this one. */
  get restored(): boolean {
    return this._restored;
  }

  /** The files that were added in a dialog before this one: how they stand has to be asked. */
  get addedNames(): readonly string[] {
    return this._edits.added ?? [];
  }

  /** Take up what the person has changed, and keep it. */
  edit(edits: IEdits): void {
    this._edits = { ...this._edits, ...edits };
    this._drafts.keep(this._draft.path, this._edits);
  }

  /** Whether another report than the notebook's own was chosen, to be updated or not after all. */
  get isRedirected(): boolean {
    return this._edits.instead !== undefined;
  }

  /** Make it a version of that report. */
  updateInstead(instead: ReportSummary): void {
    this.edit({ instead, target: 'update' });
  }

  /** The tags of a typed text come behind those that are there. */
  addTags(text: string): void {
    const { tags } = this.form;
    const more = withTags(tags, text);
    if (more.length > tags.length) {
      this.edit({ tags: more });
    }
  }

  /** Whom a report names that may be updated. */
  takePeople({ id, people }: ReportDetail): void {
    this._people.set(id, people);
  }

  removeTag(tag: string): void {
    this.edit({ tags: withoutTag(this.form.tags, tag) });
  }

  /** Null takes a decision back, the one of the version before too. */
  decide(finding: string, decision: IDecision | null): void {
    this._decide({ [finding]: decision });
  }

  /** Mask whatever still stops the publication. */
  maskAll(): void {
    this._decide(maskingOf(this.form.check));
  }

  tickFile(name: string, isTicked: boolean): void {
    this.edit({ ticks: { ...this._edits.ticks, [name]: isTicked } });
  }

  tickEnvironment(name: string, isTicked: boolean): void {
    const { environment } = this._edits;
    this.edit({ environment: { ...environment, [name]: isTicked } });
  }

  /** Files that the person has added; what is there already is ticked. */
  add(offers: readonly FileOffer[]): void {
    this.takeAdded(offers);
    const names = offers.map(({ name }) => name);
    const ticked = names.map(name => [name, true] as const);
    this.edit({
      added: [...new Set([...this.addedNames, ...names])],
      ticks: { ...this._edits.ticks, ...Object.fromEntries(ticked) }
    });
  }

  /** How files stand that were added before. */
  takeAdded(offers: readonly FileOffer[]): void {
    const names = new Set(offers.map(({ name }) => name));
    const others = this._added.filter(({ name }) => !names.has(name));
    this._added = [...others, ...offers];
  }

  /** The server has looked at the notebook again. */
  renew(draft: Draft): void {
    const { instead } = this._edits;
    if (instead && draft.report?.id === instead.id) {
      this.edit({ instead: draft.report });
    }
    this._draft = draft;
    this._forgetDecisions();
  }

  /** Let go of what was changed, and show what the notebook says. */
  startOver(): void {
    this._drafts.forget(this._draft.path);
    this._edits = {};
    this._added = [];
    this._restored = false;
  }

  private _decide(decisions: Decisions): void {
    this.edit({ decisions: { ...this._edits.decisions, ...decisions } });
  }

  private _forgetDecisions(): void {
    const { decisions, ...others } = this._edits;
    const still = stillOf(this._draft.check, decisions ?? {});
    this._edits =
      Object.keys(still).length > 0 ? { ...others, decisions: still } : others;
  }

  private _added: readonly FileOffer[] = [];
  private _draft: Draft;
  private _drafts: KeptDrafts;
  private _edits: IEdits;
  private _limits: Limits | null;
  private _offer: IOffer;
  private _people = new Map<string, readonly string[]>();
  private _restored: boolean;
  private _trans: TranslationBundle;
}
