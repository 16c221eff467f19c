import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';

import { publishCommand } from '../commands/publish';
import { CommandIds } from '../tokens';

function setUp(current: string | null, selected: string | null = null) {
  const shown: string[] = [];
  const commands = new CommandRegistry();
  commands.addCommand(
    CommandIds.publish,
    publishCommand({
      current: () => current,
      selected: () => selected,
      show: async path => void shown.push(path),
      trans: nullTranslator.load('test')
    })
  );
  return { commands, shown };
}

it('publishes the current notebook, the selected one, or the one that is named', async () => {
  const { commands, shown } = setUp('open.ipynb', 'selected.ipynb');
  await commands.execute(CommandIds.publish);
  await commands.execute(CommandIds.publish, { selected: true });
  await commands.execute(CommandIds.publish, { path: 'named.ipynb' });
  expect(shown).toEqual(['open.ipynb', 'selected.ipynb', 'named.ipynb']);
});

it('is there for one selected notebook only', () => {
  const { commands } = setUp('open.ipynb');
  expect(commands.isVisible(CommandIds.publish, { selected: true })).toBe(
    false
  );
  expect(commands.isEnabled(CommandIds.publish)).toBe(true);
  expect(setUp(null).commands.isEnabled(CommandIds.publish)).toBe(false);
});

it('describes every argument that it takes', async () => {
  const { commands } = setUp('open.ipynb');
  const { args } = await commands.describedBy(CommandIds.publish);
  expect(Object.keys(args?.properties as object)).toEqual(['path', 'selected']);
});
