import { Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';

import type { Copied, ReportDetail } from '../api/types';
import { archiveCommand } from '../commands/archive';
import type { ICuratingDialogs } from '../commands/curatingDesk';
import { CuratingDesk } from '../commands/curatingDesk';
import { editDetailsCommand } from '../commands/editDetails';
import { eraseVersionCommand } from '../commands/eraseVersion';
import { makeCopyCommand } from '../commands/makeCopy';
import { replaceCommand } from '../commands/replace';
import { restoreVersionCommand } from '../commands/restoreVersion';
import { withdrawCommand } from '../commands/withdraw';
import { CommandIds } from '../tokens';
import { FakeServer, published, report, until } from './fakeServer';
import { detail } from './versions';

const trans = nullTranslator.load('test');
const ROUTE = `api/reports/${report.id}`;
const { id } = report;

/** A person who says yes to everything. */
class Dialogs implements ICuratingDialogs {
  readonly asked: unknown[] = [];
  answer: ReportDetail | null = detail();

  edit = async () => this.answer;
  replace = async () => this.answer;
  withdraw = async () => this.answer;
  erase = async (_: ReportDetail, version: number) => {
    this.asked.push(version);
    return this.answer;
  };
  restore = async (_: ReportDetail, version: number | null) => {
    this.asked.push(version);
    return { ...published, version: 4 };
  };
}

let server: FakeServer;
let commands: CommandRegistry;
let dialogs: Dialogs;
let opened: string[];
let inFront: { report: string | null; isOwn: boolean };

const targets = {
  card: () => id,
  tab: () => inFront.report,
  own: () => (inFront.isOwn ? inFront.report : null),
  version: () => (inFront.report ? 2 : null)
};

const told = () =>
  Notification.manager.notifications.map(({ message }) => message);
const press = (label: string) =>
  Notification.manager.notifications
    .flatMap(({ options }) => options.actions ?? [])
    .find(action => action.label === label)!
    .callback(new MouseEvent('click'));

beforeEach(() => {
  Notification.manager.dismiss();
  server = new FakeServer();
  server.on(`GET ${ROUTE}`, () => detail());
  commands = new CommandRegistry();
  dialogs = new Dialogs();
  opened = [];
  inFront = { report: null, isOwn: false };
  const desk = new CuratingDesk({
    client: server.client,
    dialogs,
    folder: () => 'work',
    openNotebook: path => opened.push(path),
    openFolder: path => opened.push(`folder ${path}`),
    trans
  });
  const atDesk = async () => desk;
  const all = {
    [CommandIds.makeCopy]: makeCopyCommand(atDesk, targets, trans),
    [CommandIds.editDetails]: editDetailsCommand(atDesk, targets, trans),
    [CommandIds.restoreVersion]: restoreVersionCommand(atDesk, targets, trans),
    [CommandIds.eraseVersion]: eraseVersionCommand(atDesk, targets, trans),
    [CommandIds.withdraw]: withdrawCommand(atDesk, targets, trans),
    [CommandIds.replace]: replaceCommand(atDesk, targets, trans),
    [CommandIds.archive]: archiveCommand(atDesk, targets, trans)
  };
  Object.entries(all).forEach(([name, options]) =>
    commands.addCommand(name, options)
  );
});

describe('a copy', () => {
  const copied: Copied = {
    folder: 'work/Posts grow 2',
    notebook: 'work/Posts grow 2/Posts grow.ipynb',
    version: 3,
    files: 2
  };

  beforeEach(() => server.on('POST workspace/copy', copied, 201));

  it('is made where the file browser is, opened, and told', async () => {
    await commands.execute(CommandIds.makeCopy, { id, version: 1 });
    expect(server.asked.pop()!.body).toEqual({
      report: id,
      directory: 'work',
      version: 1
    });
    expect(opened).toEqual([copied.notebook]);
    expect(told()).toEqual([
      'The notebook and 2 files are in your folder “Posts grow 2”.'
    ]);
    press('Open folder');
    expect(opened.pop()).toBe(`folder ${copied.folder}`);
  });

  it('is of the newest version from a card, of the shown one from a tab', async () => {
    await commands.execute(CommandIds.makeCopy, { isMenu: true });
    expect(server.asked.pop()!.body).not.toHaveProperty('version');
    inFront = { report: id, isOwn: false };
    await commands.execute(CommandIds.makeCopy);
    expect(server.asked.pop()!.body).toMatchObject({ version: 2 });
  });

  it('is made once, however fast one presses twice', async () => {
    await Promise.all([
      commands.execute(CommandIds.makeCopy, { id }),
      commands.execute(CommandIds.makeCopy, { id })
    ]);
    expect(server.count('POST workspace/copy')).toBe(1);
    await commands.execute(CommandIds.makeCopy, { id });
    expect(server.count('POST workspace/copy')).toBe(2);
  });

  it('is told in one sentence where it could not be made', async () => {
    server.refuse('POST workspace/copy', 'file_problem', 'The disk is full.');
    await commands.execute(CommandIds.makeCopy, { id });
    expect(told()).toEqual(['The disk is full. Do this.']);
    expect(opened).toEqual([]);
  });
});

describe('what only those may do who may change a report', () => {
  it.each([
    CommandIds.editDetails,
    CommandIds.restoreVersion,
    CommandIds.eraseVersion,
    CommandIds.withdraw,
    CommandIds.replace,
    CommandIds.archive
  ])('is offered to them alone: %s', command => {
    inFront = { report: id, isOwn: false };
    expect(commands.isVisible(command)).toBe(false);
    inFront = { report: id, isOwn: true };
    expect(commands.isVisible(command)).toBe(true);
  });

  it('is refused in one sentence', async () => {
    server.refuse(`GET ${ROUTE}`, 'not_found', 'There is none.', 404);
    for (const command of [
      CommandIds.editDetails,
      CommandIds.restoreVersion,
      CommandIds.withdraw,
      CommandIds.replace,
      CommandIds.archive
    ]) {
      expect(await commands.execute(command, { id })).toBeNull();
    }
    expect(new Set(told())).toEqual(new Set(['There is none. Do this.']));
  });

  it('is nothing where one thinks better of it', async () => {
    dialogs.answer = null;
    await commands.execute(CommandIds.withdraw, { id });
    await commands.execute(CommandIds.eraseVersion, { id, version: 1 });
    expect(told()).toEqual([]);
  });
});

describe('a withdrawal', () => {
  it('is told with the day of its end, and taken back from there', async () => {
    dialogs.answer = detail({ removed_on: '2026-12-12T08:00:00Z' });
    await commands.execute(CommandIds.withdraw, { id });
    expect(told()[0]).toMatch(/^“Posts grow” is withdrawn\..* 12 December/);
    server.on(`PATCH ${ROUTE}`, detail());
    press('Undo');
    await until(() => server.count(`PATCH ${ROUTE}`) === 1);
    expect(server.asked.pop()!.body).toEqual({ withdrawn: false });
    await until(() => told().includes('“Posts grow” is back where it was.'));
  });

  it('is taken back without a question', async () => {
    server.on(`PATCH ${ROUTE}`, detail());
    await commands.execute(CommandIds.withdraw, { id, undo: true });
    expect(server.asked).toHaveLength(1);
  });
});

describe('an archive', () => {
  it('takes a report in, and gives it back', async () => {
    server.on(`PATCH ${ROUTE}`, () => {
      const { archived } = server.asked[server.asked.length - 1].body as {
        archived: boolean;
      };
      return detail({ archived });
    });
    await commands.execute(CommandIds.archive, { id });
    expect(told()[0]).toBe(
      '“Posts grow” is archived: it is kept, and marked as old.'
    );
    press('Undo');
    await until(() => told().length === 2);
    expect(told()).toContain('“Posts grow” is no longer archived.');
  });
});

describe('an old version', () => {
  it('is restored, and said to be the newest', async () => {
    await commands.execute(CommandIds.restoreVersion, { id, version: 1 });
    await commands.execute(CommandIds.restoreVersion, { id });
    expect(dialogs.asked).toEqual([1, null]);
    expect(told()[0]).toBe('It is the newest again, as version 4.');
  });

  it('is erased where it is named, or shown', async () => {
    await commands.execute(CommandIds.eraseVersion, { id, version: 1 });
    expect(await commands.execute(CommandIds.eraseVersion, { id })).toBeNull();
    inFront = { report: id, isOwn: true };
    await commands.execute(CommandIds.eraseVersion);
    expect(dialogs.asked).toEqual([1, 2]);
    expect(told()).toContain('Version 1 is erased.');
  });
});
