/**
 * What an author decides in the dialog, and what of it the library would refuse.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Draft, DraftChoice, Limits } from '../api/types';

/** Where a publication goes: a version of the report that the notebook remembers, or a report of its own. */
export type Target = 'update' | 'new';

export interface IForm {
  readonly title: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly target: Target;
}

/** What a person has changed; all else follows the notebook. */
export type Edits = Partial<IForm>;

/** One sentence for each field that would be refused. */
export type Problems = Partial<Record<'title' | 'summary' | 'tags', string>>;

/** Whether the remembered report may get a version from this notebook. */
export function mayUpdate(draft: Draft): boolean {
  return (
    draft.report !== null &&
    draft.report.may_update &&
    (draft.relation === 'mine' || draft.relation === 'other_path')
  );
}

/** The form as the dialog shows it: the draft, with what the person has changed. */
export function formOf(draft: Draft, edits: Edits): IForm {
  const form = {
    title: draft.title,
    summary: draft.summary,
    tags: draft.tags,
    target: draft.relation === 'mine' ? ('update' as const) : ('new' as const),
    ...edits
  };
  return mayUpdate(draft) ? form : { ...form, target: 'new' };
}

/** The number that the version will have. */
export function nextVersion(draft: Draft, form: IForm): number {
  return form.target === 'update' && draft.report
    ? draft.report.version + 1
    : 1;
}

/** What is sent; the title is one line. */
export function choiceOf(draft: Draft, form: IForm): DraftChoice {
  return {
    title: oneLine(form.title),
    summary: form.summary.trim(),
    tags: [...form.tags],
    audience: 'everyone',
    report: form.target === 'update' ? (draft.report?.id ?? null) : null,
    follows: null,
    message: '',
    decisions: [],
    files: [],
    environment: null,
    run: draft.run,
    cover: draft.cover
  };
}

/** What the library would refuse; without limits only what is refused everywhere. */
export function problemsOf(
  form: IForm,
  limits: Limits | null,
  trans: TranslationBundle
): Problems {
  const problems: Problems = {};
  const title = [...oneLine(form.title)].length;
  if (title === 0) {
    problems.title = trans.__('A report needs a title.');
  } else if (limits && title > limits.title_length) {
    problems.title = trans.__(
      'The title has %1 characters; %2 is the most.',
      title,
      limits.title_length
    );
  }
  const summary = [...form.summary.trim()].length;
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
  return problems;
}

/** A title as one line: people paste line breaks. */
export function oneLine(text: string): string {
  return text.split(/\s+/).join(' ').trim();
}
