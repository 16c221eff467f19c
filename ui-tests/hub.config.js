/**
 * Journeys on a real hub, which tests/hub starts and runs them in.
 *
 * Environment:
 *   HUBPUB_HUB      the hub's address
 *   HUBPUB_LIBRARY  the folder of its library
 *   CHROMIUM_PATH   a browser to use instead of the one Playwright downloads
 *   HUBPUB_PICTURES a folder in which pictures of the pages are kept
 */
const { use } = require('./playwright.config');

module.exports = {
  testDir: 'hub',
  workers: 1,
  timeout: 240 * 1000,
  expect: { timeout: 20 * 1000 },
  reporter: [['list']],
  outputDir: process.env.HUBPUB_RESULTS,
  use: {
    ...use,
    baseURL: process.env.HUBPUB_HUB,
    actionTimeout: 20 * 1000,
    trace: 'off',
    screenshot: 'only-on-failure'
  }
};
