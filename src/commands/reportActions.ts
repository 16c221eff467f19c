/**
 * What is done with a report that was published from here, whether or not JupyterLab has tabs for reports.
 */
import { Clipboard } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import { linkOf } from '../model/link';
import { CommandIds } from '../tokens';
import { sayBriefly } from './briefly';

/** A report, as far as its link goes. */
type Linked = { id: string; url: string | null };

export interface IReportActions {
  copy: (text: string) => void;
  copyLink: (report: Linked) => void;
  linkOf: (report: Linked) => string;
  open: (id: string) => void;
}

export function reportActions(
  commands: CommandRegistry,
  base: string,
  trans: TranslationBundle
): IReportActions {
  return {
    copy: text => Clipboard.copyToSystem(text),
    copyLink: report => {
      Clipboard.copyToSystem(linkOf(base, report));
      sayBriefly(trans.__('Link copied'));
    },
    linkOf: report => linkOf(base, report),
    open: id => {
      if (commands.hasCommand(CommandIds.openReport)) {
        void commands.execute(CommandIds.openReport, { id });
      } else {
        window.open(`${base}r/${encodeURIComponent(id)}`, '_blank', 'noopener');
      }
    }
  };
}
