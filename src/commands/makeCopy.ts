/**
 * Make a runnable copy of a report, its files in their places, and open it.
 */
import { Notification } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { copyIcon } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';

import type { Copied } from '../api/types';
import type { ILibraryClient } from '../tokens';
import { describing, type ITargets, targetOf, versionOf } from './target';
import { LINGER, tried } from './tried';

/** Where copies go. */
export interface ICopyPlace {
  /** The folder that the file browser shows, as the server knows it. */
  readonly folder: () => string;
  readonly openNotebook: (path: string) => void;
  readonly openFolder: (path: string) => void;
}

export function makeCopyCommand(
  client: Pick<ILibraryClient, 'copy'>,
  place: ICopyPlace,
  targets: ITargets,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
  // A second press, while the first copy is on its way, is no wish for two.
  const onTheirWay = new Set<string>();
  const isOffered: CommandRegistry.CommandFunc<boolean> = args =>
    targetOf(args, targets) !== null;
  return {
    label: args =>
      args.isMenu ? trans.__('Make a Copy') : trans.__('Make a Copy of Report'),
    caption: trans.__(
      'Copy the notebook and its files into the folder of the file browser'
    ),
    icon: args => (args.isMenu ? undefined : copyIcon),
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
      if (id === null || onTheirWay.has(id)) {
        return null;
      }
      onTheirWay.add(id);
      const version = versionOf(args, targets) ?? undefined;
      const copied = await tried(
        () => client.copy(id, place.folder(), version),
        trans
      );
      onTheirWay.delete(id);
      if (copied) {
        place.openNotebook(copied.notebook);
        tell(copied, place, trans);
      }
      return copied;
    }
  };
}

function tell(
  { folder, files }: Copied,
  { openFolder }: ICopyPlace,
  trans: TranslationBundle
): void {
  const name = PathExt.basename(folder);
  const message =
    files === 0
      ? trans.__('The notebook is in your folder “%1”.', name)
      : trans._n(
          'The notebook and %1 file are in your folder “%2”.',
          'The notebook and %1 files are in your folder “%2”.',
          files,
          name
        );
  Notification.success(message, {
    autoClose: LINGER,
    actions: [
      { label: trans.__('Open folder'), callback: () => openFolder(folder) }
    ]
  });
}
