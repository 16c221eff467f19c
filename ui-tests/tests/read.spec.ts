import { expect, test } from '@jupyterlab/galata';

import { GalleryTab } from '../pages/gallery';
import { notebook } from '../pages/publish';
import {
  anyTab,
  publish,
  rareWord,
  ReaderTab,
  ReportsPanel
} from '../pages/reports';

test.use(anyTab);

const CELLS = [
  '# Posts grow\n\nA team of 40 posts seven times as much.',
  { code: 'print("the exponent")', output: 'exponent 1.38\n' },
  '## Limits\n\nOne week in October.'
];

let title = '';
let id = '';
let path = '';

test.beforeEach(async ({ page, tmpPath }) => {
  path = `${tmpPath}/posts.ipynb`;
  title = `Posts grow ${rareWord()}`;
  await page.contents.uploadContent(notebook(CELLS), 'text', path);
  id = await publish(page, path, {
    title,
    summary: 'A team of 40 posts seven times as much as a team of 10.',
    tags: ['growth', 'teams']
  });
});

test('a click opens the report in a tab that survives a reload', async ({
  page
}, info) => {
  await page.goto();
  const panel = new ReportsPanel(page);
  const reader = new ReaderTab(page);
  await panel.open();
  await panel.card(title).click();
  await expect(reader.heading(title)).toBeVisible();
  await expect(page.getByText('Version 1', { exact: true })).toBeVisible();
  await expect(
    reader.document.getByRole('heading', { name: 'Limits' })
  ).toBeVisible();
  await expect(reader.document.getByText('exponent 1.38')).toBeVisible();
  await page.screenshot({ path: info.outputPath('reader-light.png') });

  await panel.card(title).click();
  await expect(reader.tab(title)).toHaveCount(1);

  await page.waitForTimeout(1500); // JupyterLab saves its layout a second after it has changed
  await page.reload();
  await expect(reader.heading(title)).toBeVisible();
  await expect(reader.document.getByText('exponent 1.38')).toBeVisible();
});

test('code is folded until one asks for it', async ({ page }, info) => {
  await page.goto();
  const panel = new ReportsPanel(page);
  const reader = new ReaderTab(page);
  await panel.open();
  await panel.card(title).click();
  const code = reader.document.getByText('the exponent');
  await expect(reader.showCode).toBeEnabled();
  await expect(reader.showCode).not.toBeChecked();
  await expect(code).toBeHidden();
  await reader.showCode.click();
  await expect(reader.showCode).toBeChecked();
  await expect(code).toBeVisible();
  await page.screenshot({ path: info.outputPath('code.png') });
});

test('the page follows the theme, and the header gives way when it is narrow', async ({
  page
}, info) => {
  await page.goto();
  const panel = new ReportsPanel(page);
  const reader = new ReaderTab(page);
  await panel.open();
  await panel.card(title).click();
  const html = reader.document.locator('html');
  await expect(html).toHaveAttribute('data-theme', 'light');
  await page.theme.setDarkTheme();
  await expect(html).toHaveAttribute('data-theme', 'dark');
  await page.screenshot({ path: info.outputPath('reader-dark.png') });
  await expect(page.getByText('Open as notebook')).toBeVisible();
  await page.setViewportSize({ width: 900, height: 700 });
  await expect(page.getByText('Open as notebook')).toBeHidden();
  await expect(reader.button('Open as notebook')).toBeVisible();
  await page.screenshot({ path: info.outputPath('reader-narrow.png') });
});

test('without scripts the report is read in its tab all the same', async ({
  page
}, info) => {
  await page.goto();
  const panel = new ReportsPanel(page);
  const reader = new ReaderTab(page);
  await panel.open();
  await panel.card(title).click();
  await expect(reader.showCode).toBeEnabled();
  await reader.button('More').click();
  await page.getByRole('menuitem', { name: 'Read without scripts' }).click();
  const said = page.getByText('No script runs in this view');
  await expect(said).toBeVisible();
  await expect(reader.document.getByText('exponent 1.38')).toBeVisible();
  const shell = page.frameLocator('iframe[title="Report"]:visible');
  await expect(shell.locator('iframe')).toHaveAttribute('sandbox', '');
  await expect(shell.locator('script')).toHaveCount(0);
  await expect(reader.showCode).toBeDisabled();
  await page.screenshot({ path: info.outputPath('still.png') });

  await reader.button('Read with scripts').click();
  await expect(said).toBeHidden();
  await expect(reader.showCode).toBeEnabled();
  await expect(shell.locator('iframe')).toHaveAttribute(
    'sandbox',
    'allow-scripts allow-downloads'
  );
});

test('a reload of JupyterLab leads back to where one has read', async ({
  page
}) => {
  const text = `## Long\n\n${'Words that fill the page. '.repeat(900)}`;
  await page.contents.uploadContent(
    notebook([...CELLS, text, '## Appendix']),
    'text',
    path
  );
  await publish(page, path, { title, report: id });
  await page.goto();
  const panel = new ReportsPanel(page);
  const reader = new ReaderTab(page);
  await panel.open();
  await panel.card(title).click();
  const end = reader.document.getByRole('heading', { name: 'Appendix' });
  await end.scrollIntoViewIfNeeded();
  await page.waitForTimeout(1500); // JupyterLab saves its layout a second after it has changed
  await page.reload();
  await expect(end).toBeInViewport();
});

test('a newer version waits until one asks for it', async ({ page }, info) => {
  await page.goto();
  const panel = new ReportsPanel(page);
  const reader = new ReaderTab(page);
  await panel.open();
  await panel.card(title).click();
  await expect(reader.document.getByText('exponent 1.38')).toBeVisible();
  await page.contents.uploadContent(
    notebook(['# Posts grow', { code: '1', output: 'exponent 1.39\n' }]),
    'text',
    path
  );
  await publish(page, path, { title, report: id });
  await expect(page.getByText('Version 2 is here.')).toBeVisible();
  await expect(reader.document.getByText('exponent 1.38')).toBeVisible();
  await page.screenshot({ path: info.outputPath('newer.png') });
  await reader.button('Show it').click();
  await expect(reader.document.getByText('exponent 1.39')).toBeVisible();
  await expect(page.getByText('Version 2 is here.')).toBeHidden();
});

test('opening the report again shows what is newest, and stays one tab', async ({
  page
}) => {
  await page.goto();
  const panel = new ReportsPanel(page);
  const reader = new ReaderTab(page);
  await panel.open();
  await panel.card(title).click();
  await expect(page.getByText('Version 1', { exact: true })).toBeVisible();
  await publish(page, path, { title, report: id });
  await panel.card(title).click();
  await expect(page.getByText('Version 2', { exact: true })).toBeVisible();
  await expect(reader.tab(title)).toHaveCount(1);
});

test('a permanent link opens JupyterLab with the report, and leaves a clean address', async ({
  page
}) => {
  const reader = new ReaderTab(page);
  await page.goto(`?hub-publish-report=${id}&keep=this`);
  await expect(reader.heading(title)).toBeVisible();
  await expect.poll(() => new URL(page.url()).search).toBe('?keep=this');
  const answer = await page.request.get(`/hub-publish/r/${id}`, {
    maxRedirects: 0
  });
  expect(answer.headers().location).toContain(`hub-publish-report=${id}`);
});

test('a report that one may not see and one that is not there look the same', async ({
  page
}, info) => {
  await page.goto('?hub-publish-report=raaaaaaaaaa');
  await expect(
    page.getByRole('heading', {
      name: 'There is no report here that you may see'
    })
  ).toBeVisible();
  await page.screenshot({ path: info.outputPath('missing.png') });
});

test('tags and authors in the header lead to their pages', async ({ page }) => {
  await page.goto(`?hub-publish-report=${id}`);
  const reader = new ReaderTab(page);
  const gallery = new GalleryTab(page);
  await reader.button('#growth').click();
  await expect(gallery.heading('Tag: growth')).toBeVisible();
  await expect(gallery.link(title)).toBeVisible();
  await reader.tab(title).click();
  await reader.button('ada').click();
  await expect(gallery.heading('Author: ada')).toBeVisible();
});
