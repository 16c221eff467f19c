/**
 * Say which report has taken the place of another.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { AtDesk } from './curatingDesk';
import { describing, type ITargets, offeredOnOwn, ownTargetOf } from './target';

export function replaceCommand(
  atDesk: AtDesk<'replace'>,
  targets: ITargets,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
  return {
    label: trans.__('Say What Replaces Report…'),
    caption: trans.__('Lead readers to the report that has taken its place'),
    ...offeredOnOwn(targets),
    describedBy: describing(),
    execute: async args => {
      const id = ownTargetOf(args, targets);
      return id && (await atDesk()).replace(id);
    }
  };
}
