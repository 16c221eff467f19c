/**
 * The dialog as an assistant: what must not leak is found, what travels is shown, what is run is told.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { expect, test } from '@jupyterlab/galata';
import type { APIRequestContext, Page } from '@playwright/test';

import { notebook, PublishScreen } from '../pages/publish';
import { publish } from '../pages/reports';

test.use({ autoGoto: false, mockUser: false });

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Made up at each run, so that no scanner of repositories finds one here. */
const TOKEN = `ghp_${Array.from({ length: 36 }, () => 'bcdfghjkmnpqrstvwxz23456789'.charAt(Math.floor(Math.random() * 27))).join('')}`;

const WITH_TOKEN = notebook([
  '# Who answers fastest\n\nMost questions are answered on the day on which they are asked.',
  { code: 'answers = 7', output: '' },
  { code: `token = "${TOKEN}"\nprint(token)`, output: `${TOKEN}\n` }
]);

const FAILING = notebook([
  '# Plans\n\nThe second cell wants a plan that nobody has made.',
  { code: 'plans = {}', output: '' },
  { code: 'plans["plan"]', output: 'left from another day\n' }
]);

const READING = notebook([
  '# Numbers of a file\n\nThe numbers are read from a file that lies beside the notebook.',
  { code: 'rows = open("data/rows.csv").read()', output: '' }
]);

async function put(page: Page, path: string, content: string): Promise<void> {
  const [folder] = path.split('/').slice(-2);
  if (folder === 'data') {
    const parent = path.split('/').slice(0, -1).join('/');
    await page.request.put(`/api/contents/${parent}`, {
      data: { type: 'directory' }
    });
  }
  await page.request.put(`/api/contents/${path}`, {
    data: { type: 'file', format: 'text', content }
  });
}

/** The files under which the server at this address keeps its library. */
function libraryFiles(server: string): string[] {
  const { port } = new URL(server);
  const folders = readdirSync(tmpdir())
    .filter(name => name.startsWith(`hub-publish-ui-${port}-`))
    .map(name => join(tmpdir(), name));
  return folders.flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map(name => join(folder, name))
      // The index tidies up meanwhile.
      .filter(name => statSync(name, { throwIfNoEntry: false })?.isFile())
  );
}

/** Everything that the library gives away of a version, as one text. */
async function everything(
  request: APIRequestContext,
  id: string
): Promise<string> {
  const report = `/hub-publish/api/reports/${id}`;
  const texts = await Promise.all(
    [
      report,
      `${report}/versions/1`,
      `${report}/versions/1/notebook`,
      `${report}/versions/1/bundle`,
      `/hub-publish/read/${id}/1`,
      `/hub-publish/page/${id}/1`
    ].map(async path => {
      const answer = await request.get(path);
      expect(answer.status(), path).toBe(200);
      const body = await answer.body();
      // A bundle may be packed.
      return body[0] === 0x1f ? gunzipSync(body).toString() : body.toString();
    })
  );
  return texts.join('\n');
}

test('a planted token is found, masked, and nowhere in what is published', async ({
  page,
  tmpPath
}, info) => {
  const screen = new PublishScreen(page);
  await put(page, `${tmpPath}/token.ipynb`, WITH_TOKEN);
  await page.goto(`tree/${tmpPath}`);
  await page.notebook.openByPath(`${tmpPath}/token.ipynb`);
  await screen.button('Publish').click();
  const check = screen.section('Check');
  await expect(check.getByText('1 secret needs a decision')).toBeVisible();
  await expect(
    screen.dialog.getByText('Decide about 1 secret first')
  ).toBeVisible();
  await expect(screen.dialog.getByText(TOKEN)).toHaveCount(0);
  await page.screenshot({ path: info.outputPath('found.png') });

  await check.getByRole('button', { name: 'Cell 3' }).click();
  await expect.poll(() => screen.selectedCell()).toBe(3);
  await screen.tryToPublish();
  const mask = check.getByRole('button', {
    name: 'Mask in the published copy'
  });
  await expect(mask).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(check.getByText(/^Masked: A GitHub token/)).toBeVisible();
  await expect(check.getByRole('button', { name: /^Undo/ })).toBeFocused();
  await page.screenshot({ path: info.outputPath('masked.png') });

  await screen.press('Preview the page');
  await expect(
    screen.previewed.getByRole('heading', { name: 'Who answers fastest' })
  ).toBeVisible({ timeout: 30_000 });
  await expect(screen.previewed.getByText(TOKEN)).toHaveCount(0);
  await page.screenshot({ path: info.outputPath('preview.png') });
  await page.keyboard.press('Escape');
  await expect(
    screen.dialog.getByRole('button', { name: 'Preview the page' })
  ).toBeFocused();

  const finished = screen.finished();
  await screen.press('Publish');
  await screen.published();
  const id = (await screen.link()).split('/').pop() ?? '';
  await finished;
  const published = await everything(page.request, id);
  expect(published).toContain('Who answers fastest');
  expect(published).not.toContain(TOKEN);
  const found = await page.request.get(`/hub-publish/api/reports?q=${TOKEN}`);
  expect((await found.json()).total).toBe(0);
  const files = libraryFiles(page.url());
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    expect(readFileSync(file).includes(TOKEN), file).toBe(false);
  }
  // The author's own notebook is as it was.
  const own = await page.request.get(`/api/contents/${tmpPath}/token.ipynb`);
  expect(await own.text()).toContain(TOKEN);
});

test('a token is published with a reason, which the report’s history keeps', async ({
  page,
  tmpPath
}, info) => {
  const screen = new PublishScreen(page);
  await put(page, `${tmpPath}/token.ipynb`, WITH_TOKEN);
  await page.goto(`tree/${tmpPath}`);
  await screen.publishFromFileBrowser('token.ipynb');
  await screen.press('Publish it anyway…');
  const reason = screen.dialog.getByRole('textbox', {
    name: /^Why may it be published/
  });
  await expect(reason).toBeFocused();
  await reason.fill('It was revoked.');
  await page.screenshot({ path: info.outputPath('reason.png') });
  await page.keyboard.press('Enter');
  await screen.press('Publish');
  await screen.published();
  const id = (await screen.link()).split('/').pop();
  const version = await page.request.get(
    `/hub-publish/api/reports/${id}/versions/1`
  );
  expect((await version.json()).waivers).toMatchObject([
    { rule: 'github-token', reason: 'It was revoked.', cells: [3] }
  ]);
});

test('a cell that stops the run is named, and the notebook is published as it is', async ({
  page,
  tmpPath
}, info) => {
  const screen = new PublishScreen(page);
  await put(page, `${tmpPath}/failing.ipynb`, FAILING);
  await page.goto(`tree/${tmpPath}`);
  await page.notebook.openByPath(`${tmpPath}/failing.ipynb`);
  // Kernels of other journeys may be on their way out: none may have come and stayed.
  const kernels = async (): Promise<string[]> =>
    (await (await page.request.get('/api/kernels')).json()).map(
      ({ id }: { id: string }) => id
    );
  await expect(page.getByText('Python 3 (ipykernel) | Idle')).toBeVisible();
  const known = await kernels();
  await screen.button('Publish').click();
  await screen.runFirst.check();
  await screen.press('Publish');
  await expect(
    screen.dialog
      .getByRole('listitem')
      .filter({ hasText: 'Running from top to bottom in a kernel of its own' })
  ).toBeVisible();
  await expect(screen.heading('Not published')).toBeVisible({
    timeout: 60_000
  });
  await expect(screen.dialog.getByRole('alert')).toContainText(
    "Cell 3 stopped the run: KeyError: 'plan'"
  );
  await page.screenshot({ path: info.outputPath('stopped.png') });
  await screen.dialog.getByRole('button', { name: 'Cell 3' }).click();
  await expect.poll(() => screen.selectedCell()).toBe(3);
  await screen.press('Publish without running');
  await screen.published();
  expect((await kernels()).filter(each => !known.includes(each))).toEqual([]);
  const id = (await screen.link()).split('/').pop();
  const detail = await page.request.get(`/hub-publish/api/reports/${id}`);
  expect((await detail.json()).latest.ran).toBeNull();
});

test('a run from top to bottom is told, and the next version begins with it', async ({
  page,
  tmpPath
}, info) => {
  const screen = new PublishScreen(page);
  await put(
    page,
    `${tmpPath}/clean.ipynb`,
    notebook([
      '# Runs clean\n\nIts cells run in order, and say what they said before.',
      { code: 'import time', output: '' },
      { code: 'time.sleep(3)\nprint(2)', output: '2\n' }
    ])
  );
  await page.goto(`tree/${tmpPath}`);
  await page.notebook.openByPath(`${tmpPath}/clean.ipynb`);
  await screen.button('Publish').click();
  await screen.runFirst.check();
  const finished = screen.finished();
  await screen.press('Publish');
  await expect(
    screen.dialog.getByText('cell 1 of 2', { exact: true })
  ).toBeVisible({ timeout: 30_000 });
  await page.screenshot({ path: info.outputPath('running.png') });
  await screen.published();
  const id = (await screen.link()).split('/').pop();
  const detail = await page.request.get(`/hub-publish/api/reports/${id}`);
  expect((await detail.json()).latest.ran).toMatchObject({ cells: 2 });
  await screen.press('Close');
  await finished;
  await screen.button('Published').click();
  await page.getByRole('menuitem', { name: 'Publish again…' }).click();
  await expect(screen.field('What changed')).toBeFocused();
  await expect(screen.runFirst).toBeChecked();
});

test('two files travel with a report: one that was found, one that was added', async ({
  page,
  tmpPath
}, info) => {
  const screen = new PublishScreen(page);
  await put(page, `${tmpPath}/reading.ipynb`, READING);
  await put(page, `${tmpPath}/data/rows.csv`, 'a,b\n1,2\n');
  await put(page, `${tmpPath}/notes.txt`, 'Read me.');
  await page.goto(`tree/${tmpPath}`);
  await page.notebook.openByPath(`${tmpPath}/reading.ipynb`);
  await screen.button('Publish').click();
  const files = screen.section('Files');
  await expect(files.getByText('1 file, 8 bytes')).toBeVisible();
  await screen.unfold('Files');
  await expect(
    files.getByRole('checkbox', { name: 'data/rows.csv' })
  ).toBeChecked();
  await screen.field('Title').fill('Numbers, and notes');
  await screen.press('Add files');
  await page.screenshot({ path: info.outputPath('picker.png') });
  await screen.pick('notes.txt');
  await expect(
    files.getByRole('checkbox', { name: 'notes.txt' })
  ).toBeChecked();
  await expect(
    files.getByText('2 of 2 files, 16 bytes of 50 MB')
  ).toBeVisible();
  await expect(files.getByRole('button', { name: /^Files/ })).toBeFocused();
  await expect(screen.field('Title')).toHaveValue('Numbers, and notes');
  await page.screenshot({ path: info.outputPath('files.png') });

  // They are there again after a reload.
  await page.reload({ waitForIsReady: false });
  await screen.button('Publish').click();
  await expect(files.getByText('2 files, 16 bytes')).toBeVisible();
  await screen.press('Publish');
  await screen.published();
  const id = (await screen.link()).split('/').pop();
  const version = `/hub-publish/api/reports/${id}/versions/1`;
  const { attachments } = await (await page.request.get(version)).json();
  expect(attachments).toEqual([
    { path: 'data/rows.csv', size: 8 },
    { path: 'notes.txt', size: 8 }
  ]);
  const notes = await page.request.get(`${version}/attachments/notes.txt`);
  expect(await notes.text()).toBe('Read me.');
});

test('a version that came meanwhile is told, and the own one may come behind it', async ({
  page,
  tmpPath
}, info) => {
  const screen = new PublishScreen(page);
  const path = `${tmpPath}/reading.ipynb`;
  await put(page, path, READING);
  await page.goto(`tree/${tmpPath}`);
  await page.notebook.openByPath(path);
  await screen.button('Publish').click();
  const finished = screen.finished();
  await screen.press('Publish');
  await screen.published();
  const id = (await screen.link()).split('/').pop() ?? '';
  await screen.press('Close');
  await finished;

  await screen.button('Published').click();
  await page.getByRole('menuitem', { name: 'Publish again…' }).click();
  await screen.field('What changed').fill('Mine');
  await publish(page, path, {
    title: 'Meanwhile',
    report: id,
    message: 'October added'
  });
  await screen.press('Publish version 2');
  await expect(screen.heading('Not published')).toBeVisible();
  await expect(screen.dialog.getByRole('alert')).toContainText(
    'ada published version 2 meanwhile.'
  );
  await expect(screen.dialog.getByText('October added')).toBeVisible();
  await page.screenshot({ path: info.outputPath('outdated.png') });
  await screen.press('Compare');
  await expect(screen.dialog).toBeHidden();
  await expect(
    page.getByRole('heading', { name: 'Meanwhile' }).first()
  ).toBeVisible();
  await page.screenshot({ path: info.outputPath('compared.png') });
  await page.notebook.activate('reading.ipynb');
  await page.keyboard.press('Control+Shift+O');
  await expect(screen.heading('Update report to version 3')).toBeVisible();
  await expect(screen.field('What changed')).toHaveValue('Mine');
  await screen.press('Publish version 3');
  await screen.published();
  await expect(screen.dialog.getByText('Version 3 · everyone')).toBeVisible();
});

test('the keyboard goes through the dialog from the title to the button', async ({
  page,
  tmpPath
}) => {
  const screen = new PublishScreen(page);
  await put(page, `${tmpPath}/reading.ipynb`, READING);
  await page.goto(`tree/${tmpPath}`);
  await page.notebook.openByPath(`${tmpPath}/reading.ipynb`);
  await screen.button('Publish').click();
  const here = (name: string) => screen.dialog.getByRole('button', { name });
  await expect(screen.field('Title')).toBeFocused();
  const often = await screen.dialog
    .getByRole('button', { name: /^Add the tag/ })
    .all();
  const stops = [
    screen.field('Title'),
    screen.field('Summary'),
    here('Change the cover'),
    here('Preview the page'),
    screen.field('Tags'),
    ...often,
    screen.section('Check').getByRole('button'),
    screen.section('Files').getByRole('button'),
    screen.section('Environment').getByRole('button'),
    screen.runFirst,
    here('Cancel'),
    screen.dialog.getByRole('button', { name: 'Publish', exact: true }),
    screen.dialog.getByRole('button', { name: 'Close' })
  ];
  // Other tests may have published the same: the dialog says so above the form.
  const warned = await screen.dialog
    .getByRole('button', { name: /^(Open it|Update that one instead)$/ })
    .all();
  for (const stop of [...stops, ...warned]) {
    await expect(stop).toBeFocused();
    await page.keyboard.press('Tab');
  }
  await expect(screen.field('Title')).toBeFocused();
});

test('another cover is chosen by the arrow keys', async ({
  page,
  tmpPath
}, info) => {
  const screen = new PublishScreen(page);
  const path = `${tmpPath}/peaks.ipynb`;
  await page.contents.uploadFile(
    join(__dirname, '../../examples/team-posts.ipynb'),
    path
  );
  await page.goto(`tree/${tmpPath}`);
  await page.notebook.openByPath(path);
  await screen.button('Publish').click();
  await screen.press('Change the cover');
  const covers = screen.dialog.getByRole('radio');
  await expect(covers.first()).toBeFocused({ timeout: 30_000 });
  await expect(covers.first()).toBeChecked();
  await page.screenshot({ path: info.outputPath('covers.png') });
  await page.keyboard.press('ArrowUp');
  await expect(covers.last()).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(covers).toHaveCount(0);
  await expect(
    screen.dialog.getByRole('button', { name: 'Change the cover' })
  ).toBeFocused();
  await expect(
    screen.dialog.getByRole('img', { name: 'A card of the title' })
  ).toBeVisible();
});

for (const [theme, width] of [
  ['light', 1280],
  ['dark', 1280],
  ['light', 400],
  ['dark', 400]
] as const) {
  test(`everything unfolded, ${theme}, ${width} px, is accessible and stays in its column`, async ({
    page,
    tmpPath
  }, info) => {
    const screen = new PublishScreen(page);
    await put(page, `${tmpPath}/token.ipynb`, WITH_TOKEN);
    await put(page, `${tmpPath}/notes.txt`, 'Read me.');
    await page.goto(`tree/${tmpPath}`);
    await page.notebook.openByPath(`${tmpPath}/token.ipynb`);
    await (theme === 'dark'
      ? page.theme.setDarkTheme()
      : page.theme.setLightTheme());
    await screen.button('Publish').click();
    await screen.unfold('Files');
    await screen.unfold('Environment');
    await screen.press('Change the cover');
    await expect(screen.dialog.getByRole('radio').first()).toBeVisible({
      timeout: 30_000
    });
    await page.setViewportSize({ width, height: 860 });
    await page.screenshot({ path: info.outputPath('unfolded.png') });
    expect(await violations(page)).toEqual([]);
    expect(
      await page
        .locator('.hp-PublishDialog .jp-Dialog-body')
        .evaluate(body => body.scrollWidth - body.clientWidth)
    ).toBe(0);
  });
}

/** What axe-core calls serious or critical in the dialog, named by rule and place. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (what: object) => Promise<{ violations: IViolation[] }> };
    };
    interface IViolation {
      id: string;
      impact: string;
      nodes: { target: string[] }[];
    }
    const found = await axe.run({ include: [['.hp-PublishDialog']] });
    return found.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(({ target }) => `${id}: ${target.join(' ')}`)
      );
  });
}
