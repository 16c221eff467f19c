/**
 * JupyterLab's commands on files, where the file is a published notebook: refused in one sentence.
 */
import { Notification } from '@jupyterlab/apputils';
import type { CommandRegistry } from '@lumino/commands';

/** They would ask for a name first, and then fail with an error that nobody catches. */
const REFUSED: ReadonlySet<string> = new Set([
  'docmanager:rename',
  'docmanager:duplicate',
  'docmanager:delete'
]);

export interface IPublishedFiles {
  /** Whether the command would be about a published notebook: say so. */
  readonly refuses: () => boolean;
  /** The paths of those that are open. */
  readonly open: () => readonly string[];
}

export function guardFiles(
  commands: CommandRegistry,
  files: IPublishedFiles
): void {
  const execute = commands.execute.bind(commands);
  commands.execute = (id, args) => {
    if (REFUSED.has(id) && files.refuses()) {
      return Promise.resolve();
    }
    const done = execute(id, args);
    if (id === 'docmanager:save-all') {
      dismissWarnings(files.open());
    }
    return done;
  };
}

/** *Save All* warns of each file that cannot be saved, by its path: these are not meant to be. */
function dismissWarnings(paths: readonly string[]): void {
  Notification.manager.notifications
    .filter(({ message }) => paths.some(path => message.includes(path)))
    .forEach(({ id }) => Notification.dismiss(id));
}
