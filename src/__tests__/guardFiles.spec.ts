import { Notification } from '@jupyterlab/apputils';
import { CommandRegistry } from '@lumino/commands';

import { guardFiles } from '../commands/guardFiles';

const PATH = 'Published:rk7m2xq4d3z/v1/Growth\u00a0·\u00a0version\u00a01';

describe('guardFiles', () => {
  let commands: CommandRegistry;
  let done: string[];
  let isOurs: boolean;

  beforeEach(() => {
    commands = new CommandRegistry();
    done = [];
    isOurs = true;
    for (const id of ['docmanager:rename', 'docmanager:reload']) {
      commands.addCommand(id, {
        describedBy: {},
        execute: () => void done.push(id)
      });
    }
    commands.addCommand('docmanager:save-all', {
      describedBy: {},
      execute: () => {
        Notification.warning(`${PATH} is read-only.`);
        Notification.warning('mine.txt is read-only.');
      }
    });
    guardFiles(commands, { refuses: () => isOurs, open: () => [PATH] });
  });

  it('renames no published notebook', async () => {
    await commands.execute('docmanager:rename');
    await commands.execute('docmanager:reload');
    expect(done).toEqual(['docmanager:reload']);
  });

  it('renames other files', async () => {
    isOurs = false;
    await commands.execute('docmanager:rename');
    expect(done).toEqual(['docmanager:rename']);
  });

  it('saves all without a word on what is not meant to be saved', async () => {
    await commands.execute('docmanager:save-all');
    expect(
      Notification.manager.notifications.map(({ message }) => message)
    ).toEqual(['mine.txt is read-only.']);
  });
});
