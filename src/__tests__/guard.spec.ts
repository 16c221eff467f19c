import type { Notebook } from '@jupyterlab/notebook';
import { NotebookModel } from '@jupyterlab/notebook';
import {
  DEFAULT_CONTENT,
  NBTestUtils
} from '@jupyterlab/notebook/lib/testutils';
import { CommandRegistry } from '@lumino/commands';
import { Menu } from '@lumino/widgets';

import { guardNotebooks } from '../commands/guard';

describe('guardNotebooks', () => {
  let commands: CommandRegistry;
  let front: Notebook | null;
  let done: string[];

  beforeEach(() => {
    commands = new CommandRegistry();
    done = [];
    front = null;
    for (const id of [
      'notebook:delete-cell',
      'notebook:move-cursor-down',
      'notebook:create-new',
      'toc:run-cells',
      'docmanager:save'
    ]) {
      commands.addCommand(id, {
        label: id,
        describedBy: {},
        execute: () => void done.push(id)
      });
    }
    guardNotebooks(commands, () => front);
  });

  function inFront(): Notebook {
    const notebook = NBTestUtils.createNotebook();
    notebook.model = new NotebookModel();
    notebook.model.fromJSON(DEFAULT_CONTENT);
    front = notebook;
    return notebook;
  }

  it.each(['notebook:delete-cell', 'toc:run-cells'])(
    'does not do %s while a published notebook is in front',
    async id => {
      inFront();
      expect(commands.isEnabled(id)).toBe(false);
      await commands.execute(id, { toolbar: true });
      expect(done).toEqual([]);
    }
  );

  it('does it where something else is in front', async () => {
    expect(commands.isEnabled('notebook:delete-cell')).toBe(true);
    await commands.execute('notebook:delete-cell');
    expect(done).toEqual(['notebook:delete-cell']);
  });

  it('does what names its notebook, and what is about none', async () => {
    inFront();
    await commands.execute('notebook:delete-cell', { widgetId: 'mine' });
    await commands.execute('notebook:create-new');
    await commands.execute('docmanager:save');
    expect(done).toEqual([
      'notebook:delete-cell',
      'notebook:create-new',
      'docmanager:save'
    ]);
  });

  it('is what a menu asks', () => {
    inFront();
    const menu = new Menu({ commands });
    const item = menu.addItem({ command: 'notebook:delete-cell' });
    expect(item.isEnabled).toBe(false);
    menu.dispose();
  });

  it('leaves the buttons of a notebook beside as they are', () => {
    inFront();
    expect(commands.isEnabled('notebook:delete-cell', { toolbar: true })).toBe(
      true
    );
  });

  it('walks through the published notebook instead of another', async () => {
    const notebook = inFront();
    notebook.activeCellIndex = 0;
    expect(commands.isEnabled('notebook:move-cursor-down')).toBe(true);
    await commands.execute('notebook:move-cursor-down');
    expect(notebook.activeCellIndex).toBe(1);
    expect(done).toEqual([]);
  });
});
