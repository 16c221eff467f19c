/**
 * Make an old version the newest, as a new version: nothing is lost.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { AtDesk } from './curatingDesk';
import { describing, type ITargets, offeredOnOwn, ownTargetOf } from './target';

export function restoreVersionCommand(
  atDesk: AtDesk<'restore'>,
  targets: ITargets,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
  return {
    label: trans.__('Restore Old Version of Report…'),
    caption: trans.__('Make an old version the newest; nothing is lost'),
    ...offeredOnOwn(targets),
    describedBy: describing({
      version: {
        type: 'number',
        description: 'The number of the version; asked for where it is missing'
      }
    }),
    execute: async args => {
      const id = ownTargetOf(args, targets);
      const version = typeof args.version === 'number' ? args.version : null;
      return id && (await atDesk()).restore(id, version);
    }
  };
}
