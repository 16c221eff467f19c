/**
 * Another picture for a report: one of its published figures, or one of the person's own.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { ReportDetail } from '../api/types';
import type { ILibraryClient } from '../tokens';
import { figuresIn, type IFigure } from './figures';
import { troubleOf } from './trouble';

/** The figures to choose from, once somebody has asked for them. */
export type FiguresState =
  | { readonly kind: 'unasked' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'found'; readonly figures: readonly IFigure[] };

export interface ICoveringOptions {
  readonly client: Pick<ILibraryClient, 'notebook'>;
  readonly report: ReportDetail;
  /** Draw a picture as small as a cover is; rejects where it is none. */
  readonly draw: (picture: string | Blob) => Promise<Blob>;
  /** The cover that was chosen; null keeps the one that is there. */
  readonly onCover: (cover: Blob | null) => void;
  /** There is another state to show. */
  readonly onChange: () => void;
  readonly trans: TranslationBundle;
}

export class Covering {
  constructor(private _options: ICoveringOptions) {}

  get figures(): FiguresState {
    return this._figures;
  }

  /** The address of the figure that was taken, or null. */
  get taken(): string | null {
    return this._taken;
  }

  /** Why a picture could not be had, in a sentence. */
  get trouble(): string | null {
    return this._trouble;
  }

  /** Look for the figures in the newest version. */
  async list(): Promise<void> {
    const { client, report } = this._options;
    this._figures = { kind: 'asking' };
    await this._try(async () => {
      const notebook = await client.notebook(report.id, report.version);
      this._figures = { kind: 'found', figures: figuresIn(notebook) };
    });
    if (this._trouble !== null) {
      this._figures = { kind: 'unasked' };
      this._options.onChange();
    }
  }

  /** Take one of the figures, or a file of the person's own. */
  async take(picture: string | Blob): Promise<void> {
    await this._try(async () => {
      const cover = await this._options.draw(picture);
      this._taken = typeof picture === 'string' ? picture : null;
      this._options.onCover(cover);
    });
  }

  /** Keep the picture that is there. */
  keep(): void {
    this._taken = null;
    this._trouble = null;
    this._options.onCover(null);
    this._options.onChange();
  }

  private async _try(deed: () => Promise<void>): Promise<void> {
    const { onChange, trans } = this._options;
    this._trouble = null;
    onChange();
    try {
      await deed();
    } catch (error) {
      this._trouble = troubleOf(error, trans).message;
    }
    onChange();
  }

  private _figures: FiguresState = { kind: 'unasked' };
  private _taken: string | null = null;
  private _trouble: string | null = null;
}
