/**
 * Change what is said about a report, without a new version.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { AtDesk } from './curatingDesk';
import { describing, type ITargets, offeredOnOwn, ownTargetOf } from './target';

export function editDetailsCommand(
  atDesk: AtDesk<'edit'>,
  targets: ITargets,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
  return {
    label: args =>
      args.isMenu
        ? trans.__('Edit Details…')
        : trans.__('Edit Details of Report…'),
    caption: trans.__(
      'Change title, summary, tags, authors, cover and who may see it'
    ),
    ...offeredOnOwn(targets),
    describedBy: describing(),
    execute: async args => {
      const id = ownTargetOf(args, targets);
      return id && (await atDesk()).edit(id);
    }
  };
}
