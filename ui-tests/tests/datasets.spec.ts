import * as path from 'path';

import { expect, test } from '@jupyterlab/galata';

import { violations } from '../pages/accessibility';
import {
  DatasetsPanel,
  DatasetTab,
  publishReader,
  publishStations,
  publishWriter,
  tablesOf
} from '../pages/datasets';
import { anyTab, rareWord, ReaderTab, ReportsPanel } from '../pages/reports';

/** With it (`make pictures`), one screen becomes a picture of the docs. */
const PICTURES = process.env.HUBPUB_PICTURES;

test.use(anyTab);

test('a table is found, understood, connected to and asked about, and the author answers', async ({
  page
}, info) => {
  const tables = tablesOf(PICTURES && 'bikeshare');
  const rare = PICTURES ? '' : ` ${rareWord()}`;
  const title = `Bike-share demand${rare}`;
  await publishStations(page.request, tables, `Where the stations are${rare}`);
  const writer = await publishWriter(page.request, tables, title);
  const reading = `When each station runs empty${rare}`;
  await publishReader(page.request, tables, reading);
  await page.goto();
  const panel = new DatasetsPanel(page);
  const dataset = new DatasetTab(page);

  await panel.open();
  await panel.box.fill(tables.forecast);
  await expect(
    panel.region.getByText('1 dataset', { exact: true }).first()
  ).toBeVisible();
  await expect(panel.card(tables.forecast)).toContainText('used by 1');
  await expect(panel.card(tables.forecast)).toContainText('Fresh');
  await page.screenshot({ path: info.outputPath('panel.png') });
  await panel.box.press('ArrowDown');
  await page.keyboard.press('Enter');

  await expect(dataset.heading(tables.forecast)).toBeVisible();
  await expect(dataset.row('bikes')).toContainText('Expected bikes');
  await expect(dataset.row('bikes')).toContainText('number, count');
  await expect(dataset.row('weather')).toContainText('2.4%');
  await expect(dataset.section('Sample')).toContainText('2026-11-20 17:00');
  await expect(dataset.section('Used by')).toContainText(reading);
  await page.screenshot({
    path: PICTURES
      ? path.join(PICTURES, 'dataset.png')
      : info.outputPath('dataset.png')
  });

  const connect = dataset.section('How to connect');
  await connect.getByRole('tab', { name: 'pandas' }).click();
  await connect.getByRole('button', { name: 'Copy' }).click();
  await expect(connect.getByRole('button', { name: 'Copied' })).toBeVisible();
  await connect.getByRole('tab', { name: 'Tableau' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    connect.getByRole('link', { name: /\.tds$/ }).click()
  ]);
  expect(file.suggestedFilename()).toMatch(/\.tds$/);

  await dataset.button('Ask, or report a problem').click();
  const talk = dataset.section('Questions and problems');
  await talk.getByRole('combobox', { name: 'Column' }).selectOption('bikes');
  await talk.getByRole('textbox').fill('Why can it be above the capacity?');
  await talk.getByRole('button', { name: 'Send' }).click();
  await expect(talk).toContainText('on bikes');
  expect(await violations(page.mainFrame(), [], '.hp-Dataset-page')).toEqual(
    []
  );
  await page.screenshot({ path: info.outputPath('asked.png') });

  await page.goto();
  await new ReportsPanel(page).open();
  const notice = page.getByRole('complementary', { name: 'Questions to you' });
  await expect(notice).toContainText(`asks about ${tables.forecast}`);
  await notice.getByRole('button', { name: 'Look' }).click();
  await expect(talk).toBeInViewport();
  await talk.getByRole('button', { name: 'Answer' }).click();
  await page.screenshot({ path: info.outputPath('answering.png') });
  await talk.getByRole('textbox').fill('Docks are added in the summer.');
  await page.keyboard.press('Control+Enter');
  await expect(talk).toContainText('answered');
  await expect(notice).toBeHidden();

  await page.goto(`?hub-publish-report=${writer}`);
  await expect(new ReaderTab(page).heading(title)).toBeVisible();
  const named = page.getByRole('region', { name: 'Reads and writes' });
  await expect(named.getByRole('link')).toHaveText([
    tables.stations,
    tables.forecast
  ]);
});

test('the picture of where a table comes from leads on, and a dashboard joins it', async ({
  page
}, info) => {
  const tables = tablesOf();
  const title = `Demand ${rareWord()}`;
  await publishStations(page.request, tables, `Stations ${rareWord()}`);
  await publishWriter(page.request, tables, title);
  const found = await page.request.get(
    `/hub-publish/api/datasets?q=${tables.forecast}`
  );
  const [{ id }] = (await found.json()).datasets;
  await page.goto(`?hub-publish-dataset=${id}`);
  const dataset = new DatasetTab(page);
  const around = dataset.section('Where it comes from and where it goes');
  await expect(around.getByRole('listitem')).toHaveText([
    new RegExp(tables.stations),
    new RegExp(title),
    /this dataset/
  ]);

  await dataset.button('Add yours').click();
  const used = dataset.section('Used by');
  await used.getByRole('textbox', { name: 'Title' }).fill('Fleet planning');
  await used.getByRole('textbox', { name: 'Link' }).fill('bi.example/fleet');
  await used.getByRole('button', { name: 'Add' }).click();
  await expect(used.getByRole('alert')).toHaveText(
    'A link begins with http:// or https://.'
  );
  await used
    .getByRole('textbox', { name: 'Link' })
    .fill('https://bi.example/fleet');
  await used.getByRole('textbox', { name: 'Tool' }).fill('Power BI');
  await used.getByRole('button', { name: 'Add' }).click();
  await expect(around).toContainText('Fleet planning');
  await page.sidebar.close('left');
  await around.scrollIntoViewIfNeeded();
  await page.screenshot({ path: info.outputPath('lineage.png') });

  await around.getByRole('link', { name: tables.stations }).click();
  await expect(dataset.heading(tables.stations)).toBeVisible();
  await expect(dataset.heading(tables.stations).locator('..')).toBeVisible();
  await around
    .filter({ visible: true })
    .getByRole('link', { name: title })
    .click();
  await expect(new ReaderTab(page).heading(title)).toBeVisible();
});
