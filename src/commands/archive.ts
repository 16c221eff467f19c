/**
 * Keep a report and say that it is old, or take that back.
 */
import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { ReportDetail } from '../api/types';
import type { ILibraryClient } from '../tokens';
import { describing, type ITargets, offeredOnOwn, ownTargetOf } from './target';
import { LINGER, SHORT, tried } from './tried';

export function archiveCommand(
  client: Pick<ILibraryClient, 'report' | 'edit'>,
  targets: ITargets,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
  const turn = async (
    id: string,
    archived: boolean | null
  ): Promise<ReportDetail | null> =>
    tried(async () => {
      const wanted = archived ?? !(await client.report(id)).archived;
      const report = await client.edit(id, { archived: wanted });
      tell(report, () => void turn(id, false), trans);
      return report;
    }, trans);
  return {
    label: args => {
      if (!args.isMenu) {
        return trans.__('Archive Report, or Bring It Back');
      }
      return args.undo ? trans.__('Bring Back') : trans.__('Archive');
    },
    caption: trans.__('Keep the report, and say that it is old'),
    ...offeredOnOwn(targets),
    describedBy: describing({
      undo: {
        type: 'boolean',
        description: 'Whether to bring an archived report back'
      }
    }),
    execute: async args => {
      const id = ownTargetOf(args, targets);
      return id === null ? null : turn(id, args.undo ? false : null);
    }
  };
}

function tell(
  { title, archived }: ReportDetail,
  onUndo: () => void,
  trans: TranslationBundle
): void {
  if (archived) {
    Notification.success(
      trans.__('“%1” is archived: it is kept, and marked as old.', title),
      {
        autoClose: LINGER,
        actions: [{ label: trans.__('Undo'), callback: onUndo }]
      }
    );
  } else {
    Notification.success(trans.__('“%1” is no longer archived.', title), {
      autoClose: SHORT
    });
  }
}
