/**
 * Make a runnable copy of a report, its files in their places, and open it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { AtDesk } from './curatingDesk';
import { describing, type ITargets, targetOf, versionOf } from './target';

export function makeCopyCommand(
  atDesk: AtDesk<'copy'>,
  targets: ITargets,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
  const isOffered: CommandRegistry.CommandFunc<boolean> = args =>
    targetOf(args, targets) !== null;
  return {
    label: args =>
      args.isMenu ? trans.__('Make a Copy') : trans.__('Make a Copy of Report'),
    caption: trans.__(
      'Copy the notebook and its files into the folder of the file browser'
    ),
    isEnabled: isOffered,
    isVisible: isOffered,
    describedBy: describing({
      version: {
        type: 'number',
        description: 'The number of the version; the newest where it is missing'
      }
    }),
    execute: async args => {
      const id = targetOf(args, targets);
      return id && (await atDesk()).copy(id, versionOf(args, targets));
    }
  };
}
