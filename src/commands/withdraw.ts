/**
 * Hide a report from everyone else, with 30 days to think better of it.
 */
import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { ReportDetail } from '../api/types';
import { dayOf } from '../model/ago';
import type { ILibraryClient } from '../tokens';
import type { AtDesk } from './desk';
import { describing, type ITargets, offeredOnOwn, ownTargetOf } from './target';
import { LINGER, SHORT, tried } from './tried';

export function withdrawCommand(
  client: Pick<ILibraryClient, 'report' | 'edit'>,
  atDesk: AtDesk<'withdraw'>,
  targets: ITargets,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
  const undo = async (id: string): Promise<ReportDetail | null> => {
    const report = await tried(
      () => client.edit(id, { withdrawn: false }),
      trans
    );
    if (report) {
      Notification.success(
        trans.__('“%1” is back where it was.', report.title),
        { autoClose: SHORT }
      );
    }
    return report;
  };
  return {
    label: args =>
      args.isMenu ? trans.__('Withdraw…') : trans.__('Withdraw Report…'),
    caption: trans.__('Hide the report; it can be brought back for 30 days'),
    ...offeredOnOwn(targets),
    describedBy: describing({
      undo: {
        type: 'boolean',
        description: 'Whether to take a withdrawal back'
      }
    }),
    execute: async args => {
      const id = ownTargetOf(args, targets);
      if (id === null) {
        return null;
      }
      if (args.undo) {
        return undo(id);
      }
      const report = await tried(
        async () => (await atDesk()).withdraw(await client.report(id)),
        trans
      );
      if (report) {
        Notification.success(sentence(report, trans), {
          autoClose: LINGER,
          actions: [{ label: trans.__('Undo'), callback: () => void undo(id) }]
        });
      }
      return report;
    }
  };
}

function sentence(
  { title, removed_on }: ReportDetail,
  trans: TranslationBundle
): string {
  return removed_on === null
    ? trans.__('“%1” is withdrawn.', title)
    : trans.__(
        '“%1” is withdrawn. It will be removed on %2.',
        title,
        dayOf(new Date(removed_on), new Date())
      );
}
