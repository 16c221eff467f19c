import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { expect, test } from '@jupyterlab/galata';

import { notebook } from '../pages/publish';
import {
  anyTab,
  publish,
  rareWord,
  ReaderTab,
  ReportsPanel
} from '../pages/reports';

test.use(anyTab);

/** A notebook that claims trust for a script, as a colleague's file may. */
function claimingTrust(): string {
  const made = JSON.parse(
    notebook(['# Growth', { code: 'display(chart)', output: 'shown\n' }])
  );
  made.cells.forEach((cell: { metadata: object }) => {
    cell.metadata = { trusted: true };
  });
  made.cells[1].outputs.push({
    output_type: 'display_data',
    metadata: {},
    data: {
      'application/javascript': 'window.hasRun = true;',
      'text/html': '<img src="x" onerror="window.hasRun = true">',
      'text/plain': 'a chart'
    }
  });
  return JSON.stringify(made);
}

const SENTENCE =
  'This is version 1 of a report and cannot be changed. Save a copy of your own instead.';

let title = '';
let id = '';

test.beforeEach(async ({ page, tmpPath }) => {
  title = `Growth ${rareWord()}`;
  const path = `${tmpPath}/growth.ipynb`;
  await page.contents.uploadContent(claimingTrust(), 'text', path);
  id = await publish(page, path, { title });
});

test('a published notebook opens read-only, without a kernel, and so it does after a reload', async ({
  page
}, info) => {
  const started: string[] = [];
  page.on('request', request => {
    if (
      request.method() === 'POST' &&
      /\/api\/(sessions|kernels)/.test(request.url())
    ) {
      started.push(request.url());
    }
  });
  await page.goto();
  const panel = new ReportsPanel(page);
  const reader = new ReaderTab(page);
  await panel.open();
  await panel.menu(title, 'Open as Notebook');
  const said = page.getByText(
    'This is version 1 of a report and cannot be changed.'
  );
  await expect(said).toBeVisible();
  await expect(reader.tab('Growth')).toContainText('version\u00a01');
  await expect(page.getByText('display(chart)')).toBeVisible();
  await page.screenshot({ path: info.outputPath('notebook-light.png') });

  await page.getByText('display(chart)').click();
  await page.keyboard.type('zebra');
  await page.keyboard.press('Shift+Enter');
  await expect(page.getByText('zebra')).toHaveCount(0);

  await page.waitForTimeout(1500); // JupyterLab saves its layout a second after it has changed
  await page.reload();
  await expect(said).toBeVisible();
  await expect(page.getByText('display(chart)')).toBeVisible();
  await page.theme.setDarkTheme();
  await page.screenshot({ path: info.outputPath('notebook-dark.png') });

  const sessions = await (await page.request.get('/api/sessions')).json();
  expect(
    sessions.filter(({ path }: { path: string }) => path.includes(id))
  ).toEqual([]);
  expect(started).toEqual([]);
  expect(await page.evaluate(() => 'hasRun' in window)).toBe(false);
});

test('saving is refused with one sentence, and Save as writes a copy that is mine', async ({
  page,
  tmpPath
}, info) => {
  await page.goto(`tree/${tmpPath}`);
  await expect(page.getByText('growth.ipynb')).toBeVisible();
  const panel = new ReportsPanel(page);
  const reader = new ReaderTab(page);
  await panel.open();
  await panel.link(title).focus();
  await page.keyboard.press('Control+Enter');
  await page.getByText('display(chart)').click();
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(SENTENCE);
  await page.screenshot({ path: info.outputPath('refused.png') });
  await dialog.getByRole('button', { name: 'Save as…' }).click();
  const field = dialog.getByRole('textbox', { name: 'Name in your files' });
  await expect(field).toHaveValue(`${tmpPath}/${title}.ipynb`);
  await page.screenshot({ path: info.outputPath('save-as.png') });
  await dialog.getByRole('button', { name: 'Save' }).click();

  await expect(reader.tab(`${title}.ipynb`)).toBeVisible();
  await expect(reader.tab('version')).toHaveCount(0);
  const answer = await page.request.get(
    `/api/contents/${tmpPath}/${title}.ipynb`
  );
  const { content } = await answer.json();
  expect(content.metadata.hub_publish).toMatchObject({
    parent: { report: id, version: 1 }
  });
  for (const { metadata } of content.cells) {
    expect(metadata.trusted ?? false).toBe(false);
    expect(metadata).not.toHaveProperty('editable');
  }
  expect(await page.evaluate(() => 'hasRun' in window)).toBe(false);
});

test('JupyterLab’s own Save as writes over nothing', async ({
  page,
  tmpPath
}) => {
  const name = `${tmpPath}/mine.ipynb`;
  await page.contents.uploadContent(notebook(['# Mine']), 'text', name);
  await page.goto(`?hub-publish-report=${id}`);
  const reader = new ReaderTab(page);
  await reader.button('Open as notebook').click();
  await expect(page.getByText('display(chart)')).toBeVisible();
  await page.menu.clickMenuItem('File>Save Published notebook As…');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(name);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(reader.tab('mine 2.ipynb')).toBeVisible();
  const answer = await page.request.get(`/api/contents/${name}`);
  const { content } = await answer.json();
  expect(content.cells[0].source).toBe('# Mine');
});

/** What the notebook is, in memory and on the disk. */
async function everywhere(
  page: IJupyterLabPageFixture,
  path: string
): Promise<string[]> {
  const inMemory = await page.evaluate(wanted => {
    for (const widget of window.jupyterapp.shell.widgets('main')) {
      const { context } = widget as unknown as {
        context?: { path: string; model: { toString(): string } };
      };
      if (context?.path === wanted) {
        return context.model.toString();
      }
    }
    return 'not open';
  }, path);
  const answer = await page.request.get(`/files/${path}`);
  return [inMemory, await answer.text()];
}

test('no key, no menu and no line of the palette reaches another notebook from here', async ({
  page,
  tmpPath
}) => {
  const mine = `${tmpPath}/mine.ipynb`;
  const cells = ['# Mine', 'One', 'Two', 'Three'];
  await page.contents.uploadContent(notebook(cells), 'text', mine);
  await page.goto(`tree/${mine}`);
  const two = page.getByRole('paragraph').filter({ hasText: 'Two' });
  await two.click();
  await page.keyboard.press('c');
  // What its kernel says of the language is added by JupyterLab, and not in a moment.
  await expect
    .poll(async () => (await everywhere(page, mine))[0])
    .toContain('pygments_lexer');
  const before = await everywhere(page, mine);

  await new ReportsPanel(page).open();
  await new ReportsPanel(page).menu(title, 'Open as Notebook');
  const reader = new ReaderTab(page);
  const front = reader.tab('version\u00a01');
  await expect(front).toHaveAttribute('aria-selected', 'true');
  const code = page.getByText('display(chart)');
  for (const keys of [
    ['d', 'd'],
    ['Shift+M'],
    ['a'],
    ['b'],
    ['x'],
    ['v'],
    ['Shift+V'],
    ['m'],
    ['1'],
    ['z'],
    ['Shift+A'],
    ['Shift+ArrowDown'],
    ['Control+Backspace'],
    ['Control+Shift+m'],
    ['Control+Shift+ArrowUp'],
    ['Control+Shift+ArrowDown'],
    ['Control+Enter'],
    ['Shift+Enter'],
    ['Alt+Enter'],
    ['Alt+ArrowUp']
  ]) {
    await code.click();
    await page.keyboard.press('Escape');
    for (const key of keys) {
      await page.keyboard.press(key);
    }
  }
  await expect(front).toHaveAttribute('aria-selected', 'true');
  await page.menu.openLocator('Edit');
  const entries = page.getByRole('menu').last().getByRole('menuitem');
  for (const name of ['Delete Cell', 'Move Cell Up', 'Paste Cell Below']) {
    await expect(entries.filter({ hasText: name })).toBeDisabled();
  }
  await page.menu.closeAll();
  await code.click({ button: 'right' });
  await expect(page.locator('.lm-Menu')).toHaveCount(0);
  await page.keyboard.press('Escape');

  const asked = await page.evaluate(async () => {
    const { commands } = window.jupyterapp;
    const found = commands
      .listCommands()
      .filter(id => /^notebook:(?!create-new|set-)|^toc:run-cells/.test(id));
    for (const id of found) {
      await commands.execute(id);
    }
    return found.length;
  });
  expect(asked).toBeGreaterThan(60);
  await expect(front).toHaveAttribute('aria-selected', 'true');
  expect(await everywhere(page, mine)).toEqual(before);

  await reader.tab('mine.ipynb').click();
  await two.click();
  await page.keyboard.press('d');
  await page.keyboard.press('d');
  await expect(two).toHaveCount(0);
});

test('what JupyterLab does to files is refused in one sentence, or is of the report', async ({
  page,
  tmpPath
}) => {
  // Without a kernel's name JupyterLab adds one, which is no edit.
  const path = `${tmpPath}/nameless.ipynb`;
  const nameless = `Nameless ${rareWord()}`;
  const content = notebook(['# Nameless'], { kernelspec: undefined });
  await page.contents.uploadContent(content, 'text', path);
  await publish(page, path, { title: nameless });
  const failed: Error[] = [];
  page.on('pageerror', error => failed.push(error));
  await page.addInitScript(() => {
    window.print = () => undefined; // a browser without a screen has no dialog to wait for
  });
  await page.goto();
  const panel = new ReportsPanel(page);
  await panel.open();
  await panel.menu(nameless, 'Open as Notebook');
  const reader = new ReaderTab(page);
  const tab = reader.tab('version\u00a01');
  await expect(
    page.getByRole('heading', { name: 'Nameless', exact: true })
  ).toBeVisible();

  const dialog = page.getByRole('dialog');
  for (const entry of [
    'Rename Published notebook…',
    'Duplicate Published notebook'
  ]) {
    await page.menu.clickMenuItem(`File>${entry}`);
    await expect(dialog).toContainText(SENTENCE);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toHaveCount(0);
  }
  await expect(tab).not.toHaveClass(/jp-mod-dirty/);

  const printed = page.waitForRequest(/\/page\/r\w+\/1\?print=1/);
  await page.menu.clickMenuItem('File>Print…');
  await printed;
  await expect(reader.heading(nameless)).toBeVisible();
  expect(failed).toEqual([]);
});
