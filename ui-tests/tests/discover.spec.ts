import { expect, test } from '@jupyterlab/galata';

import { violations } from '../pages/accessibility';
import { colleague } from '../pages/colleague';
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
  await expect(panel.card(title).getByRole('article')).toHaveAttribute(
    'aria-current',
    'true'
  );

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
  await panel.button(`Remove the filter tag: ${tag}`).click();
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
    panel.region.getByText('25 reports', { exact: true }).first()
  ).toBeVisible();
  await page.keyboard.press('Enter'); // what hangs under the box goes
  await panel.cards.first().hover();
  await expect(async () => {
    await page.mouse.wheel(0, 5000);
    await expect(panel.cards.last()).toHaveAttribute('aria-posinset', '25', {
      timeout: 500
    });
  }).toPass();
  await expect(panel.cards.last()).toHaveAttribute('aria-setsize', '25');
  expect(await panel.cards.count()).toBeLessThan(20);
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

test('what a colleague publishes from a server of their own appears without a reload, and is found', async ({
  page
}) => {
  const word = rareWord();
  const bob = await colleague(page.request, 'bob');
  try {
    await page.goto();
    const panel = new ReportsPanel(page);
    await panel.open();
    await page.getByRole('main').click();

    const content = notebook([`# Trams and ${word}`, CODE]);
    await bob.api.put('/api/contents/trams.ipynb', {
      data: { type: 'file', format: 'text', content }
    });
    const title = `By a colleague ${word}`;
    await publish({ request: bob.api }, 'trams.ipynb', { title });
    await expect(panel.cards.first()).toContainText(title);

    await panel.box.fill(`${word} trams`);
    await expect(panel.card(title)).toContainText('bob');
    await expect(panel.marks.first()).toBeVisible();
  } finally {
    await bob.leave();
  }
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
  const nothing = {
    total: 0,
    hits: [],
    next: null,
    seq: 0,
    current: true,
    understood: null,
    correction: null
  };
  let isInstalled = true;
  await page.route('**/hub-publish/api/reports?**', route =>
    isInstalled
      ? route.fulfill({ json: nothing })
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

test('what is typed becomes a filter, by keyboard alone, and filters combine', async ({
  page,
  tmpPath
}, info) => {
  const word = rareWord();
  const tag = `${word}tag`;
  const path = `${tmpPath}/churn.ipynb`;
  await publish(page, path, { title: `One ${word}`, tags: [tag, 'plans'] });
  await publish(page, path, { title: `Two ${word}`, tags: [tag] });
  await page.goto();
  const panel = new ReportsPanel(page);
  await panel.open();
  await panel.box.click();
  await page.keyboard.type(tag.slice(0, -1));
  const offer = panel.offers.filter({ hasText: tag });
  await expect(offer).toBeVisible();
  await page.screenshot({ path: info.outputPath('offers.png') });
  while ((await offer.getAttribute('aria-selected')) !== 'true') {
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await expect(panel.box).toHaveValue('');
  await expect(panel.box).toBeFocused();
  await expect(panel.region.getByText(`tag: ${tag}`)).toBeVisible();
  await expect(panel.cards).toHaveCount(2);

  await panel.button('Filters').focus();
  await page.keyboard.press('Enter');
  await panel.filter('plans').focus();
  await page.keyboard.press('Space');
  await expect(panel.cards).toHaveCount(1);
  await expect(panel.region.getByText('tag: plans')).toBeVisible();
  await page.screenshot({ path: info.outputPath('filters.png') });
  expect(
    await violations(page.mainFrame(), [], '#hub-publish-reports')
  ).toEqual([]);
  await panel.button('Remove all').click();
  await expect(panel.box).toBeFocused();
  await expect(panel.region.getByText('tag: plans')).toBeHidden();
});

test('a report opens where it matches, with the words marked in the page', async ({
  page,
  tmpPath
}, info) => {
  const word = rareWord();
  await page.contents.uploadContent(
    notebook([
      '# Long',
      'Text.\n\n'.repeat(60),
      { code: `${word} = 1\nprint(${word})`, output: '1' },
      'End.\n\n'.repeat(60)
    ]),
    'text',
    `${tmpPath}/long.ipynb`
  );
  const title = `Long ${rareWord()}`;
  await publish(page, `${tmpPath}/long.ipynb`, { title });
  await page.goto();
  const panel = new ReportsPanel(page);
  await panel.open();
  await panel.box.fill(word);
  await expect(panel.card(title)).toContainText('In code, cell 3');
  await panel.card(title).click();
  const document = new ReaderTab(page).document;
  await expect(document.locator('#cell-3')).toBeInViewport();
  const code = document.locator('#cell-3 pre.src');
  await expect(code).toBeVisible();
  const marked = await code.evaluate(() => {
    const { highlights } = CSS as unknown as {
      highlights: Map<string, Set<Range>>;
    };
    return [...(highlights.get('found') ?? [])].map(String);
  });
  expect(marked).toEqual([word, word]);
  await page.screenshot({ path: info.outputPath('marked.png') });
});

test('a star is kept, by key and by mouse, and gathers what one has starred', async ({
  page,
  tmpPath
}, info) => {
  const title = `Bright ${rareWord()}`;
  await publish(page, `${tmpPath}/churn.ipynb`, { title });
  await page.goto();
  const panel = new ReportsPanel(page);
  await panel.open();
  await panel.link(title).focus();
  await page.keyboard.press('s');
  await expect(panel.star(title)).toHaveAttribute('aria-pressed', 'true');
  await panel.button('Starred').click();
  await expect(panel.cards).toHaveCount(1);
  await expect(panel.star(title)).toHaveText('1');
  await page.screenshot({ path: info.outputPath('starred.png') });

  await page.reload();
  await panel.open();
  await expect(panel.star(title)).toHaveAttribute('aria-pressed', 'true');
  const star = '**/hub-publish/api/reports/*/star';
  await page.route(star, route => route.abort());
  const refused = page.waitForEvent('requestfailed');
  await panel.link(title).focus();
  await page.keyboard.press('s');
  await refused;
  await expect(panel.star(title)).toHaveAttribute('aria-pressed', 'true');
  await page.unroute(star);
  await panel.card(title).hover();
  await panel.card(title).getByTitle('Take your star away (S)').click();
  await expect(panel.star(title)).toHaveAttribute('aria-pressed', 'false');
});

test('a search is kept, found again under the empty box, and forgotten', async ({
  page,
  tmpPath
}, info) => {
  const word = rareWord();
  await publish(page, `${tmpPath}/churn.ipynb`, { title: `Kept ${word}` });
  await page.goto();
  const panel = new ReportsPanel(page);
  await panel.open();
  await panel.box.fill(word);
  // JupyterLab keeps its state in a while, which a reload would not wait for.
  const kept = page.waitForRequest(
    each =>
      each.method() === 'PUT' &&
      each.url().includes('/workspaces') &&
      (each.postData() ?? '').includes(word)
  );
  await page.keyboard.press('Enter');
  await kept;
  await panel.button('Save search').click();
  await page.getByRole('dialog').getByRole('textbox').fill(`All ${word}`);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(panel.button('Forget search')).toBeVisible();

  await page.reload();
  await panel.open();
  await panel.box.click();
  await expect(panel.offers.filter({ hasText: `All ${word}` })).toBeVisible();
  // The search itself is among the last ones as well.
  await expect(
    panel.offers.filter({ hasText: new RegExp(`^${word}$`) })
  ).toBeVisible();
  await page.screenshot({ path: info.outputPath('empty-box.png') });
  await panel.offers.filter({ hasText: `All ${word}` }).click();
  await expect(panel.cards).toHaveCount(1);
  await panel.button('Forget search').click();
  await expect(panel.button('Save search')).toBeVisible();
});

test("among one's own, a notebook that has changed since is published again from there", async ({
  page,
  tmpPath
}, info) => {
  const title = `Own ${rareWord()}`;
  const path = `${tmpPath}/churn.ipynb`;
  const report = await publish(page, path, { title });
  const me = await (await page.request.get('/hub-publish/api/me')).json();
  await page.contents.uploadContent(
    notebook(['# Who stays', CODE, '## Limits\n\nTwo years now.'], {
      hub_publish: { library: me.library.id, report, version: 1 }
    }),
    'text',
    path
  );
  await page.goto();
  const panel = new ReportsPanel(page);
  await panel.open();
  await panel.button('Mine').click();
  await expect(panel.card(title)).toContainText('version 1');
  await expect(panel.card(title)).toContainText('Changed since.');
  await page.screenshot({ path: info.outputPath('mine.png') });
  await panel
    .card(title)
    .getByRole('button', { name: 'Update report' })
    .click();
  await expect(
    page.getByRole('dialog').getByText('Update report to version 2')
  ).toBeVisible();
});

test('a search that cannot be understood whole says what it left out', async ({
  page,
  tmpPath
}) => {
  const word = rareWord();
  await publish(page, `${tmpPath}/churn.ipynb`, { title: `Plain ${word}` });
  await page.goto();
  const panel = new ReportsPanel(page);
  await panel.open();
  await panel.box.fill(`${word} after:someday`);
  await expect(
    panel.region.getByText('Left out “after:someday”: days are written as')
  ).toBeVisible();
  await expect(panel.cards).toHaveCount(1);
  await panel.box.fill(`${word} is:mine NOT draft`);
  await expect(
    panel.region.getByText(`Understood as ${word} is:mine -draft`)
  ).toBeVisible();
});
