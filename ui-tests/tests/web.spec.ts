/**
 * The web pages of the hub's service, for people without JupyterLab: also where no script runs.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';

import { violations } from '../pages/accessibility';

let service: ChildProcess;
let at: {
  url: string;
  ids: { open: string; closed: string; team: string; dataset: string };
};

test.beforeAll(async () => {
  service = spawn('python', [resolve(__dirname, '../web_service.py')], {
    stdio: ['pipe', 'pipe', 'inherit']
  });
  const [line] = await once(
    createInterface({ input: service.stdout! }),
    'line'
  );
  at = JSON.parse(line);
});

test.afterAll(async () => {
  const ended = once(service, 'exit');
  service.stdin!.end();
  await ended;
});

/** A browser in which somebody is signed in. */
async function signedIn(
  browser: Browser,
  person: string,
  options: BrowserContextOptions = {}
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: at.url,
    extraHTTPHeaders: { 'X-Person': person },
    ...options
  });
  const page = await context.newPage();
  await page.goto('');
  return page;
}

test('without scripts one searches, reads, stars, and asks to be let in', async ({
  browser
}) => {
  const still = { javaScriptEnabled: false };
  const carol = await signedIn(browser, 'carol', still);
  await carol.getByRole('searchbox').fill('sizes');
  await carol.getByRole('searchbox').press('Enter');
  await carol.getByRole('link', { name: /^Sizes/ }).click();
  await expect(
    carol.frameLocator('iframe').getByRole('heading', { name: 'Sizes' })
  ).toBeVisible();
  const star = carol.getByRole('button', { name: 'Star' });
  await star.click();
  await expect(star).toHaveAttribute('aria-pressed', 'true');
  await expect(star.locator('b')).toHaveText('2');
  await expect(carol.locator('#code')).toBeHidden();

  await carol.goto(`r/${at.ids.closed}`);
  await carol.getByLabel('A word to the owner').fill('For the review');
  await carol.getByRole('button', { name: 'Ask for access' }).click();
  await expect(carol.getByText('its owner has your request')).toBeVisible();

  const alice = await signedIn(browser, 'alice', still);
  await alice.getByRole('link', { name: '1 person asks' }).click();
  await expect(alice.getByText('For the review')).toBeVisible();
  const granting = { name: 'Let in carol to “Plans”' };
  await alice.getByRole('button', granting).click();
  await expect(alice.getByText('Nobody waits')).toBeVisible();
  await carol.goto(`r/${at.ids.closed}`);
  await expect(carol.getByRole('heading', { name: 'Plans' })).toBeVisible();
});

test('without scripts one keeps a search, compares versions, and gets the address of a feed', async ({
  browser
}) => {
  const carol = await signedIn(browser, 'carol', { javaScriptEnabled: false });
  await carol.goto('groups/team-a');
  await carol.getByRole('link', { name: 'Bikes', exact: true }).click();
  await carol.locator('summary', { hasText: 'Version 2' }).click();
  await carol.getByRole('link', { name: 'Compare versions' }).click();
  await expect(carol.locator('ins').first()).toBeVisible();
  await carol.getByLabel('Newer').selectOption('1');
  await carol.getByRole('button', { name: 'Compare' }).click();
  await expect(carol.getByText('No cell has changed')).toBeVisible();

  await carol.goto('search?q=bikes');
  await carol.getByText('Save this search').click();
  await carol.getByLabel('Name').fill('All about bikes');
  await carol.getByRole('button', { name: 'Save' }).click();
  await carol
    .getByRole('link', { name: 'All about bikes', exact: true })
    .click();
  await expect(
    carol.getByRole('link', { name: 'Bikes', exact: true })
  ).toBeVisible();

  await carol
    .getByRole('main')
    .getByRole('link', { name: 'Feed', exact: true })
    .click();
  await carol.getByRole('button', { name: 'Make my addresses' }).click();
  const address = carol.locator('.one-feed', { hasText: 'All about bikes' });
  const feed = await carol.request.get(
    (await address.locator('code').textContent())!
  );
  expect(await feed.text()).toContain('<title>Bikes</title>');
});

test('with scripts a star does not load the page again', async ({
  browser
}) => {
  const page = await signedIn(browser, 'alice');
  await page.goto(`read/${at.ids.open}/latest`);
  let loads = 0;
  page.on('load', () => loads++);
  const star = page.getByRole('button', { name: 'Star' });
  await expect(star).toHaveAttribute('aria-pressed', 'true');
  await star.click();
  await expect(star).toHaveAttribute('aria-pressed', 'false');
  await star.click();
  await expect(star).toHaveAttribute('aria-pressed', 'true');
  expect(loads).toBe(0);
});

test('what is opened in the bar is closed by Escape and by a look elsewhere', async ({
  browser
}) => {
  const page = await signedIn(browser, 'carol');
  await page.goto(`read/${at.ids.open}/latest`);
  const opener = page.locator('summary', { hasText: 'Download' });
  const entry = page.getByRole('link', { name: 'Notebook', exact: true });
  await opener.click();
  await expect(entry).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(entry).toBeHidden();
  await expect(opener).toBeFocused();
  await opener.click();
  await page.locator('iframe').click();
  await expect(entry).toBeHidden();
});

test('without scripts one connects to a dataset, asks, and reads the answer', async ({
  browser
}) => {
  const still = { javaScriptEnabled: false };
  const carol = await signedIn(browser, 'carol', still);
  await carol.getByRole('link', { name: 'Datasets', exact: true }).click();
  await carol.getByRole('searchbox').fill('weather');
  await carol.getByRole('searchbox').press('Enter');
  await carol.getByRole('link', { name: 'bikeshare.forecast' }).click();
  await expect(carol.getByText('In the database warehouse')).toBeVisible();
  await carol.getByText('pandas', { exact: true }).click();
  await expect(carol.getByText('pd.read_sql')).toBeVisible();
  await expect(carol.getByText('In the database warehouse')).toBeHidden();
  const told = carol.waitForEvent('download');
  await carol.getByRole('link', { name: 'For Tableau' }).click();
  expect((await told).suggestedFilename()).toBe('bikeshare.forecast.tds');

  await carol.getByText('Ask, or report a problem').click();
  await carol.getByLabel('About').selectOption('hour');
  await carol.getByLabel('In your words').fill('Is hour in local time?');
  await carol.getByRole('button', { name: 'Send' }).click();
  const alice = await signedIn(browser, 'alice', still);
  await alice
    .getByRole('link', { name: /^carol on/ })
    .first()
    .click();
  const asked = alice
    .getByRole('listitem')
    .filter({ hasText: 'in local time' });
  await asked.getByText('Answer', { exact: false }).first().click();
  await asked.getByLabel('Your answer').fill('Yes, it is.');
  await asked.getByRole('button', { name: 'Answer' }).click();
  await carol.reload();
  await expect(carol.getByText('Yes, it is.')).toBeVisible();
});

test('with scripts a program is copied by a button', async ({ browser }) => {
  const page = await signedIn(browser, 'carol', {
    permissions: ['clipboard-write']
  });
  await page.goto(`datasets/${at.ids.dataset}`);
  await page.getByText('polars', { exact: true }).click();
  const copy = page.getByRole('button', { name: 'Copy' });
  await copy.click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  // No page of ours may read the clipboard, but people paste.
  await page.getByRole('searchbox').focus();
  await page.keyboard.press('ControlOrMeta+V');
  await expect(page.getByRole('searchbox')).toHaveValue(/pl\.read_database\(/);
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 900, 390]) {
    test(`the pages can be used by everyone: ${colorScheme}, ${width} px`, async ({
      browser
    }) => {
      const page = await signedIn(browser, 'carol', {
        colorScheme,
        viewport: { width, height: 800 },
        bypassCSP: true // for axe-core, which no page of ours would load
      });
      for (const path of [
        '',
        'search?q=sizes',
        'search?q=nothing-has-this-word',
        'search?cursor=none-of-ours',
        'tags/gene-1',
        'authors/alice',
        'groups/team-a',
        'searches',
        'feeds?of=tags/gene-1',
        `compare/${at.ids.team}`,
        'help',
        'asked',
        'requests',
        'datasets?q=bikes',
        `datasets/${at.ids.dataset}`,
        `datasets/${at.ids.dataset}/versions`,
        'r/raaaaaaaaaa',
        `read/${at.ids.open}/latest`,
        `read/${at.ids.open}/latest?scripts=off`,
        `related/${at.ids.open}`
      ]) {
        await page.goto(path);
        expect(await violations(page.mainFrame()), path).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth
        );
        expect(overflow, `${path} is wider than the window`).toBeLessThan(1);
      }
    });
  }
}
