/**
 * What is said about a report, while it is being changed: only what is another is sent.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Limits, ReportDetail, ReportEdits } from '../api/types';
import type { ILibraryClient } from '../tokens';
import { Deed } from './deed';
import type { IOffer, ISharing } from './sharing';
import { withoutTag, withTags } from './tagging';

/** What a person can change. */
export interface IDetails extends ISharing {
  readonly people: readonly string[];
  readonly title: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly authors: readonly string[];
}

/** One sentence for each field that would be refused. */
export type DetailProblems = Partial<Record<keyof IDetails, string>>;

export interface IEditingOptions {
  readonly client: Pick<ILibraryClient, 'edit' | 'setCover'>;
  readonly report: ReportDetail;
  /** Null where the server does not say them. */
  readonly limits: Limits | null;
  /** Who a report can be for. */
  readonly offer: IOffer;
  readonly trans: TranslationBundle;
}

export class Editing extends Deed<ReportDetail> {
  constructor(options: IEditingOptions) {
    super(() => this._save(), options.trans);
    this._options = options;
    this._report = options.report;
    this._details = detailsOf(options.report);
  }

  get offer(): IOffer {
    return this._options.offer;
  }

  get report(): ReportDetail {
    return this._report;
  }

  get details(): IDetails {
    return this._details;
  }

  /** Told only after a first attempt, so that nobody is told off while typing. */
  get problems(): DetailProblems {
    return this._attempts > 0 ? this._problems() : {};
  }

  /** How often the person has asked for what would be refused. */
  get attempts(): number {
    return this._attempts;
  }

  /** Another picture for the report, or null where it keeps the one it has. */
  get cover(): Blob | null {
    return this._cover;
  }

  change(details: Partial<IDetails>): void {
    this._details = { ...this._details, ...details };
    this.emit();
  }

  addTags(text: string): void {
    this.change({ tags: withTags(this._details.tags, text) });
  }

  removeTag(tag: string): void {
    this.change({ tags: withoutTag(this._details.tags, tag) });
  }

  addAuthors(text: string): void {
    const names = namesIn(text);
    this.change({
      authors: [...new Set([...this._details.authors, ...names])]
    });
  }

  removeAuthor(name: string): void {
    const authors = this._details.authors.filter(one => one !== name);
    this.change({ authors });
  }

  setCover(cover: Blob | null): void {
    this._cover = cover;
    this.emit();
  }

  /** Save, unless the library would refuse it. */
  async do(): Promise<void> {
    if (Object.keys(this._problems()).length > 0) {
      this._attempts += 1;
      this.emit();
      return;
    }
    this._attempts = 0;
    await super.do();
  }

  /** What has been saved is not sent again, should the rest have to be tried once more. */
  private async _save(): Promise<ReportDetail> {
    const { client } = this._options;
    // The picture first: whoever hands the report over may not change it any more.
    if (this._cover) {
      this._report = await client.setCover(this._report.id, this._cover);
      this._cover = null;
    }
    const edits = editsOf(this._report, this._details);
    if (Object.keys(edits).length > 0) {
      this._report = await client.edit(this._report.id, edits);
    }
    return this._report;
  }

  private _problems(): DetailProblems {
    return problemsOf(this._details, this._options.limits, this.trans);
  }

  private _options: IEditingOptions;
  private _report: ReportDetail;
  private _details: IDetails;
  private _cover: Blob | null = null;
  private _attempts = 0;
}

function detailsOf(report: ReportDetail): IDetails {
  const { title, summary, tags, authors, audience, people, owner } = report;
  return { title, summary, tags, authors, audience, people, owner };
}

/** The names of a typed or pasted text, which commas, semicolons and line breaks separate. */
export function namesIn(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map(oneLine)
    .filter(name => name !== '');
}

/** What is another than before. */
export function editsOf(report: ReportDetail, details: IDetails): ReportEdits {
  const title = oneLine(details.title);
  const summary = details.summary.trim();
  return {
    ...(title !== report.title && { title }),
    ...(summary !== report.summary && { summary }),
    ...(!isSame(details.tags, report.tags) && { tags: [...details.tags] }),
    ...(!isSame(details.authors, report.authors) && {
      authors: [...details.authors]
    }),
    ...(details.audience !== report.audience && {
      audience: details.audience
    }),
    ...(!isSame(details.people, report.people) && {
      people: [...details.people]
    }),
    ...(details.owner !== report.owner && { owner: details.owner })
  };
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return (
    some.length === others.length &&
    some.every((one, index) => one === others[index])
  );
}

function oneLine(text: string): string {
  return text.split(/\s+/).join(' ').trim();
}

function problemsOf(
  details: IDetails,
  limits: Limits | null,
  trans: TranslationBundle
): DetailProblems {
  const problems: DetailProblems = {};
  const title = [...oneLine(details.title)].length;
  const summary = [...details.summary.trim()].length;
  if (title === 0) {
    problems.title = trans.__('A report needs a title.');
  } else if (limits && title > limits.title_length) {
    problems.title = trans.__(
      'The title has %1 characters; %2 is the most.',
      title,
      limits.title_length
    );
  }
  if (limits && summary > limits.summary_length) {
    problems.summary = trans.__(
      'The summary has %1 characters; %2 is the most.',
      summary,
      limits.summary_length
    );
  }
  if (limits && details.tags.length > limits.tags) {
    problems.tags = trans.__(
      'These are %1 tags; %2 is the most.',
      details.tags.length,
      limits.tags
    );
  }
  if (details.authors.length === 0) {
    problems.authors = trans.__('A report needs an author.');
  }
  if (details.audience === 'people' && details.people.length === 0) {
    problems.people = trans.__('Name the people or groups who may see it.');
  }
  if (!details.owner) {
    problems.owner = trans.__('Name the person who gets it.');
  }
  return problems;
}
