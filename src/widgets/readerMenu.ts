/**
 * All that can be done with the report of a tab, by whoever sits there.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { MenuSvg } from '@jupyterlab/ui-components';
import { CommandRegistry } from '@lumino/commands';

import type { IReading } from '../model/reader';

export interface IReaderMenuActs {
  readonly archive: () => void;
  readonly download: () => void;
  readonly edit: () => void;
  readonly erase: () => void;
  /** Whether the page is shown without its scripts. */
  readonly isStill: boolean;
  readonly keepStill: (isStill: boolean) => void;
  readonly replace: () => void;
  /** Make that version the newest; null asks which. */
  readonly restore: (version: number | null) => void;
  /** List the version's files and environment; null where it has none. */
  readonly showContents: (() => void) | null;
  readonly star: (isStarred: boolean) => void;
  readonly undoWithdrawal: () => void;
  readonly withdraw: () => void;
}

interface IEntry {
  readonly label: string;
  readonly caption?: string;
  readonly run: () => void;
}

export class ReaderMenu extends MenuSvg {
  constructor(
    reading: IReading,
    acts: IReaderMenuActs,
    trans: TranslationBundle
  ) {
    super({ commands: new CommandRegistry() });
    this.addClass('hp-ReaderMenu');
    const groups = reading.report.may_update
      ? [
          aboutReport(reading, acts, trans),
          ofVersion(reading, acts, trans),
          takingBack(reading, acts, trans)
        ]
      : [ofVersion(reading, acts, trans)];
    groups
      .filter(group => group.length > 0)
      .forEach((group, index) => this._addGroup(group, index));
  }

  private _addGroup(entries: readonly IEntry[], group: number): void {
    if (group > 0) {
      this.addItem({ type: 'separator' });
    }
    entries.forEach(({ label, caption = '', run }, index) => {
      const command = `${group}-${index}`;
      this.commands.addCommand(command, {
        label,
        caption,
        describedBy: { args: { type: 'object', properties: {} } },
        execute: run
      });
      this.addItem({ command });
    });
  }
}

/** What is said about the report, without a new version. */
function aboutReport(
  { report }: IReading,
  acts: IReaderMenuActs,
  trans: TranslationBundle
): IEntry[] {
  return [
    { label: trans.__('Edit details…'), run: acts.edit },
    {
      label: report.archived ? trans.__('Bring back') : trans.__('Archive'),
      caption: report.archived
        ? trans.__('Say that the report is not old after all')
        : trans.__('Keep the report, and say that it is old'),
      run: acts.archive
    },
    { label: trans.__('Replaced by…'), run: acts.replace }
  ];
}

/** What anybody may take. */
function ofVersion(
  { report, version }: IReading,
  acts: IReaderMenuActs,
  trans: TranslationBundle
): IEntry[] {
  const entries: IEntry[] = [
    {
      label: report.starred ? trans.__('Take star away') : trans.__('Star'),
      run: () => acts.star(!report.starred)
    }
  ];
  if (version.erased !== null) {
    return entries;
  }
  if (acts.showContents) {
    entries.push({
      label: trans.__('Files and environment…'),
      run: acts.showContents
    });
  }
  entries.push({
    label: trans.__('Download'),
    caption: trans.__('All of this version in one file'),
    run: acts.download
  });
  entries.push({
    label: acts.isStill
      ? trans.__('Read with scripts')
      : trans.__('Read without scripts'),
    caption: acts.isStill
      ? trans.__('Show the report as its author made it')
      : trans.__('Show the report where nothing of its author’s runs'),
    run: () => acts.keepStill(!acts.isStill)
  });
  return entries;
}

/** What makes something old new again, or something new gone. */
function takingBack(
  { report, version }: IReading,
  acts: IReaderMenuActs,
  trans: TranslationBundle
): IEntry[] {
  const { number } = version;
  const isThere = version.erased === null;
  const entries: IEntry[] = [];
  if (isThere && number < report.version) {
    entries.push({
      label: trans.__('Restore version %1…', number),
      run: () => acts.restore(number)
    });
  } else if (report.version > 1) {
    entries.push({
      label: trans.__('Restore an old version…'),
      run: () => acts.restore(null)
    });
  }
  if (isThere) {
    entries.push({
      label: trans.__('Erase version %1…', number),
      run: acts.erase
    });
  }
  entries.push(
    report.withdrawn === null
      ? { label: trans.__('Withdraw…'), run: acts.withdraw }
      : { label: trans.__('Undo the withdrawal'), run: acts.undoWithdrawal }
  );
  return entries;
}
