/**
 * Open the published notebook in JupyterLab's own notebook view, read-only.
 */
import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import { readOnlyNotebookIcon } from '../icons';
import type { IVersionKey } from '../model/published';
import { troubleOf } from '../model/trouble';
import type { ILibraryClient } from '../tokens';
import { describing, type ITargets, targetOf } from './target';

export function openNotebookCommand<T>(
  client: Pick<ILibraryClient, 'report' | 'version'>,
  open: (key: IVersionKey, title: string) => T,
  targets: ITargets,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
  return {
    label: args =>
      args.isMenu
        ? trans.__('Open as Notebook')
        : trans.__('Open Report as Notebook'),
    caption: trans.__('Open the published notebook, read-only'),
    icon: args => (args.isMenu ? undefined : readOnlyNotebookIcon),
    isEnabled: args => targetOf(args, targets) !== null,
    isVisible: args => targetOf(args, targets) !== null,
    describedBy: describing({
      version: {
        type: 'number',
        description: 'The number of the version; the newest where it is missing'
      }
    }),
    execute: async args => {
      const id = targetOf(args, targets);
      if (id === null) {
        return;
      }
      try {
        const { number, title } =
          typeof args.version === 'number'
            ? await client.version(id, args.version)
            : (await client.report(id)).latest;
        return open({ report: id, version: number }, title);
      } catch (error) {
        const { message, hint } = troubleOf(error, trans);
        Notification.error(`${message} ${hint}`);
      }
    }
  };
}
