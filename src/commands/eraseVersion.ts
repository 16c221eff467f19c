/**
 * Remove a version's bytes for good: what one does about a secret that was published.
 */
import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { deleteIcon } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';

import type { ILibraryClient } from '../tokens';
import type { AtDesk } from './desk';
import {
  describing,
  type ITargets,
  offeredOnOwn,
  ownTargetOf,
  versionOf
} from './target';
import { SHORT, tried } from './tried';

export function eraseVersionCommand(
  client: Pick<ILibraryClient, 'report'>,
  atDesk: AtDesk<'erase'>,
  targets: ITargets,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
  return {
    label: trans.__('Erase Version of Report…'),
    caption: trans.__('Remove what the version holds, for good'),
    icon: deleteIcon,
    ...offeredOnOwn(targets),
    describedBy: describing({
      version: {
        type: 'number',
        description:
          'The number of the version; the one in the tab where it is missing'
      }
    }),
    execute: async args => {
      const id = ownTargetOf(args, targets);
      const version = versionOf(args, targets);
      if (id === null || version === null) {
        return null;
      }
      const report = await tried(
        async () => (await atDesk()).erase(await client.report(id), version),
        trans
      );
      if (report) {
        Notification.success(trans.__('Version %1 is erased.', version), {
          autoClose: SHORT
        });
      }
      return report;
    }
  };
}
