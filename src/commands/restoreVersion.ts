/**
 * Make an old version the newest, as a new version: nothing is lost.
 */
import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { historyIcon } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';

import type { ILibraryClient } from '../tokens';
import type { AtDesk } from './desk';
import { describing, type ITargets, offeredOnOwn, ownTargetOf } from './target';
import { SHORT, tried } from './tried';

export function restoreVersionCommand(
  client: Pick<ILibraryClient, 'report'>,
  atDesk: AtDesk<'restore'>,
  targets: ITargets,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
  return {
    label: trans.__('Restore Old Version of Report…'),
    caption: trans.__('Make an old version the newest; nothing is lost'),
    icon: historyIcon,
    ...offeredOnOwn(targets),
    describedBy: describing({
      version: {
        type: 'number',
        description: 'The number of the version; asked for where it is missing'
      }
    }),
    execute: async args => {
      const id = ownTargetOf(args, targets);
      if (id === null) {
        return null;
      }
      const version = typeof args.version === 'number' ? args.version : null;
      const restored = await tried(
        async () => (await atDesk()).restore(await client.report(id), version),
        trans
      );
      if (restored) {
        Notification.success(
          trans.__('It is the newest again, as version %1.', restored.version),
          { autoClose: SHORT }
        );
      }
      return restored;
    }
  };
}
