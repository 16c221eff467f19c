import { expect, test } from '@jupyterlab/galata';

import { menuItem, PublishScreen } from '../pages/publish';
import {
  anyTab,
  publish,
  rareWord,
  ReaderTab,
  ReportsPanel
} from '../pages/reports';
import { ReportTab, withFigure } from '../pages/versions';

test.use(anyTab);

let title = '';
let id = '';
let path = '';

test.beforeEach(async ({ page, tmpPath }) => {
  path = `${tmpPath}/posts.ipynb`;
  title = `Posts grow ${rareWord()}`;
  const { contents } = page;
  await contents.uploadContent(withFigure('blue', 'slope 1.38'), 'text', path);
  await contents.uploadContent('plan,n\n', 'text', `${tmpPath}/plans.csv`);
  id = await publish(page, path, {
    title,
    message: 'First publication',
    files: ['plans.csv']
  });
  await contents.uploadContent(withFigure('red', 'slope 1.39'), 'text', path);
  await publish(page, path, {
    title,
    report: id,
    message: 'October added',
    files: ['plans.csv']
  });
});

test('an old version is opened from the list, and becomes the newest again', async ({
  page
}, info) => {
  await page.goto(`?hub-publish-report=${id}`);
  const reader = new ReaderTab(page);
  const report = new ReportTab(page);
  await expect(reader.document.getByText('slope 1.39')).toBeVisible();
  await report.version(2).click();
  await expect(report.row(2)).toContainText('Version 2, shown');
  await expect(report.row(2)).toContainText('October added');
  await expect(report.row(1)).toContainText('First publication');
  await page.screenshot({ path: info.outputPath('versions.png') });
  await page.keyboard.press('Escape');

  await report.open(2, 1);
  await expect(reader.document.getByText('slope 1.38')).toBeVisible();
  await expect(report.banner('Version 1 of 2')).toBeVisible();
  await page.screenshot({ path: info.outputPath('older.png') });

  await report.more('Restore version 1…');
  const dialog = report.dialog('Restore version 1');
  await expect(
    dialog.getByRole('textbox', { name: 'What changed' })
  ).toHaveValue('Restored version 1');
  await page.screenshot({ path: info.outputPath('restore.png') });
  await page.keyboard.press('Enter');
  await expect(report.version(3)).toBeVisible();
  await expect(reader.document.getByText('slope 1.38')).toBeVisible();
  await report.version(3).click();
  await expect(report.row(3)).toContainText('restored from version 1');
  await expect(report.row(2)).toContainText('October added');
  await report
    .row(2)
    .getByRole('button', { name: 'Compare version 2' })
    .click();
  await expect(reader.heading(`What changed: ${title}`)).toBeVisible();
  await page.screenshot({ path: info.outputPath('compared.png') });
});

test('a report is edited, archived and withdrawn, and each is taken back', async ({
  page
}, info) => {
  await page.goto(`?hub-publish-report=${id}`);
  const reader = new ReaderTab(page);
  const report = new ReportTab(page);
  const panel = new ReportsPanel(page);
  await panel.open();
  await expect(reader.heading(title)).toBeVisible();

  await report.more('Edit details…');
  const dialog = report.dialog('Edit details');
  const other = `Teams grow ${rareWord()}`;
  await dialog.getByRole('textbox', { name: 'Title' }).fill(other);
  await dialog.getByRole('combobox', { name: 'Authors' }).fill('Grace Hopper');
  await dialog
    .getByRole('button', { name: 'Choose a figure of the report' })
    .click();
  await dialog.getByRole('button', { name: 'Figure in cell 2' }).click();
  await expect(
    dialog.getByRole('button', { name: 'Keep the one it has' })
  ).toBeVisible();
  await page.screenshot({ path: info.outputPath('edit.png') });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(reader.heading(other)).toBeVisible();
  await expect(report.button('Grace Hopper')).toBeVisible();
  await expect(panel.card(other)).toBeVisible();

  await report.more('Archive');
  await expect(report.banner('This report is archived')).toBeVisible();
  await expect(panel.card(other)).toContainText('archived');
  await page.screenshot({ path: info.outputPath('archived.png') });
  await report.button('Bring it back').click();
  await expect(report.banner('This report is archived')).toBeHidden();

  await report.more('Withdraw…');
  await report
    .dialog(/^Withdraw/)
    .getByRole('button', { name: 'Withdraw', exact: true })
    .click();
  await expect(report.banner('You withdrew this report.')).toBeVisible();
  await page.screenshot({ path: info.outputPath('withdrawn.png') });
  await report
    .notification('is withdrawn')
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect(report.banner('You withdrew this report.')).toBeHidden();
});

test('a copy brings its file along, and knows where it comes from', async ({
  page,
  tmpPath
}, info) => {
  await page.goto(`tree/${tmpPath}?hub-publish-report=${id}`);
  const reader = new ReaderTab(page);
  const report = new ReportTab(page);
  const screen = new PublishScreen(page);
  await expect(reader.heading(title)).toBeVisible();
  await report.button('Make a copy').click();
  await expect(screen.button('Publish')).toBeVisible();
  const told = report.notification(
    'The notebook and 1 file are in your folder'
  );
  await expect(told).toBeVisible();
  await page.screenshot({ path: info.outputPath('copied.png') });
  await told.getByRole('button', { name: 'Open folder' }).click();
  await expect(
    page.getByRole('listitem', { name: /^Name: plans\.csv/ })
  ).toBeVisible();
  await expect(
    page.getByRole('listitem', { name: new RegExp(`^Name: ${title}`) })
  ).toBeVisible();

  await screen.button('Publish').click();
  await screen.field('Title').fill(`${title}, in my team`);
  await screen.press('Publish');
  await screen.published();
  await screen.press('Open report');
  await page.screenshot({ path: info.outputPath('based-on.png') });
  await report.button(`Based on “${title}” by ada`).click();
  await expect(report.button('1 report is based on this')).toBeVisible();
});

test('a version is erased for good, and its number stays', async ({
  page
}, info) => {
  await page.goto(`?hub-publish-report=${id}`);
  const reader = new ReaderTab(page);
  const report = new ReportTab(page);
  await expect(report.version(2)).toBeVisible();
  await report.open(2, 1);
  await expect(report.banner('Version 1 of 2')).toBeVisible();
  await report.more('Erase version 1…');
  const dialog = report.dialog('Erase version 1?');
  await expect(dialog.getByText('1 file (7 bytes)')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.screenshot({ path: info.outputPath('erase.png') });
  await dialog.getByRole('button', { name: 'Erase', exact: true }).click();
  await expect(
    page.getByRole('heading', { name: 'Version 1 was erased' })
  ).toBeVisible();
  await page.screenshot({ path: info.outputPath('erased.png') });
  const answer = await page.request.get(
    `/hub-publish/api/reports/${id}/versions/1/attachments/plans.csv`
  );
  expect(answer.status()).toBe(404);
  await report.button('Show the newest version').click();
  await expect(reader.document.getByText('slope 1.39')).toBeVisible();
  await report.version(2).click();
  await expect(report.row(1)).toContainText('erased');
});

test('readers are led to the report that has taken the place of another', async ({
  page,
  tmpPath
}, info) => {
  const newer = `Posts in 2027 ${rareWord()}`;
  const newerPath = `${tmpPath}/newer.ipynb`;
  await page.contents.uploadContent(
    withFigure('blue', 'slope 2.00'),
    'text',
    newerPath
  );
  await publish(page, newerPath, { title: newer });
  await page.goto(`?hub-publish-report=${id}`);
  const reader = new ReaderTab(page);
  const report = new ReportTab(page);
  await expect(reader.heading(title)).toBeVisible();
  await report.more('Replaced by…');
  const dialog = report.dialog('Replaced by');
  await dialog.getByRole('combobox').fill(newer);
  await dialog.getByRole('option', { name: newer }).click();
  await page.screenshot({ path: info.outputPath('replace.png') });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(report.banner(`“${newer}” by ada`)).toBeVisible();
  await page.screenshot({ path: info.outputPath('replaced.png') });
  await report.button('Open it').click();
  await expect(reader.heading(newer)).toBeVisible();
});

test('a card offers its owner what the tab offers', async ({ page }) => {
  await page.goto();
  const panel = new ReportsPanel(page);
  const report = new ReportTab(page);
  await panel.open();
  await panel.card(title).click({ button: 'right' });
  await expect(menuItem(page, 'Edit Details…')).toBeVisible();
  await expect(menuItem(page, 'Withdraw…')).toBeVisible();
  await menuItem(page, 'Archive').click();
  await expect(panel.card(title)).toContainText('archived');
  await panel.menu(title, 'Bring Back');
  await expect(panel.card(title)).not.toContainText('archived');
  await panel.menu(title, 'Make a Copy');
  await expect(page.getByRole('tab', { name: `${title}.ipynb` })).toBeVisible();
  await expect(report.notification('in your folder')).toBeVisible();
});
