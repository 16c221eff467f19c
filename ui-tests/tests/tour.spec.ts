/**
 * The README's two commands lead here: the example notebooks, published, found and read. With
 * HUBPUB_PICTURES set (`make pictures`) the screens become the pictures of the docs.
 */
import * as path from 'path';

import { expect, test } from '@jupyterlab/galata';

import { PublishScreen } from '../pages/publish';
import { publish, ReaderTab, ReportsPanel } from '../pages/reports';

const EXAMPLES = path.resolve(__dirname, '../../examples');
const PICTURES = process.env.HUBPUB_PICTURES;

test.use({
  autoGoto: false,
  mockUser: false,
  viewport: { width: 1440, height: 900 }
});

const NAMES = ['gaussian-peaks', 'bike-share', 'team-posts'];

test.beforeEach(async ({ page, tmpPath }) => {
  for (const name of NAMES) {
    const file = `${name}.ipynb`;
    await page.contents.uploadFile(
      path.join(EXAMPLES, file),
      `${tmpPath}/${file}`
    );
  }
});

test('the examples are published, found and read', async ({
  page,
  tmpPath
}, info) => {
  const picture = (name: string) =>
    PICTURES ? path.join(PICTURES, name) : info.outputPath(name);
  for (const name of NAMES) {
    const draft = await page.request.post('/hub-publish/workspace/inspect', {
      data: { path: `${tmpPath}/${name}.ipynb` }
    });
    const { title, summary, tags } = await draft.json();
    await publish(page, `${tmpPath}/${name}.ipynb`, { title, summary, tags });
  }
  await page.goto(`tree/${tmpPath}`);
  const screen = new PublishScreen(page);
  await page.notebook.openByPath(`${tmpPath}/team-posts.ipynb`);
  await screen.button('Publish').click();
  await expect(screen.field('Title')).toHaveValue(
    'Posts grow faster than the team that writes them'
  );
  await page.waitForTimeout(500); // the dialog grows to its words
  await page.screenshot({ path: picture('publish.png') });
  await page.keyboard.press('Escape');

  const panel = new ReportsPanel(page);
  const reader = new ReaderTab(page);
  const title = 'Posts grow faster than the team that writes them';
  await panel.open();
  await panel.card(title).first().click();
  await expect(reader.heading(title)).toBeVisible();
  const figure = reader.document.locator('figure img').first();
  await expect(figure).toBeVisible();
  const width = await figure.evaluate(
    image => (image as HTMLImageElement).naturalWidth
  );
  expect(width).toBeGreaterThan(400);
  await page.waitForTimeout(500);
  await page.screenshot({ path: picture('reader.png') });

  await panel.box.fill('bootstrap');
  await expect(panel.marks.first()).toHaveText(/bootstrap/i);
  await page.screenshot({ path: picture('search.png') });
});

test('a notebook shows what it has handed off', async ({
  page,
  tmpPath
}, info) => {
  const name = 'bikeshare-handoff.ipynb';
  await page.contents.uploadFile(
    path.join(EXAMPLES, name),
    `${tmpPath}/${name}`
  );
  await page.goto(`tree/${tmpPath}`);
  await page.notebook.openByPath(`${tmpPath}/${name}`);
  const cell = page
    .locator('.jp-CodeCell')
    .filter({ hasText: 'keys=["station_id", "hour"]' });
  await cell.scrollIntoViewIfNeeded();
  const output = cell.locator('.jp-OutputArea-output');
  await expect(output).toContainText('written to DuckDB');
  await expect(output.getByRole('row', { name: /^bikes/ })).toContainText(
    'expected bikes at the station'
  );
  await cell.screenshot({
    path: PICTURES
      ? path.join(PICTURES, 'handoff.png')
      : info.outputPath('handoff.png')
  });
});
