import { expect, test } from '@jupyterlab/galata';

import { menuItem, notebook, PublishScreen } from '../pages/publish';

test.use({ autoGoto: false });

const POSTS = notebook([
  '# Posts grow faster than the team\n\nA team of 40 posts seven times as much as a team of 10.',
  { code: 'print(1.38)', output: '1.38\n' }
]);

/** Long enough that a person can change their mind. */
const LONG = notebook([
  '# A long one',
  ...Array.from({ length: 5_000 }, (_, index) => ({
    code: `print(${index})`,
    output: `${index}\n`.repeat(40)
  }))
]);

/** Prose of which no two cells are alike takes seconds, however fast the machine. */
const SLOW = notebook([
  '# A slow one',
  ...Array.from({ length: 3_000 }, (_, cell) =>
    Array.from({ length: 60 }, (_, n) => `*word${cell * 60 + n}* [a](b)`).join(
      ' '
    )
  )
]);

test.beforeEach(async ({ page, tmpPath }) => {
  await page.contents.uploadContent(POSTS, 'text', `${tmpPath}/posts.ipynb`);
  await page.goto(`tree/${tmpPath}`);
});

test('a notebook is published from its toolbar, and again as version 2 under the same link', async ({
  page,
  tmpPath
}, info) => {
  const screen = new PublishScreen(page);
  await page.notebook.openByPath(`${tmpPath}/posts.ipynb`);
  await screen.button('Publish').click();
  await expect(screen.heading('Publish report')).toBeVisible();
  await expect(screen.field('Title')).toBeFocused();
  await expect(screen.field('Title')).toHaveValue(
    'Posts grow faster than the team'
  );
  await expect(screen.field('Summary')).toHaveValue(
    'A team of 40 posts seven times as much as a team of 10.'
  );
  await screen.field('Tags').fill('Teams,');
  await screen.field('Tags').fill('growth');
  await page.screenshot({ path: info.outputPath('form.png') });
  const finished = screen.finished();
  await page.keyboard.press('Control+Enter');
  await screen.published();
  const link = await screen.link();
  expect(link).toMatch(/\/hub-publish\/r\/r[a-z2-7]{10}$/);
  await page.screenshot({ path: info.outputPath('done.png') });
  await page.keyboard.press('Escape');
  const told = screen.notification(
    '“Posts grow faster than the team” is published.'
  );
  await expect(told.getByRole('button', { name: 'Copy link' })).toBeVisible();
  await expect(told.getByRole('button', { name: 'Open' })).toBeVisible();
  await expect(screen.button('Published')).toBeVisible();
  await finished;
  expect(await screen.remembered(`${tmpPath}/posts.ipynb`)).toMatchObject({
    report: link.split('/').pop(),
    version: 1
  });

  await screen.button('Published').click();
  await expect(menuItem(page, 'Open report')).toBeVisible();
  await page.screenshot({ path: info.outputPath('menu.png') });
  await page.keyboard.press('Escape');

  await page.notebook.setCell(1, 'code', 'print(1.39)');
  await expect(screen.button('Update report')).toBeVisible();
  await screen.button('Update report').click();
  await expect(screen.heading('Update report to version 2')).toBeVisible();
  await expect(
    screen.dialog.getByRole('button', { name: 'Remove the tag growth' })
  ).toBeVisible();
  await page.screenshot({ path: info.outputPath('update.png') });
  await screen.press('Publish version 2');
  await screen.published();
  await expect(screen.dialog.getByText('Version 2 · everyone')).toBeVisible();
  expect(await screen.link()).toBe(link);
  await screen.press('Close');
  await expect(screen.button('Published')).toBeVisible();
});

test('the dark theme, and a window of 400 pixels', async ({
  page,
  tmpPath
}, info) => {
  const screen = new PublishScreen(page);
  await page.notebook.openByPath(`${tmpPath}/posts.ipynb`);
  await page.theme.setDarkTheme();
  await screen.button('Publish').click();
  await expect(screen.field('Title')).toBeFocused();
  await page.screenshot({ path: info.outputPath('dark.png') });
  await page.setViewportSize({ width: 400, height: 720 });
  const box = await screen.dialog
    .getByRole('button', { name: 'Publish' })
    .boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(400);
  await page.screenshot({ path: info.outputPath('narrow-dark.png') });
  await page.theme.setLightTheme();
  await page.screenshot({ path: info.outputPath('narrow-light.png') });
});

test('in a narrow toolbar the word goes, and the button stays', async ({
  page,
  tmpPath
}, info) => {
  const screen = new PublishScreen(page);
  await page.notebook.openByPath(`${tmpPath}/posts.ipynb`);
  await expect(page.getByText('Publish', { exact: true })).toBeVisible();
  await page.setViewportSize({ width: 800, height: 600 });
  await expect(page.getByText('Publish', { exact: true })).toBeHidden();
  await expect(screen.button('Publish')).toBeVisible();
  await page.screenshot({ path: info.outputPath('narrow-toolbar.png') });
});

test('the file browser publishes a notebook that is not open', async ({
  page,
  tmpPath
}) => {
  const screen = new PublishScreen(page);
  await screen.publishFromFileBrowser('posts.ipynb');
  const finished = screen.finished();
  await screen.press('Publish');
  await screen.published();
  await finished;
  expect(await screen.remembered(`${tmpPath}/posts.ipynb`)).toMatchObject({
    report: (await screen.link()).split('/').pop(),
    version: 1
  });
});

test('a duplicated notebook asks, and becomes a new report unless one says otherwise', async ({
  page,
  tmpPath
}, info) => {
  const screen = new PublishScreen(page);
  await screen.publishFromFileBrowser('posts.ipynb');
  const finished = screen.finished();
  await screen.press('Publish');
  await screen.published();
  const link = await screen.link();
  await screen.press('Close');
  await finished;
  const copy = await page.request.get(`/api/contents/${tmpPath}/posts.ipynb`);
  const { content } = await copy.json();
  await page.contents.uploadContent(
    JSON.stringify(content),
    'text',
    `${tmpPath}/copy.ipynb`
  );
  await page.filebrowser.refresh();

  await screen.publishFromFileBrowser('copy.ipynb');
  await expect(
    screen.dialog.getByRole('radio', { name: 'New report' })
  ).toBeChecked();
  await expect(
    screen.dialog.getByRole('radio', { name: /^Update “Posts grow/ })
  ).not.toBeChecked();
  await page.screenshot({ path: info.outputPath('question.png') });
  await screen.press('Publish');
  await screen.published();
  expect(await screen.link()).not.toBe(link);
});

test('what was typed is there again after Escape and a reload', async ({
  page,
  tmpPath
}) => {
  const screen = new PublishScreen(page);
  await page.notebook.openByPath(`${tmpPath}/posts.ipynb`);
  await screen.button('Publish').click();
  await screen.field('Title').fill('A better title');
  await page.keyboard.press('Escape');
  await expect(screen.dialog).toBeHidden();
  await page.reload({ waitForIsReady: false });
  await screen.button('Publish').click();
  await expect(screen.field('Title')).toHaveValue('A better title');
  await screen.press('Take it from the notebook again');
  await expect(screen.field('Title')).toHaveValue(
    'Posts grow faster than the team'
  );
});

test('an empty title is named before anything is sent', async ({
  page,
  tmpPath
}, info) => {
  const screen = new PublishScreen(page);
  await page.notebook.openByPath(`${tmpPath}/posts.ipynb`);
  await screen.button('Publish').click();
  await screen.field('Title').fill('');
  await screen.press('Publish');
  await expect(
    screen.dialog.getByText('A report needs a title.')
  ).toBeVisible();
  await expect(screen.field('Title')).toBeFocused();
  await page.screenshot({ path: info.outputPath('problem.png') });
});

test('a publication is cancelled, and the draft is there', async ({
  page,
  tmpPath
}, info) => {
  const screen = new PublishScreen(page);
  await page.contents.uploadContent(SLOW, 'text', `${tmpPath}/long.ipynb`);
  await page.filebrowser.refresh();
  await screen.publishFromFileBrowser('long.ipynb');
  await screen.field('Title').fill('Never mind');
  await screen.press('Publish');
  await expect(screen.heading('Publishing…')).toBeVisible();
  await expect(screen.dialog.getByRole('progressbar')).toBeVisible({
    timeout: 30_000 // the first page waits for the process that makes it
  });
  await page.screenshot({ path: info.outputPath('progress.png') });
  await screen.press('Cancel');
  await expect(
    screen.dialog.getByText('Cancelled. Nothing was stored.')
  ).toBeVisible();
  await expect(screen.field('Title')).toHaveValue('Never mind');
  const found = await page.request.get('/hub-publish/api/reports?q=never+mind');
  const { hits } = await found.json();
  expect(hits.map((hit: { title: string }) => hit.title)).not.toContain(
    'Never mind'
  );
});

test('a publication goes on behind a closed dialog and over a reload, and tells when it is done', async ({
  page,
  tmpPath
}, info) => {
  const screen = new PublishScreen(page);
  await page.contents.uploadContent(LONG, 'text', `${tmpPath}/long.ipynb`);
  await page.filebrowser.refresh();
  await screen.publishFromFileBrowser('long.ipynb');
  await screen.press('Publish');
  await expect(screen.dialog.getByRole('progressbar')).toBeVisible({
    timeout: 30_000 // the page waits for the pictures to choose from
  });
  await page.keyboard.press('Escape');
  await expect(screen.notification('Publishing “A long one”…')).toBeVisible();
  await page.screenshot({ path: info.outputPath('background.png') });
  const finished = screen.finished();
  await page.reload({ waitForIsReady: false });
  await expect(screen.notification('“A long one” is published.')).toBeVisible({
    timeout: 60_000
  });
  await finished;
  expect(await screen.remembered(`${tmpPath}/long.ipynb`)).toMatchObject({
    version: 1
  });
});

test('a file that is no notebook is told in one sentence', async ({
  page,
  tmpPath
}, info) => {
  const screen = new PublishScreen(page);
  await page.contents.uploadContent('{not', 'text', `${tmpPath}/broken.ipynb`);
  await page.filebrowser.refresh();
  await screen.publishFromFileBrowser('broken.ipynb');
  await expect(screen.heading('Not published')).toBeVisible();
  await expect(screen.dialog.getByRole('alert')).toContainText(
    'broken.ipynb is not a notebook'
  );
  await page.screenshot({ path: info.outputPath('not-a-notebook.png') });
});

test('an empty notebook is told in one sentence', async ({ page, tmpPath }) => {
  const screen = new PublishScreen(page);
  const empty = notebook([{ code: ' ', output: '' }]).replace(
    /"outputs":\[.*?\]/,
    '"outputs":[]'
  );
  await page.contents.uploadContent(empty, 'text', `${tmpPath}/empty.ipynb`);
  await page.filebrowser.refresh();
  await screen.publishFromFileBrowser('empty.ipynb');
  await expect(screen.dialog.getByRole('alert')).toContainText(
    'This notebook is empty: there is nothing to read in it yet.'
  );
});

test('a notebook that is deleted under the dialog loses no draft', async ({
  page,
  tmpPath
}) => {
  const screen = new PublishScreen(page);
  await screen.publishFromFileBrowser('posts.ipynb');
  await screen.field('Title').fill('Typed');
  await page.contents.deleteFile(`${tmpPath}/posts.ipynb`);
  await screen.press('Publish');
  await expect(screen.heading('Not published')).toBeVisible();
  await expect(screen.dialog.getByText('Your draft is kept.')).toBeVisible();
  await screen.press('Back');
  await expect(screen.field('Title')).toHaveValue('Typed');
});

test('a kernel at work holds nothing up', async ({ page, tmpPath }) => {
  const screen = new PublishScreen(page);
  await page.notebook.openByPath(`${tmpPath}/posts.ipynb`);
  await page.notebook.activate('posts.ipynb');
  await page.notebook.setCell(1, 'code', 'import time; time.sleep(60)');
  await page.notebook.selectCells(1);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('[*]:')).toBeVisible();
  await page.keyboard.press('Control+Shift+O');
  await expect(screen.heading('Publish report')).toBeVisible();
  await screen.press('Publish');
  await screen.published();
});

test('the menu and the palette offer the command', async ({
  page,
  tmpPath
}) => {
  const screen = new PublishScreen(page);
  await page.notebook.openByPath(`${tmpPath}/posts.ipynb`);
  await page.menu.clickMenuItem('File>Publish Notebook…');
  await expect(screen.heading('Publish report')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.menu.clickMenuItem('View>Activate Command Palette');
  await page.getByRole('textbox', { name: 'SEARCH' }).fill('Publish Notebook');
  await page.keyboard.press('Enter');
  await expect(screen.heading('Publish report')).toBeVisible();
});
