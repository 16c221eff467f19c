/**
 * Keep a report and say that it is old, or take that back.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { AtDesk } from './curatingDesk';
import { describing, type ITargets, offeredOnOwn, ownTargetOf } from './target';

export function archiveCommand(
  atDesk: AtDesk<'archive' | 'bringBack'>,
  targets: ITargets,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
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
      if (!id) {
        return null;
      }
      const desk = await atDesk();
      return args.undo ? desk.bringBack(id) : desk.archive(id);
    }
  };
}
