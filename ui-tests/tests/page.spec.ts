/**
 * Reading a report in its shell, as people do who came by a link: by mouse, by keyboard, on a phone, on paper.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type {
  APIRequestContext,
  Frame,
  FrameLocator,
  Locator,
  Page
} from '@playwright/test';
import { expect, test } from '@playwright/test';

import { violations } from '../pages/accessibility';
import { markdown, publishCells, publishFile, shows } from '../pages/library';

const EXAMPLES = ['bike-share', 'gaussian-peaks', 'team-posts'];
const FIGURE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="500"><rect width="900" height="500" fill="teal"/></svg>';
const WIDE = `<table class="dataframe"><tr>${Array.from({ length: 40 }, (_, n) => `<td>column_${n}</td>`).join('')}</tr></table>`;
const CELLS = [
  markdown('## Method\n\nHow it was done.'),
  shows('first()', { 'text/plain': 'one' }),
  shows('second()', { 'text/plain': 'two' }),
  shows('kept()', { 'text/plain': 'three' }, 'hide-input'),
  markdown('## Figures'),
  shows('plot()', { 'image/svg+xml': FIGURE }),
  shows('table()', { 'text/html': WIDE }),
  markdown(`## Long\n\n${'Words that fill the page. '.repeat(900)}`),
  markdown('## End\n\nDone.')
];

let id: string;
/** One with a title and a summary of several lines. */
let begun: string;

test.beforeAll(async ({ playwright, baseURL }) => {
  const request = await playwright.request.newContext({ baseURL });
  id = await publishCells(request, CELLS, { title: 'How it reads' });
  begun = await publishCells(request, CELLS, {
    title: `What a reader sees first, ${'and then '.repeat(6)} all the rest`,
    summary: 'A summary that goes on for more than one line. '.repeat(5).trim()
  });
  await request.dispose();
});

async function read(page: Page, report: string, more = ''): Promise<Frame> {
  await page.goto(`/hub-publish/read/${report}/1${more}`);
  await expect
    .poll(() => page.frames().filter(each => each.url().includes('/page/')))
    .toHaveLength(1);
  const frame = page.frames().find(each => each.url().includes('/page/'))!;
  await frame.waitForLoadState();
  return frame;
}

/** The contrast between an element's text and what is behind it, as WCAG counts it. */
const contrast = (element: Locator): Promise<number> =>
  element.evaluate(each => {
    const canvas = document.createElement('canvas');
    const brush = canvas.getContext('2d', { willReadFrequently: true })!;
    const light = (colours: readonly string[]): number => {
      for (const colour of colours) {
        brush.fillStyle = colour;
        brush.fillRect(0, 0, 1, 1);
      }
      const [red, green, blue] = [...brush.getImageData(0, 0, 1, 1).data].map(
        part =>
          part <= 10 ? part / 3294 : ((part / 255 + 0.055) / 1.055) ** 2.4
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind: string[] = [];
    for (let at: Element | null = each; at; at = at.parentElement) {
      behind.unshift(getComputedStyle(at).backgroundColor);
    }
    const ground = light(behind);
    const ink = light([...behind, getComputedStyle(each).color]);
    const [low, high] = [ground, ink].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  });

const published = new Map<string, string>();

/** The report of an example, published when it is first asked for. */
async function example(
  request: APIRequestContext,
  name: string
): Promise<string> {
  const path = `${name}.ipynb`;
  let report = published.get(name);
  if (!report) {
    const content = readFileSync(
      join(__dirname, '../../examples', path),
      'utf8'
    );
    await request.put(`/api/contents/${path}`, {
      data: { type: 'file', format: 'text', content }
    });
    report = await publishFile(request, path, { title: name });
    published.set(name, report);
  }
  return report;
}

for (const name of EXAMPLES) {
  for (const [theme, width] of [
    ['light', 1280],
    ['dark', 1280],
    ['light', 420],
    ['dark', 420]
  ] as const) {
    test(`${name}, ${theme}, ${width} px, is accessible and stays in its column`, async ({
      page,
      request
    }, info) => {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height: 900 });
      const frame = await read(page, await example(request, name));
      await expect(frame.locator('main')).toBeVisible();
      expect(await violations(page.mainFrame())).toEqual([]);
      expect(await violations(frame)).toEqual([]);
      if (width < 760) {
        await page.getByRole('button', { name: 'More' }).click();
      }
      await page.getByRole('switch', { name: 'Show code' }).click();
      await expect(frame.locator('details.code').first()).toHaveJSProperty(
        'open',
        true
      );
      expect(await violations(frame)).toEqual([]);
      expect(
        await frame.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth
        )
      ).toBeLessThanOrEqual(0);
      await info.attach(name, {
        body: await page.screenshot(),
        contentType: 'image/png'
      });
    });
  }
}

test('the outline follows the reading', async ({ page }) => {
  const frame = await read(page, id);
  const current = frame.locator('nav.outline a[aria-current]');
  await expect(current).toHaveText('Method');
  await frame.getByRole('link', { name: 'End', exact: true }).click();
  await expect(current).toHaveText('End');
  await expect(frame.getByRole('heading', { name: 'End' })).toBeInViewport();
});

test('on a phone the outline opens over the text, by keyboard too', async ({
  page
}) => {
  await page.setViewportSize({ width: 420, height: 800 });
  const frame = await read(page, id);
  const button = frame.getByRole('button', { name: 'On this page' });
  const outline = frame.getByRole('navigation', { name: 'On this page' });
  await expect(outline).toBeHidden();
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(outline).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(outline).toBeHidden();
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(outline).toBeHidden();
  await expect(
    frame.getByRole('heading', { name: 'Figures' })
  ).toBeInViewport();
});

test('a figure enlarges, and gives the focus back', async ({ page }) => {
  const frame = await read(page, id);
  const figure = frame.getByRole('button', { name: 'Figure 1: Figures' });
  const column = (await frame.locator('main').boundingBox())!;
  const box = (await figure.boundingBox())!;
  expect(box.x + box.width).toBeLessThanOrEqual(column.x + column.width + 1);
  await figure.focus();
  await page.keyboard.press('Enter');
  const dialog = frame.getByRole('dialog', { name: 'Figure 1: Figures' });
  await expect(dialog).toBeVisible();
  expect((await dialog.getByRole('img').boundingBox())!.width).toBeGreaterThan(
    box.width
  );
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(figure).toBeFocused();
  await figure.click();
  await dialog.click();
  await expect(dialog).toHaveCount(0);
});

test('a wide table scrolls inside itself, by keyboard too', async ({
  page
}) => {
  await page.setViewportSize({ width: 420, height: 800 });
  const frame = await read(page, id);
  const box = frame.locator('.out:has(table)');
  await box.focus();
  await page.keyboard.press('ArrowRight');
  await expect
    .poll(() => box.evaluate(each => each.scrollLeft))
    .toBeGreaterThan(0);
  expect(
    await frame.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth
    )
  ).toBeLessThanOrEqual(0);
});

test('folds are remembered, each and all; what an author keeps folded stays so', async ({
  page
}) => {
  let frame = await read(page, id);
  const fold = (name: string) =>
    frame.locator('details.code', { hasText: name });
  const isOpen = (name: string) => fold(name).evaluate(each => each.open);
  await fold('first()').locator('summary').click();
  await expect(fold('first()').locator('pre')).toBeVisible();
  await page.waitForTimeout(400); // the shell writes it down when nothing more happens
  frame = await read(page, id);
  await expect.poll(() => isOpen('first()')).toBe(true);
  expect(await isOpen('second()')).toBe(false);

  const code = page.getByRole('switch', { name: 'Show code' });
  await code.click();
  await expect.poll(() => isOpen('second()')).toBe(true);
  expect(await isOpen('kept()')).toBe(false);
  await fold('kept()').locator('summary').click();
  await fold('second()').locator('summary').click();
  await page.waitForTimeout(400);
  frame = await read(page, id);
  await expect(code).toBeChecked();
  await expect.poll(() => isOpen('kept()')).toBe(true);
  expect(await isOpen('second()')).toBe(false);
  expect(await isOpen('first()')).toBe(true);

  await code.click();
  await expect.poll(() => isOpen('first()')).toBe(false);
  await page.waitForTimeout(400);
  frame = await read(page, id);
  await expect(code).not.toBeChecked();
  expect(await isOpen('kept()')).toBe(false);
});

test('the mark beside a heading or a cell copies its link', async ({
  page,
  context
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const frame = await read(page, id);
  await frame.getByRole('heading', { name: 'Figures' }).hover();
  await frame
    .getByRole('heading', { name: 'Figures' })
    .getByRole('link')
    .click();
  await expect(frame.getByText('Link copied')).toBeVisible();
  // The shell itself may not read it: another tab does.
  const other = await context.newPage();
  await other.goto('/api');
  const copied = await other.evaluate(() => navigator.clipboard.readText());
  await other.close();
  expect(copied).toMatch(new RegExp(`/hub-publish/r/${id}#Figures$`));
  expect(new URL(page.url()).hash).toBe('#Figures');
  await frame.locator('#cell-2').hover();
  await frame.getByRole('link', { name: 'Link to cell 2' }).click();
  await expect.poll(() => new URL(page.url()).hash).toBe('#cell-2');
  await page.goto('about:blank');
  const again = await read(page, id, '#End');
  await expect(again.getByRole('heading', { name: 'End' })).toBeInViewport();
});

test('a reload leads back to where one has read, unless the address names a place', async ({
  page
}) => {
  const top = async () => {
    const frame = await read(page, id);
    return frame.evaluate(() => Math.round(window.scrollY));
  };
  const again = async () => {
    await page.reload();
    return page.frameLocator('#page').locator('html');
  };
  const at = (html: Locator) => html.evaluate(() => Math.round(window.scrollY));
  let frame = await read(page, id);
  await frame.evaluate(() => window.scrollTo(0, 1234));
  await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(1);
  let html = await again();
  await expect.poll(() => at(html)).toBe(1234);

  // What a hostile page says is no place, and leads to the top.
  frame = page.frames().find(each => each.url().includes('/page/'))!;
  await frame.evaluate(() =>
    window.parent.postMessage(
      { hubPublish: 1, type: 'reading', cell: 1.5, below: '<b>' },
      '*'
    )
  );
  await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(0);
  await frame.evaluate(() => window.scrollTo(0, 1000));
  await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(1);

  await page.evaluate(() => history.replaceState(null, '', '#End'));
  html = await again();
  await expect(
    page.frameLocator('#page').getByRole('heading', { name: 'End' })
  ).toBeInViewport();
  await expect.poll(() => at(html)).toBeGreaterThan(2000);

  await page.goto('about:blank');
  expect(await top()).toBe(0);
});

test('printing happens in a frame of its own, with the code as it is shown', async ({
  page
}) => {
  // A browser without a screen prints nothing; this is what one with a screen does.
  await page.addInitScript(() => {
    window.print = () => {
      window.dispatchEvent(new Event('beforeprint'));
      const { length } = document.querySelectorAll('details.code[open]');
      console.debug(`printed with ${length} cells of code`);
      window.dispatchEvent(new Event('afterprint'));
    };
  });
  const frame = await read(page, id);
  await page.getByRole('switch', { name: 'Show code' }).click();
  await frame.evaluate(() => window.scrollTo(0, 500));
  const asked = page.waitForRequest(/\/page\/r\w+\/1\?print=1/);
  const printed = page.waitForEvent('console', each =>
    each.text().startsWith('printed')
  );
  await page.locator('summary', { hasText: 'Download' }).click();
  await page.getByRole('button', { name: 'Print, or save as PDF…' }).click();
  const answer = await (await asked).response();
  expect(answer!.headers()['content-security-policy']).toMatch(
    /^sandbox allow-scripts allow-downloads allow-modals;/
  );
  expect((await printed).text()).toBe('printed with 4 cells of code');
  await expect(page.locator('iframe.paper')).toHaveCount(0);
  expect(await frame.evaluate(() => window.scrollY)).toBe(500);
  // The keys do the same. In the page a script could say that they were pressed: there the reader is asked.
  const byKeys = async (inside: boolean): Promise<void> => {
    const again = page.waitForRequest(/\/page\/r\w+\/1\?print=1/);
    await page.keyboard.press('Control+p');
    if (inside) {
      await expect(page.getByText('Print this report?')).toBeVisible();
      await page.keyboard.press('Enter');
    }
    await again;
    await expect(page.locator('iframe.paper')).toHaveCount(0);
    await expect(page.getByText('Print this report?')).toBeHidden();
  };
  await page.locator('#copy').focus();
  await byKeys(false);
  await frame.locator('.anchor').first().focus();
  await byKeys(true);
});

test('on paper there is nothing but the report, on white', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const frame = await read(page, id);
  await page.locator('#page').evaluate(each => each.classList.add('paper'));
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await frame.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  for (const gone of ['nav.outline', '.anchor', '.code > summary']) {
    await expect(frame.locator(gone).first()).toBeHidden();
  }
  const paper = await frame.evaluate(
    () => getComputedStyle(document.body).backgroundColor
  );
  expect(paper).toBe('rgb(255, 255, 255)');
  // Forty columns are made to fit.
  const table = frame.locator('.out table');
  const [width, room] = await table.evaluate(each => [
    each.getBoundingClientRect().width,
    each.parentElement!.clientWidth
  ]);
  expect(width).toBeLessThan(room * 4);
  await frame.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('what a browser prints by itself says how to print the report', async ({
  page
}) => {
  await read(page, id);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('How it reads is printed from')).toBeVisible();
  await expect(page.locator('#page')).toBeHidden();
});

test('the bar has the title while the page does not show it', async ({
  page
}) => {
  const frame = await read(page, id);
  const name = page.locator('.bar .name');
  await expect(name).toHaveText('How it reads');
  await expect(name).toHaveCSS('opacity', '0');
  await frame.evaluate(() => window.scrollTo(0, 900));
  await expect(name).toHaveCSS('opacity', '1');
  await frame.evaluate(() => window.scrollTo(0, 0));
  await expect(name).toHaveCSS('opacity', '0');
});

for (const [width, height] of [
  [1280, 800],
  [390, 844]
]) {
  test(`the shell shows how the page begins until the page does, ${width} pixels wide`, async ({
    page
  }) => {
    let go = (): void => undefined;
    const wanted = new Promise<void>(resolve => (go = resolve));
    await page.route(/\/page\//, async route => {
      await wanted;
      await route.continue();
    });
    await page.setViewportSize({ width, height });
    await page.goto(`/hub-publish/read/${begun}/1`, { waitUntil: 'commit' });
    const boxes = (within: Page | FrameLocator) =>
      Promise.all(
        ['h1', '.sum', '.by > :first-child', '.by > :nth-child(2)'].map(each =>
          within.locator(`.title ${each}`).boundingBox()
        )
      );
    await expect(page.locator('.opening h1')).toBeVisible();
    const before = await boxes(page);
    go();
    const frame = page.frameLocator('#page');
    await expect(frame.locator('.by')).toContainText('version 1');
    expect(await boxes(frame)).toEqual(before);
    await expect(page.locator('.opening')).toHaveCount(0);
  });
}

test('without scripts a report is read all the same', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(`/hub-publish/read/${id}/1`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('link', { name: 'Read without scripts' }).click();
  await page.waitForURL(/scripts=off/);
  const frame = page.frameLocator('iframe');
  const fold = frame.locator('details.code', { hasText: 'first()' });
  await fold.locator('summary').click();
  await expect(fold.locator('pre')).toBeVisible();
  await frame.getByRole('link', { name: 'End', exact: true }).click();
  await expect(frame.getByRole('heading', { name: 'End' })).toBeInViewport();
  await expect(frame.locator('body')).toHaveCSS(
    'background-color',
    'rgb(26, 26, 26)'
  );
  await page.getByRole('link', { name: 'Read with scripts' }).click();
  await expect(page.getByRole('switch', { name: 'Show code' })).toBeVisible();
});

test('every ink can be read in both themes', async ({ page, request }) => {
  const clear =
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"><text x="9" y="40">Ink</text></svg>';
  const styled =
    '<style>#best { background-color: yellow; } #bar { background: linear-gradient(90deg, #d65f5f 50%, transparent 50%); }</style>' +
    '<table><tr><td id="best">1</td><td id="bar">2</td></tr></table>' +
    '<div><p id="inline" style="background:#eee">grey</p><p id="night" style="background:#222">night</p></div>';
  const terminal = {
    output_type: 'stream',
    name: 'stdout',
    text: '\u001b[48;5;226mbright\u001b[0m \u001b[38;2;1;2;3mblack\u001b[0m \u001b[38;5;230mpale\u001b[0m'
  };
  const cells = [
    shows('clear()', { 'image/svg+xml': clear }),
    shows('styled()', { 'text/html': styled }),
    { ...shows('print()', {}), outputs: [terminal] },
    markdown(
      '$$\\begin{equation}a\\label{one}\\end{equation}$$\n\nsee $\\eqref{one}$'
    )
  ];
  const report = await publishCells(request, cells, { title: 'Inks' });
  for (const theme of ['light', 'dark']) {
    const frame = await read(page, report, `?theme=${theme}`);
    for (const place of ['#best', '#bar', '#inline', '#night', '.text span']) {
      for (const each of await frame.locator(place).all()) {
        expect(await contrast(each), place).toBeGreaterThan(4.5);
      }
    }
    const figure = frame.getByRole('button', { name: /Figure 1/ });
    await expect(figure).toHaveCSS('background-color', 'rgb(255, 255, 255)');
    await figure.click();
    await expect(frame.locator('dialog img')).toHaveCSS(
      'background-color',
      'rgb(255, 255, 255)'
    );
    await page.keyboard.press('Escape');
    await frame.locator('.math').last().scrollIntoViewIfNeeded();
    await expect(frame.locator('.math.done a')).not.toHaveCSS(
      'fill',
      'rgb(0, 0, 255)'
    );
  }
});

test('tables have texts on the left, numbers on the right, and nothing cut off', async ({
  page,
  request
}) => {
  const long = 'A sentence that goes on for longer than a column may be wide. ';
  const table =
    '<table class="dataframe"><thead><tr><th></th><th></th><th>name</th><th>note</th><th>size</th></tr></thead><tbody>' +
    `<tr><th rowspan="2">A</th><th>1</th><td>x</td><td id="long">${long.repeat(6)}</td><td>1,234.5</td></tr>` +
    `<tr><th id="second">2</th><td>y</td><td>${'w'.repeat(300)}</td><td>NaN</td></tr></tbody></table>`;
  const cells = [
    shows('table()', { 'text/html': table }),
    markdown('## `np.zeros`\n\nText.')
  ];
  const report = await publishCells(request, cells, { title: 'Tables' });
  const frame = await read(page, report);
  const sides = (names: readonly string[]): Promise<readonly string[]> =>
    Promise.all(
      names.map(name =>
        frame
          .getByRole('columnheader', { name })
          .evaluate(each => getComputedStyle(each).textAlign)
      )
    );
  expect(await sides(['name', 'note', 'size'])).toEqual([
    'left',
    'left',
    'right'
  ]);
  for (const cell of await frame.locator('td').all()) {
    expect(
      await cell.evaluate(each => each.scrollWidth - each.clientWidth)
    ).toBeLessThanOrEqual(0);
  }
  const [first, second] = await Promise.all(
    ['th:text-is("1")', '#second'].map(each =>
      frame.locator(`tbody ${each}`).boundingBox()
    )
  );
  expect(second!.x + second!.width).toBeCloseTo(first!.x + first!.width, 0);
  const [heading, code] = await Promise.all(
    ['main h2', 'main h2 code'].map(each =>
      frame.locator(each).evaluate(found => {
        const { fontSize, fontWeight } = getComputedStyle(found);
        return `${fontSize} ${fontWeight}`;
      })
    )
  );
  expect(code).toBe(heading);
});

test('a tall figure is never smaller when it is enlarged', async ({
  page,
  request
}) => {
  const tall =
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="2400"><rect width="300" height="2400" fill="teal"/></svg>';
  const cells = [shows('tall()', { 'image/svg+xml': tall })];
  const report = await publishCells(request, cells, { title: 'Tall' });
  const frame = await read(page, report);
  const figure = frame.getByRole('button', { name: 'Figure 1' });
  const { width } = (await figure.boundingBox())!;
  await figure.focus();
  await page.keyboard.press('Enter');
  const dialog = frame.getByRole('dialog');
  const copy = (await dialog.getByRole('img').boundingBox())!;
  expect(copy.width).toBeGreaterThanOrEqual(width);
  await page.keyboard.press('PageDown');
  await expect
    .poll(() => dialog.evaluate(each => each.scrollTop))
    .toBeGreaterThan(0);
});

test('what is on another server is named, and a badge is a link', async ({
  page,
  request
}) => {
  const html =
    '<div><a href="https://colab.example.org/x"><img src="https://badges.example.org/a.svg" alt="Open it"></a></div>' +
    '<div><a href="https://kaggle.example.org/x"><img src="https://badges.example.org/b.svg"></a></div>' +
    '<p><img src="https://pictures.example.org/b.png"></p>' +
    '<p><video src="https://films.example.org/c.mp4" controls></video></p><p><audio controls><source src="https://sounds.example.org/d.mp3"></audio></p>';
  const cells = [
    shows('remote()', { 'text/html': html }),
    shows('framed()', { 'text/html': '<iframe src="x.html"></iframe>' })
  ];
  const report = await publishCells(request, cells, { title: 'Elsewhere' });
  const frame = await read(page, report);
  await expect(frame.locator('.out').first()).toHaveText(
    /^Open it.*An image from pictures.example.org is not part of the report.*A video from films.example.org.*A sound from sounds.example.org/s
  );
  for (const name of ['Open it', 'kaggle.example.org']) {
    await expect(frame.getByRole('link', { name })).toBeVisible();
  }
  await page.goto(`/hub-publish/read/${report}/1?scripts=off`);
  await expect(page.frameLocator('iframe').locator('iframe')).toBeHidden();
  await expect(page.locator('.said:not(.related-link)')).toContainText(
    'Not part of the report: an image from pictures.example.org, a video from films.example.org, a sound from sounds.example.org.'
  );
});
