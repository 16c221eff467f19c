/**
 * What an author decides in the dialog, and what of it the library would refuse.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type {
  CoverChoice,
  Draft,
  DraftChoice,
  FileOffer,
  Limits,
  ReportSummary
} from '../api/types';
import { checkOf, type Decisions, decisionsOf, type ICheck } from './checking';
import {
  environmentOf,
  filesOf,
  type IEnvironmentRow,
  type IFiles,
  type Ticks,
  withAdded
} from './files';
import { type IOffer, type ISharing, offerOf } from './sharing';

/** Where a publication goes: a version of the report that the notebook remembers, or a report of its own. */
export type Target = 'update' | 'new';

/** What a person types, ticks and chooses, as it stands. */
interface IFields extends ISharing {
  readonly title: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly target: Target;
  /** What has changed since the version before. */
  readonly message: string;
  /** Whether the notebook runs from top to bottom first. */
  readonly run: boolean;
  readonly cover: CoverChoice;
}

export interface IForm extends IFields {
  readonly check: ICheck;
  readonly files: IFiles;
  readonly environment: readonly IEnvironmentRow[];
}

/** What a person has changed; all else follows the notebook. */
export interface IEdits extends Partial<IFields> {
  readonly decisions?: Decisions;
  readonly ticks?: Ticks;
  /** The names of files that were added. */
  readonly added?: readonly string[];
  readonly environment?: Ticks;
  /** The report to be updated, where it is another one than the notebook remembers. */
  readonly instead?: ReportSummary;
}

/** One sentence for each field that would be refused. */
export type Problems = Partial<
  Record<'title' | 'message' | 'summary' | 'tags' | 'people' | 'files', string>
>;

/** Whether the remembered report may get a version from this notebook. */
export function mayUpdate(draft: Draft): boolean {
  return (
    draft.report !== null &&
    draft.report.may_update &&
    (draft.relation === 'mine' || draft.relation === 'other_path')
  );
}

/** The draft with the report that it would be a version of: the notebook's own, or one that was chosen instead. */
export function aimed(draft: Draft, { instead }: IEdits): Draft {
  return instead
    ? { ...draft, report: instead, relation: 'other_path' }
    : draft;
}

/** What the form has from elsewhere than the notebook. */
export interface IKnown {
  /** How the files stand that the person has added. */
  readonly added?: readonly FileOffer[];
  readonly limits?: Limits | null;
  readonly offer?: IOffer;
  /** Whom the report names that is to be updated. */
  readonly people?: readonly string[] | null;
}

/**
 * The form as the dialog shows it: the draft, with what the person has changed.
 *
 * @param known - What is known besides: how the files stand that were added, what the library offers.
 */
export function formOf(draft: Draft, edits: IEdits, known: IKnown = {}): IForm {
  const { decisions = {}, ticks = {}, environment = {} } = edits;
  const { added = [], limits = null } = known;
  const files = filesOf(withAdded(draft.files, added), ticks, limits);
  const names = new Set(files.names);
  const run = edits.run ?? draft.run;
  return {
    title: edits.title ?? draft.title,
    summary: edits.summary ?? draft.summary,
    tags: edits.tags ?? draft.tags,
    target: targetOf(draft, edits),
    ...sharingOf(draft, edits, known),
    message: edits.message ?? '',
    run,
    cover: edits.cover ?? draft.cover,
    check: checkOf(draft.check, decisions, {
      runs: run,
      hasFile: name => names.has(name)
    }),
    files,
    environment: environmentOf(draft.environment, environment)
  };
}

/** The number that the version will have. */
export function nextVersion(draft: Draft, form: IForm): number {
  return form.target === 'update' && draft.report
    ? draft.report.version + 1
    : 1;
}

/** What is sent; the title and what has changed are one line each. */
export function choiceOf(
  draft: Draft,
  edits: IEdits,
  form: IForm,
  offer: IOffer = offerOf(null)
): DraftChoice {
  const report = form.target === 'update' ? draft.report : null;
  const usual = report ? null : offer.usual;
  return {
    title: oneLine(form.title),
    summary: form.summary.trim(),
    tags: [...form.tags],
    // Null leaves it as it is, or to the library.
    audience: isShared(edits) ? form.audience : usual,
    people: form.audience === 'people' ? [...(form.people ?? [])] : [],
    owner: report || form.owner === offer.me ? null : form.owner,
    report: report?.id ?? null,
    follows: report?.version ?? null,
    message: report ? oneLine(form.message) : '',
    decisions: decisionsOf(draft.check, edits.decisions ?? {}),
    files: [...form.files.names],
    environment: edits.environment
      ? form.environment
          .filter(({ isTicked }) => isTicked)
          .map(({ file }) => file.name)
      : null,
    run: form.run,
    cover: form.cover
  };
}

/** What the library would refuse; without limits only what is refused everywhere. */
export function problemsOf(
  form: IForm,
  limits: Limits | null,
  trans: TranslationBundle
): Problems {
  const problems: Problems = {};
  const title = lengthOf(oneLine(form.title));
  if (title === 0) {
    problems.title = trans.__('A report needs a title.');
  } else if (limits && title > limits.title_length) {
    problems.title = trans.__(
      'The title has %1 characters; %2 is the most.',
      title,
      limits.title_length
    );
  }
  const message = lengthOf(oneLine(form.message));
  if (limits && form.target === 'update' && message > limits.message_length) {
    problems.message = trans.__(
      'What changed has %1 characters; %2 is the most.',
      message,
      limits.message_length
    );
  }
  const summary = lengthOf(form.summary.trim());
  if (limits && summary > limits.summary_length) {
    problems.summary = trans.__(
      'The summary has %1 characters; %2 is the most.',
      summary,
      limits.summary_length
    );
  }
  if (limits && form.tags.length > limits.tags) {
    problems.tags = trans.__(
      'These are %1 tags; %2 is the most.',
      form.tags.length,
      limits.tags
    );
  }
  if (form.audience === 'people' && form.people?.length === 0) {
    problems.people = trans.__('Name the people or groups who may see it.');
  }
  const files = filesProblem(form.files, trans);
  return files ? { ...problems, files } : problems;
}

/** A title as one line: people paste line breaks. */
export function oneLine(text: string): string {
  return text.split(/\s+/).join(' ').trim();
}

function targetOf(draft: Draft, edits: IEdits): Target {
  if (!mayUpdate(draft)) {
    return 'new';
  }
  return edits.target ?? (draft.relation === 'mine' ? 'update' : 'new');
}

/** Whether the person has decided who may see it. */
function isShared({ audience, people }: IEdits): boolean {
  return audience !== undefined || people !== undefined;
}

/** An update begins with what the report has, a new report with what the library offers. */
function sharingOf(
  draft: Draft,
  edits: IEdits,
  { offer = offerOf(null), people = null }: IKnown
): ISharing {
  const report = targetOf(draft, edits) === 'update' ? draft.report : null;
  const standing = report?.audience === 'people' ? people : [];
  return {
    audience: edits.audience ?? report?.audience ?? offer.usual ?? 'everyone',
    people: edits.people ?? (report ? standing : offer.people),
    owner: report?.owner ?? edits.owner ?? offer.me
  };
}

function filesProblem(
  { most, names, size }: IFiles,
  trans: TranslationBundle
): string | null {
  if (most && names.length > most.files) {
    return trans.__(
      'These are %1 files; %2 is the most.',
      names.length,
      most.files
    );
  }
  if (most && size > most.size) {
    return trans.__(
      'These files have more than the %1 MB that a version may have: untick some.',
      Math.floor(most.size / 1_000_000)
    );
  }
  return null;
}

/** In characters, as the server counts them. */
function lengthOf(text: string): number {
  return [...text].length;
}
