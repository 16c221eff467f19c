/**
 * Star a report, or take the star away.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { IReportLibrary } from '../tokens';
import { describing, type ITargets, targetOf } from './target';
import { tried } from './tried';

export function starCommand(
  library: Pick<IReportLibrary, 'client' | 'star'>,
  targets: ITargets,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
  const isOffered: CommandRegistry.ICommandOptions['isEnabled'] = args =>
    targetOf(args, targets) !== null;
  return {
    label: args => {
      if (!args.isMenu) {
        return trans.__('Star Report, or Take the Star Away');
      }
      return args.undo ? trans.__('Take Star Away') : trans.__('Star');
    },
    isEnabled: isOffered,
    isVisible: isOffered,
    describedBy: describing({
      undo: { type: 'boolean', description: 'Whether to take the star away' }
    }),
    execute: async args => {
      const id = targetOf(args, targets);
      if (id === null) {
        return;
      }
      await tried(async () => {
        const report = await library.client.report(id);
        // A menu and whoever names the report say what they want; a key turns it over.
        const isSaid = !!args.isMenu || args.id !== undefined;
        await library.star(report, isSaid ? !args.undo : !report.starred);
      }, trans);
    }
  };
}
