/**
 * One report among the people of a hub: from its author to those who own it when the author has left.
 *
 * Erin and bob have servers that run, and are in team-a with dave; carol is not. Carol and dave have only
 * the web pages.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';

import { signIn, web } from '../pages/hub';
import { PublishScreen } from '../pages/publish';
import { ReaderTab, ReportsPanel } from '../pages/reports';

const TITLE = 'Three peaks, and how sure we are';
const NOTES = 'Notes on the third peak';
const PHONE = { width: 390, height: 844 };

/** Tests of JupyterLab's own page have more than we need of it. */
const lab = (page: Page): IJupyterLabPageFixture =>
  page as IJupyterLabPageFixture;

let pictures = 0;

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.HUBPUB_PICTURES;
  if (folder) {
    const file = `${String(++pictures).padStart(2, '0')}-${name}.png`;
    await page.screenshot({ path: join(folder, file) });
  }
}

/** Open the panel of reports: JupyterLab may restore another one a moment later. */
async function open(page: Page): Promise<void> {
  const { box } = new ReportsPanel(lab(page));
  await page.locator('#jupyterlab-splash').waitFor({ state: 'detached' });
  await expect(async () => {
    if (!(await box.isVisible())) {
      await page.getByRole('tab', { name: 'Reports' }).click();
    }
    await expect(box).toBeVisible({ timeout: 1000 });
  }).toPass();
}

/** The reports of a person's panel, after a search. */
async function searched(page: Page, words: string): Promise<ReportsPanel> {
  const panel = new ReportsPanel(lab(page));
  await open(page);
  await panel.box.fill(words);
  await panel.box.press('Enter');
  return panel;
}

test('a report of team-a is found, read, copied, asked for, granted, and handed over', async ({
  browser
}) => {
  const erin = await signIn(browser, 'erin');
  let link = '';

  await test.step('erin publishes it in the name of team-a, for team-a', async () => {
    await erin.goto('/user/erin/lab/tree/peaks.ipynb');
    const screen = new PublishScreen(lab(erin));
    await screen.button('Publish').click();
    await screen.field('Title').fill(TITLE);
    await erin.getByRole('radio', { name: 'People' }).check();
    const people = erin.getByRole('combobox', { name: 'who may see it' });
    await people.fill('team');
    await erin
      .getByRole('listbox', { name: 'People and groups' })
      .getByRole('option', { name: 'team-a' })
      .click();
    await erin.getByLabel('Owner').selectOption({ label: 'team-a (group)' });
    await picture(erin, 'publish');
    await erin.keyboard.press('Control+Enter');
    await screen.published();
    link = await screen.link();
    await picture(erin, 'published');
    await screen.press('Close');
  });

  const bob = await signIn(browser, 'bob');

  await test.step('bob finds, reads, stars and copies it in JupyterLab', async () => {
    await bob.goto('/user/bob/lab');
    const panel = await searched(bob, 'peaks sure');
    await panel.card(TITLE).click();
    const reader = new ReaderTab(lab(bob));
    await expect(reader.heading(TITLE)).toBeVisible();
    await expect(reader.document.getByRole('heading').first()).toBeVisible();
    await bob.getByRole('main').getByRole('button', { name: /^Star/ }).click();
    await picture(bob, 'read');
    await reader.button('Make a copy').click();
    await expect(reader.tab(TITLE)).toHaveCount(2);
    await expect(
      new PublishScreen(lab(bob)).button('Publish').last()
    ).toBeVisible();
    await picture(bob, 'copied');
  });

  const carol = await signIn(browser, 'carol');
  const request = carol.getByRole('button', { name: 'Ask for access' });

  await test.step('carol finds nothing, gets “not found” by the link, and asks', async () => {
    await carol.goto(web('search?q=peaks'));
    await expect(carol.getByRole('link', { name: TITLE })).toHaveCount(0);
    await picture(carol, 'carol-searches');
    await carol.goto(link);
    await expect(carol.getByText(TITLE)).toHaveCount(0);
    await picture(carol, 'not-found');
    await carol.getByLabel('A word to the owner').fill('For the review');
    await request.click();
    await picture(carol, 'asked');
  });

  await test.step('erin lets her in from JupyterLab', async () => {
    await erin.goto('/user/erin/lab');
    await open(erin);
    await erin.getByRole('button', { name: 'Look' }).click();
    await expect(erin.getByText('For the review')).toBeVisible();
    await picture(erin, 'asked-for');
    const granting = { name: `Let carol see “${TITLE}”`, exact: true };
    await erin.getByRole('button', granting).click();
  });

  await test.step('carol reads it', async () => {
    await expect(async () => {
      await carol.goto(link);
      await expect(carol.getByRole('heading', { name: TITLE })).toBeVisible();
    }).toPass();
    await picture(carol, 'carol-reads');
  });

  await test.step('dave reads it on his phone, without scripts', async () => {
    const dave = await signIn(browser, 'dave', {
      colorScheme: 'dark',
      javaScriptEnabled: false,
      viewport: PHONE
    });
    await dave.goto(web());
    await picture(dave, 'dave-home');
    await dave.getByRole('searchbox').fill('peaks');
    await dave.getByRole('searchbox').press('Enter');
    await picture(dave, 'dave-searches');
    await dave.getByRole('link', { name: new RegExp(`^${TITLE}`) }).click();
    await expect(dave.getByRole('heading', { name: TITLE })).toBeVisible();
    await picture(dave, 'dave-reads');
  });

  await test.step('erin leaves, and an admin hands her reports over', async () => {
    const admin = await signIn(browser, 'hubadmin');
    await admin.goto('/hub/admin');
    await admin
      .getByRole('row', { name: /erin/ })
      .getByRole('button', { name: 'Edit User' })
      .click();
    await picture(admin, 'erin-leaves');
    await admin.getByRole('button', { name: 'Delete user' }).click();
    await expect(admin.getByRole('row', { name: /bob/ })).toBeVisible();
    await expect(admin.getByRole('row', { name: /erin/ })).toHaveCount(0);
    const said = execFileSync('python', [
      ...['-m', 'jupyter_hub_publish', 'transfer'],
      ...['--from', 'user:erin', '--to', 'group:team-a'],
      `--HubPublish.library_folder=${process.env.HUBPUB_LIBRARY}`
    ]);
    expect(said.toString()).toContain(NOTES);
  });

  await test.step('the team has them', async () => {
    const panel = await searched(bob, 'notes');
    await panel.card(NOTES).click();
    const reader = new ReaderTab(lab(bob));
    await expect(reader.heading(NOTES)).toBeVisible();
    await picture(bob, 'handed-over');
  });
});
