import * as fs from 'node:fs';
import * as path from 'node:path';

import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import { expect, test } from '@jupyterlab/galata';
import type { Locator } from '@playwright/test';

import { PublishScreen } from '../pages/publish';
import { anyTab, publish, ReportsPanel } from '../pages/reports';

test.use(anyTab);

const EXAMPLES = path.join(__dirname, '..', '..', 'examples');
const PLAIN = JSON.stringify({
  cells: Array.from({ length: 30 }, (_, number) => ({
    cell_type: number % 3 ? 'code' : 'markdown',
    id: `c${number}`,
    metadata: {},
    source: 'a line of it '.repeat(1 + ((number * number * 7) % 40)),
    ...(number % 3 ? { outputs: [], execution_count: number } : {})
  })),
  metadata: { kernelspec: { name: 'python3', display_name: 'Python 3' } },
  nbformat: 4,
  nbformat_minor: 5
});

function example(name: string): string {
  return fs.readFileSync(path.join(EXAMPLES, `${name}.ipynb`), 'utf8');
}

/** The pictures of the panel's cards, which have no name: the titles beside them say it all. */
function pictures(page: IJupyterLabPageFixture): Locator {
  return new ReportsPanel(page).region.locator('.hp-Picture');
}

/** How wide the picture that was loaded is, in pixels of its own; 0 where none was. */
function loadedWidth(picture: Locator): Promise<number> {
  return picture.evaluate(node => (node as HTMLImageElement).naturalWidth);
}

test('cards show the best figure of a report, or a card of its title', async ({
  page,
  tmpPath
}, info) => {
  for (const [name, title] of [
    ['bike-share', 'Bike-share demand, next 14 days'],
    ['gaussian-peaks', 'How sure are we of three Gaussian peaks?'],
    ['team-posts', 'Posts grow faster than the team that writes them']
  ]) {
    const file = `${tmpPath}/${name}.ipynb`;
    await page.contents.uploadContent(example(name), 'text', file);
    await publish(page, file, {
      title,
      summary: 'Rentals rise to about 2,000 a day by mid-November; rain on it.',
      tags: ['forecast', 'growth']
    });
  }
  const file = `${tmpPath}/plain.ipynb`;
  await page.contents.uploadContent(PLAIN, 'text', file);
  for (const title of [
    'Reading a 40 GB file without 40 GB of memory',
    'Größenverhältnisse – what we mean by “active”',
    'SQL we keep writing again'
  ]) {
    await publish(page, file, {
      title,
      summary: 'Four ways to count the same rows, with times and peak memory.',
      tags: ['howto', 'duckdb']
    });
  }
  await page.goto();
  const panel = new ReportsPanel(page);
  await panel.open();
  for (const theme of ['light', 'dark']) {
    await (theme === 'dark'
      ? page.theme.setDarkTheme()
      : page.theme.setLightTheme());
    for (const [width, shown] of [
      [300, 80],
      [500, 120]
    ]) {
      await panel.widen(width);
      for (const picture of (await pictures(page).all()).slice(0, 6)) {
        await picture.scrollIntoViewIfNeeded();
        await expect.poll(() => loadedWidth(picture)).toBe(480);
        const box = (await picture.boundingBox())!;
        expect([box.width, box.height]).toEqual([shown, (shown * 5) / 8]);
      }
      await pictures(page).first().scrollIntoViewIfNeeded();
      await page.screenshot({
        path: info.outputPath(`panel-${width}-${theme}.png`)
      });
    }
  }
});

test('a picture may be kept, and its box is there before it', async ({
  page,
  tmpPath
}) => {
  const file = `${tmpPath}/plain.ipynb`;
  await page.contents.uploadContent(PLAIN, 'text', file);
  await publish(page, file, { title: 'Kept' });
  let release = (): void => undefined;
  const held = new Promise<void>(resolve => (release = resolve));
  let asked = 0;
  await page.route('**/thumbnail?v=*', async route => {
    asked += 1;
    await held;
    await route.continue();
  });
  await page.goto();
  await new ReportsPanel(page).open();
  const first = pictures(page).first();
  await expect.poll(() => asked).toBeGreaterThan(0);
  const before = (await first.boundingBox())!;
  expect([before.width, before.height]).toEqual([80, 50]);
  release();
  await expect.poll(() => loadedWidth(first)).toBe(480);
  expect(await first.boundingBox()).toEqual(before);

  const src = await first.getAttribute('src');
  const answer = await page.request.get(src!);
  expect(answer.headers()['cache-control']).toContain('immutable');
});

test('the end of publishing shows the picture', async ({
  page,
  tmpPath
}, info) => {
  const file = `${tmpPath}/team-posts.ipynb`;
  await page.contents.uploadContent(example('team-posts'), 'text', file);
  await page.goto(`tree/${file}`);
  const screen = new PublishScreen(page);
  await screen.button('Publish').click();
  await expect(screen.field('Title')).toBeFocused(); // while it is read there is nothing to publish
  await page.keyboard.press('Control+Enter');
  await screen.published();
  const picture = screen.dialog.locator('.hp-Picture');
  await expect.poll(() => loadedWidth(picture)).toBe(480);
  const box = (await picture.boundingBox())!;
  expect([box.width, box.height]).toEqual([192, 120]);
  await page.screenshot({ path: info.outputPath('done-light.png') });
  await page.setViewportSize({ width: 420, height: 700 });
  await page.screenshot({ path: info.outputPath('done-narrow.png') });
});
