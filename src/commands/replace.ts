/**
 * Say which report has taken the place of another.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { ILibraryClient } from '../tokens';
import type { AtDesk } from './desk';
import { describing, type ITargets, offeredOnOwn, ownTargetOf } from './target';
import { tried } from './tried';

export function replaceCommand(
  client: Pick<ILibraryClient, 'report'>,
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
      return id === null
        ? null
        : tried(
            async () => (await atDesk()).replace(await client.report(id)),
            trans
          );
    }
  };
}
