import { Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';

import { starCommand } from '../commands/star';
import type { ITargets } from '../commands/target';
import { Refusal } from '../tokens';
import { FakeServer, report } from './fakeServer';
import { detail } from './versions';

const trans = nullTranslator.load('test');
const targets: ITargets = {
  card: () => 'rcccccccccc',
  tab: () => report.id,
  own: () => null,
  version: () => null
};

describe('the command that stars a report', () => {
  let server: FakeServer;
  let commands: CommandRegistry;
  let given: [string, boolean][];

  beforeEach(() => {
    server = new FakeServer();
    server.on(`GET api/reports/${report.id}`, detail({ starred: true }));
    server.on(
      'GET api/reports/rcccccccccc',
      detail({ id: 'rcccccccccc', starred: true })
    );
    given = [];
    commands = new CommandRegistry();
    commands.addCommand(
      'star',
      starCommand(
        {
          client: server.client,
          star: async ({ id }, isStarred) => {
            if (id === 'rrrrrrrrrrr') {
              throw new Refusal('library_full', 'The disk is full.', '');
            }
            given.push([id, isStarred]);
          }
        },
        targets,
        trans
      )
    );
  });

  it('turns the star of the open tab over', async () => {
    await commands.execute('star');
    expect(given).toEqual([[report.id, false]]);
  });

  it('does what the menu of a card says', async () => {
    await commands.execute('star', { isMenu: true });
    await commands.execute('star', { isMenu: true, undo: true });
    expect(given).toEqual([
      ['rcccccccccc', true],
      ['rcccccccccc', false]
    ]);
    expect(commands.label('star', { isMenu: true, undo: true })).toBe(
      'Take Star Away'
    );
  });

  it('says why a star could not be given', async () => {
    server.on('GET api/reports/rrrrrrrrrrr', detail({ id: 'rrrrrrrrrrr' }));
    await commands.execute('star', { id: 'rrrrrrrrrrr' });
    expect(Notification.manager.notifications[0].message).toBe(
      'The disk is full.'
    );
  });
});
