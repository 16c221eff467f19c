/**
 * Which report takes the place of another: found by words, or by its pasted link.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { ReportDetail, ReportSummary } from '../api/types';
import type { ILibraryClient } from '../tokens';
import { Refusal } from '../tokens';
import { Deed } from './deed';
import { reportIn } from './link';
import { troubleOf } from './trouble';

/** What there is to choose from. */
export type Choices =
  | { readonly kind: 'asking' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'found'; readonly reports: readonly ReportSummary[] };

export interface IReplacingOptions {
  readonly client: Pick<ILibraryClient, 'edit' | 'report' | 'search'>;
  readonly report: ReportDetail;
  readonly trans: TranslationBundle;
}

const MOST = 8; // reports in the list: more is for better words
export const TYPING = 150; // milliseconds without a key before the server is asked

export class Replacing extends Deed<ReportDetail> {
  constructor(private _options: IReplacingOptions) {
    super(
      () =>
        _options.client.edit(_options.report.id, {
          replaced_by: this._chosen?.id ?? null
        }),
      _options.trans
    );
    this._chosen = _options.report.replaced_by;
  }

  /** What was typed or pasted. */
  get words(): string {
    return this._words;
  }

  get choices(): Choices {
    return this._choices;
  }

  /** The report that is to take the place, or null for none. */
  get chosen(): ReportSummary | null {
    return this._chosen;
  }

  /** Whether another is chosen than the one that is said already. */
  get isReady(): boolean {
    return this._chosen?.id !== this._options.report.replaced_by?.id;
  }

  choose(report: ReportSummary | null): void {
    this._chosen = report;
    this._words = '';
    this.emit();
  }

  /** Look for what is typed, as soon as nothing more is. */
  type(words: string): void {
    this._words = words;
    clearTimeout(this._typing);
    this._typing = setTimeout(() => void this.find(), TYPING);
    this.emit();
  }

  /** Look for what was typed; without words, for what is newest. */
  async find(): Promise<void> {
    const ticket = ++this._ticket;
    let choices: Choices;
    try {
      choices = { kind: 'found', reports: await this._found() };
    } catch (error) {
      const { message } = troubleOf(error, this.trans);
      choices = { kind: 'failed', message };
    }
    if (ticket === this._ticket) {
      this._choices = choices;
      this.emit();
    }
  }

  dispose(): void {
    clearTimeout(this._typing);
    this._ticket++;
    super.dispose();
  }

  private async _found(): Promise<readonly ReportSummary[]> {
    const { client, report } = this._options;
    const words = this._words.trim();
    const linked = reportIn(words);
    if (linked === report.id) {
      throw new Refusal(
        'itself',
        this.trans.__('This is the link of the report itself.'),
        ''
      );
    }
    if (linked) {
      return [await client.report(linked)];
    }
    const { hits } = await client.search({ words, limit: MOST + 1 });
    return hits.filter(({ id }) => id !== report.id).slice(0, MOST);
  }

  private _words = '';
  private _choices: Choices = { kind: 'asking' };
  private _chosen: ReportSummary | null;
  private _typing: ReturnType<typeof setTimeout> | undefined;
  private _ticket = 0;
}
