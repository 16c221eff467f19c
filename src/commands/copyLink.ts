/**
 * Copy the permanent link of a report.
 */
import { Clipboard, Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import { permanentLinkIcon } from '../icons';
import { troubleOf } from '../model/trouble';
import type { ILibraryClient } from '../tokens';
import { sayBriefly } from './briefly';
import { describing, type ITargets, targetOf } from './target';

export function copyLinkCommand(
  client: ILibraryClient,
  targets: ITargets,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
  return {
    label: args =>
      args.isMenu ? trans.__('Copy Link') : trans.__('Copy Link of Report'),
    caption: trans.__('Copy the permanent link of the report'),
    icon: args => (args.isMenu ? undefined : permanentLinkIcon),
    isEnabled: args => targetOf(args, targets) !== null,
    isVisible: args => targetOf(args, targets) !== null,
    describedBy: describing(),
    execute: async args => {
      const id = targetOf(args, targets);
      if (id === null) {
        return;
      }
      try {
        const { url } = await client.report(id);
        if (url === null) {
          Notification.warning(
            trans.__('This library serves no links. Ask whoever set it up.')
          );
          return;
        }
        Clipboard.copyToSystem(url);
        sayBriefly(trans.__('Link copied'));
      } catch (error) {
        const { message, hint } = troubleOf(error, trans);
        Notification.error(`${message} ${hint}`);
      }
    }
  };
}
