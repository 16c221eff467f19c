/**
 * Hide a report from everyone else, with 30 days to think better of it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { AtDesk } from './curatingDesk';
import { describing, type ITargets, offeredOnOwn, ownTargetOf } from './target';

export function withdrawCommand(
  atDesk: AtDesk<'withdraw' | 'undoWithdrawal'>,
  targets: ITargets,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
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
      if (!id) {
        return null;
      }
      const desk = await atDesk();
      return args.undo ? desk.undoWithdrawal(id) : desk.withdraw(id);
    }
  };
}
