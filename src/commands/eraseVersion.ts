/**
 * Remove a version's bytes for good: what one does about a secret that was published.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { AtDesk } from './curatingDesk';
import {
  describing,
  type ITargets,
  offeredOnOwn,
  ownTargetOf,
  versionOf
} from './target';

export function eraseVersionCommand(
  atDesk: AtDesk<'erase'>,
  targets: ITargets,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
  return {
    label: trans.__('Erase Version of Report…'),
    caption: trans.__('Remove what the version holds, for good'),
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
      return id && version && (await atDesk()).erase(id, version);
    }
  };
}
