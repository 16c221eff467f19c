import { expect, test } from '@jupyterlab/galata';

import { violations } from '../pages/accessibility';
import { GalleryTab, nearLine, relatedIn } from '../pages/gallery';
import { notebook, PublishScreen } from '../pages/publish';
import {
  anyTab,
  publish,
  rareWord,
  ReaderTab,
  ReportsPanel
} from '../pages/reports';

test.use(anyTab);

/** A notebook that nobody else's is like: its words and its columns are its own. */
function about(word: string, more = ''): string {
  const long = `The ${word} of a year, counted by ${word}ers in ${word}land. `;
  return notebook([
    `# On ${word}`,
    {
      code: `import polars\nframe["${word}_rate"].mean()\nframe["${word}_size"].sum()`,
      output: '0.68'
    },
    `## What it says\n\n${long.repeat(8)}${more}`
  ]);
}

let word = '';
let path = '';

test.beforeEach(async ({ page, tmpPath }) => {
  word = rareWord();
  path = `${tmpPath}/${word}.ipynb`;
  await page.contents.uploadContent(about(word), 'text', path);
});

test('the gallery shows pictures in a grid, finds, and leads to an author and a tag', async ({
  page
}, info) => {
  const titles = ['One', 'Two', 'Three'].map(name => `${name} ${word}`);
  for (const title of titles) {
    await publish(page, path, { title, summary: 'Short.', tags: [word] });
  }
  await page.goto();
  const gallery = new GalleryTab(page);
  await gallery.open();
  await expect(gallery.heading('Newest')).toBeVisible();
  await expect(gallery.cards('Newest').first()).toContainText(`Three ${word}`);
  await page.screenshot({ path: info.outputPath('gallery.png') });

  await gallery.box.fill(word);
  await expect(gallery.cards('Relevance')).toHaveCount(3);
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('s');
  const starred = gallery.main.getByRole('button', {
    name: 'Star, 1 so far',
    pressed: true
  });
  await expect(starred).toBeVisible();

  await gallery
    .card(titles[0])
    .getByRole('button', { name: `#${word}`, exact: true })
    .click();
  await gallery.box.fill('');
  await expect(gallery.heading(`Tag: ${word}`)).toBeVisible();
  await gallery
    .card(titles[0])
    .getByRole('button', { name: 'ada', exact: true })
    .click();
  await expect(gallery.heading('Author: ada')).toBeVisible();
  await expect(page.getByRole('tab', { name: 'ada' })).toBeVisible();
  await page.screenshot({ path: info.outputPath('author.png') });
  await gallery.button('Back').click();
  await expect(gallery.heading(`Tag: ${word}`)).toBeVisible();

  await gallery.link(titles[1]).click();
  await expect(new ReaderTab(page).heading(titles[1])).toBeVisible();
});

test('the gallery comes back with its search after a reload', async ({
  page
}) => {
  await publish(page, path, { title: `Kept ${word}` });
  await page.goto();
  const gallery = new GalleryTab(page);
  await gallery.open();
  await gallery.box.fill(word);
  await expect(gallery.cards('Relevance')).toHaveCount(1);
  // JupyterLab keeps its layout a moment after it has changed.
  await page.waitForTimeout(1500);
  await page.reload();
  await expect(gallery.box).toHaveValue(word);
  await expect(gallery.link(`Kept ${word}`)).toBeVisible();
});

test('a long gallery holds only what is in sight', async ({ page }) => {
  test.setTimeout(120_000);
  for (let number = 1; number <= 45; number++) {
    await publish(page, path, { title: `Number ${number} ${word}` });
  }
  await page.goto();
  const gallery = new GalleryTab(page);
  await gallery.open();
  await gallery.box.fill(word);
  await expect(
    gallery.main.getByText('45 reports', { exact: true }).first()
  ).toBeVisible();
  const cards = gallery.cards('Relevance');
  await expect(async () => {
    await gallery.scroll.evaluate(node => node.scrollTo(0, node.scrollHeight));
    await expect(cards.last()).toHaveAttribute('data-card', '44', {
      timeout: 500
    });
  }).toPass();
  expect(await cards.count()).toBeLessThan(30);
});

test('the gallery is for everyone, in any width, light and dark', async ({
  page
}, info) => {
  await publish(page, path, {
    title: `Unerwartete_Auswirkungen_der_Preisumstellung_auf_Bestandskundenverträge_${word}`,
    summary: 'A third of all tickets is about signing in. '.repeat(5),
    tags: Array.from({ length: 600 }, (_, number) => `tag-${number}`)
  });
  await publish(page, path, { title: `Plain ${word}` });
  await page.goto();
  const gallery = new GalleryTab(page);
  await gallery.open();
  await gallery.box.fill(word);
  await expect(gallery.cards('Relevance')).toHaveCount(2);
  for (const theme of ['light', 'dark']) {
    await (theme === 'dark'
      ? page.theme.setDarkTheme()
      : page.theme.setLightTheme());
    for (const width of [1400, 760]) {
      await page.setViewportSize({ width, height: 800 });
      await expect(gallery.cards('Relevance').first()).toBeVisible();
      await page.screenshot({
        path: info.outputPath(`gallery-${width}-${theme}.png`)
      });
      const found = await violations(page.mainFrame(), [], '.hp-Gallery');
      expect(found, `${theme} ${width}`).toEqual([]);
    }
  }
});

test('below a report stand those that are near, with the reason, and open in JupyterLab', async ({
  page
}, info) => {
  const [one, other] = [`One on ${word}`, `Other on ${word}`];
  const id = await publish(page, path, { title: one, tags: [word] });
  await publish(page, path, { title: other, tags: [word] });
  await page.goto(`?hub-publish-report=${id}`);
  const reader = new ReaderTab(page);
  await expect(reader.heading(one)).toBeVisible();
  const related = relatedIn(page);
  await reader.document.getByText('What it says').first().hover();
  await page.mouse.wheel(0, 10_000);
  await expect(related).toBeVisible();
  await expect(related).toContainText(word);
  await page.screenshot({ path: info.outputPath('related.png') });

  // The wheel over it moves the page, too.
  await related.hover();
  await page.mouse.wheel(0, -10_000);
  await expect(
    reader.document.getByText('What it says').first()
  ).toBeInViewport();

  await page.mouse.wheel(0, 10_000);
  await related.getByRole('link', { name: other }).click();
  await expect(reader.heading(other)).toBeVisible();
});

test('a report is starred in its header, and everywhere at once', async ({
  page
}) => {
  const title = `Starred ${word}`;
  const id = await publish(page, path, { title });
  await page.goto(`?hub-publish-report=${id}`);
  const reader = new ReaderTab(page);
  const panel = new ReportsPanel(page);
  await panel.open();
  await panel.box.fill(word);
  await reader.button('Star').click();
  const star = reader.button('Star, 1 so far');
  await expect(star).toHaveAttribute('aria-pressed', 'true');
  await expect(
    panel.card(title).getByRole('button', { name: 'Star, 1 so far' })
  ).toHaveAttribute('aria-pressed', 'true');
  await panel.menu(title, 'Take Star Away');
  await expect(reader.button('Star')).toHaveAttribute('aria-pressed', 'false');
});

test('the panel names what is near to the notebook in front, until it is hidden', async ({
  page,
  tmpPath
}, info) => {
  const title = `Done before ${word}`;
  await publish(page, path, { title });
  const mine = `${tmpPath}/mine.ipynb`;
  await page.contents.uploadContent(about(word, 'And more.'), 'text', mine);
  await page.goto();
  await page.notebook.openByPath(mine);
  await new ReportsPanel(page).open();
  const line = nearLine(page);
  await expect(line.getByRole('link', { name: title })).toBeVisible();
  await expect(line).toContainText('Same columns');
  await page.screenshot({ path: info.outputPath('near.png') });
  await line.getByRole('button', { name: 'Hide' }).click();
  await expect(line).toBeHidden();
  await page.notebook.save();
  await page.waitForTimeout(2500);
  await expect(line).toBeHidden();
});

test('the dialog warns of the same work, and updates that report instead', async ({
  page,
  tmpPath
}, info) => {
  const title = `Done before ${word}`;
  const id = await publish(page, path, { title });
  const mine = `${tmpPath}/mine.ipynb`;
  await page.contents.uploadContent(about(word, 'And more.'), 'text', mine);
  await page.goto();
  await page.notebook.openByPath(mine);
  const screen = new PublishScreen(page);
  await screen.button('Publish').click();
  await expect(
    screen.dialog.getByText(`This looks like “${title}” by ada.`)
  ).toBeVisible();
  await page.screenshot({ path: info.outputPath('lookalike.png') });
  await screen.press('Update that one instead');
  await expect(screen.heading('Update report to version 2')).toBeVisible();
  await page.screenshot({ path: info.outputPath('instead.png') });
  await screen.press('Publish version 2');
  await screen.published();
  const report = await page.request.get(`/hub-publish/api/reports/${id}`);
  expect((await report.json()).version).toBe(2);
});
