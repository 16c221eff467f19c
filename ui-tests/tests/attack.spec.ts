/**
 * A hostile report in every place where a report can be read: nothing that it tries succeeds, and nothing
 * but its own load and the vendored files is ever asked for.
 */
import type { Frame, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';

import { AROUND, AT_ONCE, BY_A_CLICK, LEAVING } from '../pages/attempts';
import { hostileCells, refreshingCells } from '../pages/hostile';
import { publishCells } from '../pages/library';
import { Recorder, Stranger } from '../pages/recorder';

const MARKUP = `"><img src=x onerror="top.taken=1"><script>taken=1</script>`;

let server: Recorder;
let stranger: Stranger;
let origin: string;
let id: string;
let refreshing: string;

test.beforeAll(async ({ playwright, baseURL }) => {
  server = new Recorder(new URL(baseURL!));
  stranger = new Stranger();
  origin = await server.listen();
  const elsewhere = await stranger.listen();
  const request = await playwright.request.newContext({ baseURL });
  id = await publishCells(request, hostileCells(elsewhere), {
    title: `A friendly report ${MARKUP}`,
    summary: MARKUP,
    tags: ['<img src=x onerror=taken=1>', '"onload=taken=1']
  });
  refreshing = await publishCells(request, refreshingCells(elsewhere), {
    title: 'Elsewhere'
  });
  await request.dispose();
});

test.afterAll(() => {
  server.close();
  stranger.close();
});

/** What the browser did that a report may not bring about. */
let surprises: string[] = [];

test.beforeEach(async ({ page, context }) => {
  surprises = [];
  server.rewrite = () => undefined;
  page.on('dialog', async dialog => {
    surprises.push(`a dialog: ${dialog.type()}`);
    await dialog.dismiss().catch(() => undefined);
  });
  page.on('download', () => surprises.push('a download'));
  context.on('page', other => surprises.push(`a window: ${other.url()}`));
  await context.addCookies([
    { name: 'auth', value: 'secret', url: origin, httpOnly: true },
    { name: '_xsrf', value: 'secret', url: origin }
  ]);
});

/** The frame in which the page stands. */
async function hostileFrame(page: Page): Promise<Frame> {
  await expect
    .poll(() => page.frames().filter(isPage).length, { timeout: 30_000 })
    .toBe(1);
  return page.frames().find(isPage)!;
}

function isPage(frame: Frame): boolean {
  return /\/hub-publish\/page\//.test(frame.url());
}

/** Forget what was seen before the report is opened. */
function begin(): void {
  server.seen.length = 0;
  stranger.heard.length = 0;
}

/** What the page says of each attempt, after it has tried them all for the first or second time. */
async function loot(frame: Frame, round: number): Promise<readonly string[]> {
  const read = (): Promise<{ done: number; results: string[] }> =>
    frame.evaluate(
      () =>
        (window as unknown as { loot?: never }).loot ?? { done: 0, results: [] }
    );
  await expect
    .poll(async () => (await read()).done, { timeout: 20_000 })
    .toBe(round);
  return (await read()).results;
}

const got = (results: readonly string[]): readonly string[] =>
  results.filter(each => each.includes(': got: '));

/** Everything a report was able to bring about, by four witnesses. */
async function harm(page: Page): Promise<readonly string[]> {
  await page.waitForTimeout(1200); // what was sent has arrived by then
  const taken = await Promise.all(
    page.frames().map(frame =>
      frame
        .evaluate(() => ({
          taken: 'taken' in window && document.title !== '',
          images: document.querySelectorAll('img[src="x"]').length,
          isOurs: window.origin !== 'null'
        }))
        .catch(() => null)
    )
  );
  const broken = taken.filter(each => each?.isOurs);
  return [
    ...surprises,
    ...stranger.heard.map(each => `the stranger: ${each}`),
    ...server.matching(/attack=/).map(each => `${each.method} ${each.url}`),
    ...broken.filter(each => each!.taken).map(() => 'a script in our document'),
    ...broken.filter(each => each!.images).map(() => 'markup in our document')
  ];
}

/** What the page's frame has asked the server for; a name that is no vendored file is answered by 404. */
function askedByThePage(): readonly string[] {
  const isVendored = /\/hub-publish\/vendor\//;
  return server.seen
    .filter(each => String(each.headers.origin) === 'null')
    .concat(server.matching(/\/hub-publish\/page\//))
    .filter(each => !(isVendored.test(each.url) && each.status === 404))
    .map(({ method, url }) => `${method} ${url.replace(/\?.*/, '')}`);
}

const NOTHING_ELSE = /^GET \/hub-publish\/(page\/r\w+\/1|vendor\/[\w.-]+)$/;

function expectNothingElse(): void {
  const asked = askedByThePage();
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter(each => !NOTHING_ELSE.test(each))).toEqual([]);
}

const count = (attempts: object): number => Object.keys(attempts).length;

async function expectNoHarm(page: Page, frame: Frame): Promise<void> {
  const atOnce = await loot(frame, 1);
  expect(atOnce).toHaveLength(count(AT_ONCE) + count(AROUND));
  expect(got(atOnce)).toEqual([]);
  expect(await harm(page)).toEqual([]);
  await frame.click('#press');
  const byClick = await loot(frame, 2);
  expect(byClick).toHaveLength(count(BY_A_CLICK));
  expect(got(byClick)).toEqual([]);
  expect(await harm(page)).toEqual([]);
  expectNothingElse();
}

test('in the shell alone', async ({ page }) => {
  await page.goto(`${origin}/hub-publish/read/raaaaaaaaaa/1`); // so that there is a way back
  begin();
  await page.goto(`${origin}/hub-publish/read/${id}/1`);
  const address = page.url();
  const frame = await hostileFrame(page);
  await expectNoHarm(page, frame);
  expect(page.url().split('#')[0]).toBe(address);
  // The page's own script still does its work.
  await page.getByRole('switch', { name: 'Show code' }).click();
  await expect(frame.locator('details.code').first()).toHaveAttribute(
    'open',
    ''
  );
  await page.reload();
  expect(surprises).toEqual([]);
});

test('in JupyterLab', async ({ page }) => {
  test.slow();
  await page.goto(`${origin}/lab`);
  await page.waitForFunction(
    () =>
      'jupyterapp' in window &&
      jupyterapp.commands.hasCommand('hub-publish:open-report')
  );
  begin();
  await open(page, '');
  const frame = await hostileFrame(page);
  await expectNoHarm(page, frame);
  expect(new URL(page.url()).pathname).toMatch(/^\/lab/);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await tabs(page)).toBe(1);
});

for (const name of Object.keys(LEAVING)) {
  test(`leaving the shell's frame ${name}`, async ({ page }) => {
    begin();
    const tried = leaves(page, name);
    await page.goto(
      `${origin}/hub-publish/read/${id}/1#${encodeURIComponent(`leave ${name}`)}`
    );
    await tried;
    expect(await harm(page)).toEqual([]);
    expectNothingElse();
  });
}

test("leaving the shell's frame inside JupyterLab", async ({ page }) => {
  test.slow();
  await page.goto(`${origin}/lab`);
  await page.waitForFunction(
    () =>
      'jupyterapp' in window &&
      jupyterapp.commands.hasCommand('hub-publish:open-report')
  );
  for (const name of Object.keys(LEAVING)) {
    begin();
    const tried = leaves(page, name);
    await open(page, `leave ${name}`);
    await tried;
    expect(await harm(page), name).toEqual([]);
    expectNothingElse();
    await page.evaluate(() =>
      Array.from(jupyterapp.shell.widgets('main'))
        .filter(({ id }) => id.startsWith('hub-publish'))
        .forEach(tab => tab.close())
    );
  }
});

/** Wait until the report tries to leave in this way. */
async function leaves(page: Page, how: string): Promise<void> {
  await page.waitForEvent('console', each => each.text() === `leave ${how}`);
}

/** Open the hostile report in a tab of JupyterLab. */
async function open(page: Page, fragment: string): Promise<void> {
  await page.evaluate(
    async args => {
      await jupyterapp.commands.execute('hub-publish:open-report', args);
    },
    fragment ? { id, fragment } : { id }
  );
}

async function tabs(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      Array.from(jupyterapp.shell.widgets('main')).filter(({ id }) =>
        id.startsWith('hub-publish')
      ).length
  );
}

/** JupyterLab's application, which its test configuration exposes. */
declare const jupyterapp: {
  commands: {
    execute: (id: string, args: object) => Promise<unknown>;
    hasCommand: (id: string) => boolean;
  };
  shell: {
    widgets: (area: string) => Iterable<{ id: string; close: () => void }>;
  };
};

for (const [how, forget] of [
  ['over https or on this machine', false],
  ['over plain http, where browsers do not say what they load for', true]
] as const) {
  test(`at the page's own address, ${how}`, async ({ page }) => {
    if (forget) {
      server.rewrite = headers => {
        for (const name of Object.keys(headers)) {
          if (name.startsWith('sec-fetch-')) {
            delete headers[name];
          }
        }
      };
    }
    begin();
    await page.goto(`${origin}/hub-publish/page/${id}/1`);
    expect(new URL(page.url()).pathname).toBe(`/hub-publish/read/${id}/1`);
    const frame = await hostileFrame(page);
    await expectNoHarm(page, frame);
  });
}

test('at the page’s own address, should the server ever serve it there', async ({
  page
}) => {
  server.rewrite = headers => {
    if (headers['sec-fetch-dest'] === 'document') {
      headers['sec-fetch-dest'] = 'iframe';
    }
  };
  begin();
  await page.goto(`${origin}/hub-publish/page/${id}/1`);
  expect(new URL(page.url()).pathname).toBe(`/hub-publish/page/${id}/1`);
  expect(got(await loot(page.mainFrame(), 1))).toEqual([]);
  expectNothingElse();
});

test('without scripts', async ({ page }) => {
  begin();
  await page.goto(`${origin}/hub-publish/read/${id}/1`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('link', { name: 'Read without scripts' }).click();
  await page.waitForURL(/scripts=off/);
  begin();
  await page.reload();
  const frame = await hostileFrame(page);
  await expect(frame.getByText('A friendly report').first()).toBeVisible();
  await frame.locator('#send').click();
  expect(await harm(page)).toEqual([]);
  expectNothingElse();
  await expect(frame.locator('#loot')).toHaveCount(0);
});

for (const scripts of ['on', 'off']) {
  test(`a report that refreshes itself, scripts ${scripts}`, async ({
    page
  }) => {
    begin();
    await page.goto(
      `${origin}/hub-publish/read/${refreshing}/1?scripts=${scripts}`
    );
    await page.waitForTimeout(1000);
    expect(await harm(page)).toEqual([]);
    expectNothingElse();
  });
}
