/**
 * Show what differs between two versions of a report.
 */
import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { ILibraryClient } from '../tokens';
import { describing, type ITargets, targetOf } from './target';
import { SHORT, tried } from './tried';

/** Which versions of which report, and what the tab is called until they are there. */
export interface IComparing {
  readonly id: string;
  readonly before: number;
  readonly after: number;
  readonly title?: string;
}

export function compareCommand<T>(
  open: (comparing: IComparing) => T,
  client: Pick<ILibraryClient, 'versions'>,
  targets: ITargets,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
  return {
    label: trans.__('Compare Versions of Report'),
    caption: trans.__('Show what differs between two versions'),
    isEnabled: args => targetOf(args, targets) !== null,
    isVisible: args => targetOf(args, targets) !== null,
    describedBy: describing({
      before: { type: 'number', description: 'The number of one version' },
      after: { type: 'number', description: 'The number of the other' },
      title: {
        type: 'string',
        description: 'What the tab is called while the versions are loaded'
      }
    }),
    execute: async args => {
      const id = targetOf(args, targets);
      if (id === null) {
        return null;
      }
      const title = typeof args.title === 'string' ? args.title : undefined;
      const { before, after } = args;
      if (typeof before === 'number' && typeof after === 'number') {
        return open({ id, before, after, title });
      }
      const list = await tried(() => client.versions(id), trans);
      if (!list) {
        return null;
      }
      const kept = list.versions.filter(({ erased }) => erased === null);
      const newer =
        typeof before === 'number' ? kept[0] : kept.length > 1 && kept[0];
      if (!newer) {
        Notification.info(
          trans.__('There is one version only, so nothing can be compared.'),
          { autoClose: SHORT }
        );
        return null;
      }
      const older = typeof before === 'number' ? before : kept[1].number;
      return open({ id, before: older, after: newer.number, title });
    }
  };
}
