/**
 * Where commands have something done to a report: what came of it is told, and taken back from there.
 */
import { Notification } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Copied, Published, ReportDetail } from '../api/types';
import { dayOf } from '../model/ago';
import type { ILibraryClient } from '../tokens';
import { LINGER, SHORT, tried } from './tried';

/** The dialogs that ask first; each resolves with what was done, or null. */
export interface ICuratingDialogs {
  edit(report: ReportDetail): Promise<ReportDetail | null>;
  /** Without a number, ask which. */
  restore(
    report: ReportDetail,
    version: number | null
  ): Promise<Published | null>;
  erase(report: ReportDetail, version: number): Promise<ReportDetail | null>;
  withdraw(report: ReportDetail): Promise<ReportDetail | null>;
  replace(report: ReportDetail): Promise<ReportDetail | null>;
}

export interface ICuratingDeskOptions {
  readonly client: Pick<ILibraryClient, 'copy' | 'edit' | 'report'>;
  readonly dialogs: ICuratingDialogs;
  /** The folder that the file browser shows, as the server knows it. */
  readonly folder: () => string;
  readonly openNotebook: (path: string) => void;
  readonly openFolder: (path: string) => void;
  readonly trans: TranslationBundle;
}

/** The desk is loaded when it is first wanted. */
export type AtDesk<K extends keyof CuratingDesk> = () => Promise<
  Pick<CuratingDesk, K>
>;

/** Each deed resolves with what came of it, or null where there is nothing. */
export class CuratingDesk {
  constructor(private _options: ICuratingDeskOptions) {}

  /** Copy a version, its files in their places, into the user's own folder, and open it. */
  async copy(id: string, version: number | null): Promise<Copied | null> {
    const { client, folder, openNotebook } = this._options;
    // A second press, while the first copy is on its way, is no wish for two.
    if (this._copying.has(id)) {
      return null;
    }
    this._copying.add(id);
    const copied = await this._tried(() =>
      client.copy(id, folder(), version ?? undefined)
    );
    this._copying.delete(id);
    if (copied) {
      openNotebook(copied.notebook);
      this._tellCopied(copied);
    }
    return copied;
  }

  edit(id: string): Promise<ReportDetail | null> {
    return this._asked(id, report => this._options.dialogs.edit(report));
  }

  replace(id: string): Promise<ReportDetail | null> {
    return this._asked(id, report => this._options.dialogs.replace(report));
  }

  async restore(id: string, version: number | null): Promise<Published | null> {
    const { dialogs, trans } = this._options;
    const restored = await this._asked(id, report =>
      dialogs.restore(report, version)
    );
    if (restored) {
      this._say(
        trans.__('It is the newest again, as version %1.', restored.version)
      );
    }
    return restored;
  }

  async erase(id: string, version: number): Promise<ReportDetail | null> {
    const { dialogs, trans } = this._options;
    const left = await this._asked(id, report =>
      dialogs.erase(report, version)
    );
    if (left) {
      this._say(trans.__('Version %1 is erased.', version));
    }
    return left;
  }

  async withdraw(id: string): Promise<ReportDetail | null> {
    const { dialogs, trans } = this._options;
    const report = await this._asked(id, one => dialogs.withdraw(one));
    if (report) {
      const { title, removed_on: end } = report;
      this._say(
        end === null
          ? trans.__('“%1” is withdrawn.', title)
          : trans.__(
              '“%1” is withdrawn. It will be removed on %2.',
              title,
              dayOf(new Date(end), new Date())
            ),
        () => void this.undoWithdrawal(id)
      );
    }
    return report;
  }

  async undoWithdrawal(id: string): Promise<ReportDetail | null> {
    const { client, trans } = this._options;
    const report = await this._tried(() =>
      client.edit(id, { withdrawn: false })
    );
    if (report) {
      this._say(trans.__('“%1” is back where it was.', report.title));
    }
    return report;
  }

  async archive(id: string): Promise<ReportDetail | null> {
    const report = await this._tried(() => this._options.client.report(id));
    return report && this._turn(id, !report.archived);
  }

  bringBack(id: string): Promise<ReportDetail | null> {
    return this._turn(id, false);
  }

  private async _turn(
    id: string,
    archived: boolean
  ): Promise<ReportDetail | null> {
    const { client, trans } = this._options;
    const report = await this._tried(() => client.edit(id, { archived }));
    if (report?.archived) {
      this._say(
        trans.__(
          '“%1” is archived: it is kept, and marked as old.',
          report.title
        ),
        () => void this.bringBack(id)
      );
    } else if (report) {
      this._say(trans.__('“%1” is no longer archived.', report.title));
    }
    return report;
  }

  private _tellCopied({ folder, files }: Copied): void {
    const { openFolder, trans } = this._options;
    const name = PathExt.basename(folder);
    const message =
      files === 0
        ? trans.__('The notebook is in your folder “%1”.', name)
        : trans._n(
            'The notebook and %1 file are in your folder “%2”.',
            'The notebook and %1 files are in your folder “%2”.',
            files,
            name
          );
    Notification.success(message, {
      autoClose: LINGER,
      actions: [
        { label: trans.__('Open folder'), callback: () => openFolder(folder) }
      ]
    });
  }

  private _say(message: string, undo?: () => void): void {
    const { trans } = this._options;
    Notification.success(message, {
      autoClose: undo ? LINGER : SHORT,
      actions: undo ? [{ label: trans.__('Undo'), callback: undo }] : []
    });
  }

  /** Ask about the report as it is now. */
  private _asked<T>(
    id: string,
    ask: (report: ReportDetail) => Promise<T | null>
  ): Promise<T | null> {
    return this._tried(async () => ask(await this._options.client.report(id)));
  }

  private _tried<T>(deed: () => Promise<T>): Promise<T | null> {
    return tried(deed, this._options.trans);
  }

  private _copying = new Set<string>();
}
