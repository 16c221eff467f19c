import { expect, test } from '@jupyterlab/galata';

import { notebook } from '../pages/publish';
import { publish, rareWord, ReaderTab, ReportsPanel } from '../pages/reports';

test.use({ autoGoto: false });

const CODE = {
  code: 'paths.groupby("path")["churned"].mean()',
  output: 'guided 0.68'
};

test.beforeEach(async ({ page, tmpPath }) => {
  await page.contents.uploadContent(
    notebook(['# Who stays', CODE, '## Limits\n\nOne year only.']),
    'text',
    `${tmpPath}/churn.ipynb`
  );
});

test('a report is found while one types, with the place that matches, and opened by keyboard', async ({
  page,
  tmpPath
}, info) => {
  const word = rareWord();
  const title = `Who stays after the first ${word}`;
  await publish(page, `${tmpPath}/churn.ipynb`, {
    title,
    summary: 'Guided onboarding keeps 68% of customers for a year.',
    tags: ['churn', 'onboarding']
  });
  await page.goto();
  const panel = new ReportsPanel(page);
  await panel.open();
  await expect(panel.cards.first()).toContainText(title);

  await panel.box.click();
  await page.keyboard.type(`${word} groupb`);
  await expect(
    panel.region.getByText('1 report', { exact: true }).first()
  ).toBeVisible();
  await expect(panel.card(title)).toContainText('In code, cell 2');
  await expect(panel.marks).toContainText([word, /groupby/]);
  await page.screenshot({ path: info.outputPath('search-light.png') });

  await page.keyboard.press('ArrowDown');
  await expect(panel.link(title)).toBeFocused();
  await page.keyboard.press('/');
  await expect(panel.box).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(new ReaderTab(page).heading(title)).toBeVisible();
  await expect(panel.card(title)).toHaveAttribute('aria-current', 'true');

  await panel.box.focus();
  await page.keyboard.press('Escape');
  await expect(panel.box).toHaveValue('');
});

test('a tag is a filter that can be taken away', async ({ page, tmpPath }) => {
  const tag = rareWord();
  const [one, other] = [`One ${tag}`, `Other ${tag}`];
  const path = `${tmpPath}/churn.ipynb`;
  await publish(page, path, { title: one, tags: [tag] });
  await publish(page, path, { title: other });
  await page.goto();
  const panel = new ReportsPanel(page);
  await panel.open();
  await panel
    .card(one)
    .getByRole('button', { name: `#${tag}`, exact: true })
    .click();
  await expect(panel.cards).toHaveCount(1);
  await expect(panel.region.getByText(`tag: ${tag}`)).toBeVisible();
  await panel.button(`Remove the filter by tag ${tag}`).click();
  await expect(panel.card(other)).toBeVisible();
});

test('more reports come with scrolling', async ({ page, tmpPath }) => {
  const word = rareWord();
  const path = `${tmpPath}/churn.ipynb`;
  for (let number = 1; number <= 25; number++) {
    await publish(page, path, { title: `Number ${number} ${word}` });
  }
  await page.goto();
  const panel = new ReportsPanel(page);
  await panel.open();
  await panel.box.fill(word);
  await expect(
    panel.region.getByText('25 reports', { exact: true })
  ).toBeVisible();
  await panel.cards.first().hover();
  await page.mouse.wheel(0, 5000);
  await expect(panel.cards).toHaveCount(25);
});

test('what others publish appears without a reload, and moves nothing under the reader', async ({
  page,
  tmpPath
}, info) => {
  const word = rareWord();
  const path = `${tmpPath}/churn.ipynb`;
  await publish(page, path, { title: `Old ${word}` });
  await page.goto();
  const panel = new ReportsPanel(page);
  await panel.open();
  await page.getByRole('main').click();
  await expect(panel.cards.first()).toContainText(`Old ${word}`);

  await publish(page, path, { title: `New ${word}` });
  await expect(panel.cards.first()).toContainText(`New ${word}`);

  await panel.link(`Old ${word}`).focus();
  await publish(page, path, { title: `Newer ${word}` });
  await expect(panel.button('1 new report')).toBeVisible();
  await expect(panel.cards.first()).toContainText(`New ${word}`);
  await page.screenshot({ path: info.outputPath('news.png') });
  await panel.button('1 new report').click();
  await expect(panel.cards.first()).toContainText(`Newer ${word}`);
});

test('the menu of a card copies its link', async ({ page, tmpPath }, info) => {
  const title = `Linked ${rareWord()}`;
  const id = await publish(page, `${tmpPath}/churn.ipynb`, { title });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto();
  const panel = new ReportsPanel(page);
  await panel.open();
  await panel.link(title).focus();
  await page.keyboard.press('Shift+F10');
  const entries = page.getByRole('menuitem');
  await expect(entries.filter({ hasText: 'Open as Notebook' })).toBeVisible();
  await page.screenshot({ path: info.outputPath('menu.png') });
  await entries.filter({ hasText: 'Copy Link' }).click();
  await expect(page.getByText('Link copied').first()).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(new RegExp(`/hub-publish/r/${id}$`));
});

test('the panel keeps what it has while the library does not answer', async ({
  page,
  tmpPath
}, info) => {
  const title = `Kept ${rareWord()}`;
  await publish(page, `${tmpPath}/churn.ipynb`, { title });
  await page.goto();
  const panel = new ReportsPanel(page);
  await panel.open();
  await expect(panel.card(title)).toBeVisible();
  let isThere = false;
  let asked = 0;
  await page.route('**/hub-publish/api/reports?**', route => {
    asked += 1;
    return isThere ? route.continue() : route.abort();
  });
  await panel.box.fill('anything');
  await expect(
    panel.region.getByText('The library does not answer since')
  ).toBeVisible();
  await expect(panel.card(title)).toBeVisible();
  await page.screenshot({ path: info.outputPath('offline.png') });
  const before = asked;
  await panel.button('Try now').click();
  await expect.poll(() => asked).toBeGreaterThan(before);
  isThere = true;
  await panel.box.fill('');
  await expect(
    panel.region.getByText('The library does not answer since')
  ).toBeHidden();
});

test('the panel says what to do when there is nothing to show', async ({
  page
}, info) => {
  let isInstalled = true;
  await page.route('**/hub-publish/api/reports?**', route =>
    isInstalled
      ? route.fulfill({ json: { total: 0, hits: [], next: null, seq: 0 } })
      : route.fulfill({ status: 404, body: '<html>404: Not Found</html>' })
  );
  await page.goto();
  const panel = new ReportsPanel(page);
  await panel.open();
  await expect(
    panel.region.getByRole('heading', { name: 'Publish the first report' })
  ).toBeVisible();
  await page.screenshot({ path: info.outputPath('empty.png') });
  await panel.box.fill('gausian peeks');
  await expect(
    panel.region.getByRole('heading', {
      name: 'Nothing matches “gausian peeks”'
    })
  ).toBeVisible();
  await page.screenshot({ path: info.outputPath('nothing.png') });

  isInstalled = false;
  await panel.box.fill('x');
  await expect(
    panel.region.getByText('pip install jupyter_hub_publish')
  ).toBeVisible();
  await expect(panel.button('Copy the command')).toBeVisible();
  await page.screenshot({ path: info.outputPath('server-half-missing.png') });
});

test('the panel is readable when narrow and when wide, light and dark', async ({
  page,
  tmpPath
}, info) => {
  const word = rareWord();
  const path = `${tmpPath}/churn.ipynb`;
  await publish(page, path, {
    title: `Unerwartete_Auswirkungen_der_Preisumstellung_auf_Bestandskundenverträge_${word}`,
    summary: 'A third of all tickets is about signing in. '.repeat(5),
    tags: Array.from({ length: 600 }, (_, number) => `tag-${number}`)
  });
  await page.goto();
  const panel = new ReportsPanel(page);
  await panel.open();
  await panel.box.fill(word);
  await expect(panel.cards).toHaveCount(1);
  for (const theme of ['light', 'dark']) {
    await (theme === 'dark'
      ? page.theme.setDarkTheme()
      : page.theme.setLightTheme());
    for (const width of [250, 600]) {
      await panel.widen(width);
      await expect(panel.cards.getByText(/^\+5\d\d$/)).toBeVisible();
      const card = (await panel.cards.first().boundingBox())!;
      expect(card.width).toBeLessThanOrEqual(width);
      expect(card.height).toBeLessThan(200);
      await page.screenshot({
        path: info.outputPath(`panel-${width}-${theme}.png`)
      });
    }
  }
});
