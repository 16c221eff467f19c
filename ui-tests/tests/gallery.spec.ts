/**
 * Every kind of output that notebooks have, as real libraries have written it (tests/rendering/gallery/),
 * published, and looked at inside the frame: what is drawn there, and that nothing is asked of any other host.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  type APIRequestContext,
  expect,
  type Frame,
  type Locator,
  type Page,
  test
} from '@playwright/test';

import { violations } from '../pages/accessibility';
import { publishCells, shows as cell } from '../pages/library';

const GALLERY = join(__dirname, '../../tests/rendering/gallery');
const BLOCKED = /violates the following Content Security Policy directive/;

async function publish(
  request: APIRequestContext,
  name: string
): Promise<string> {
  const path = `gallery-${name}.ipynb`;
  const content = JSON.parse(
    readFileSync(join(GALLERY, `${name}.ipynb`), 'utf8')
  );
  await request.put(`/api/contents/${path}`, {
    data: { type: 'notebook', content }
  });
  const draft = { title: `Gallery: ${name}` };
  const begun = await request.post('/hub-publish/workspace/publish', {
    data: { path, draft }
  });
  let job = await begun.json();
  while (!job.published && !job.error) {
    await new Promise(resolve => setTimeout(resolve, 100));
    job = await (
      await request.get(`/hub-publish/workspace/jobs/${job.id}`)
    ).json();
  }
  expect(job.error ?? null).toBeNull();
  return job.published.id;
}

/** What a page has said to the console, and whom it has asked. */
interface IWitness {
  frame: Frame;
  said: string[];
  arrived: string[];
  outside: string[];
}

async function open(
  page: Page,
  request: APIRequestContext,
  name: string
): Promise<IWitness> {
  const id = await publish(request, name);
  const said: string[] = [];
  const arrived: string[] = [];
  const outside: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error' && !BLOCKED.test(message.text())) {
      said.push(message.text());
    }
  });
  page.on('pageerror', error => said.push(error.message));
  page.on('requestfinished', each => {
    const url = new URL(each.url());
    arrived.push(url.pathname);
    if (
      /^https?:$/.test(url.protocol) &&
      url.host !== new URL(page.url()).host
    ) {
      outside.push(each.url());
    }
  });
  await page.goto(`/hub-publish/read/${id}/latest?theme=light`);
  const frame = page.frames()[1];
  await frame.waitForFunction(() => document.readyState === 'complete');
  await frame.evaluate(async () => {
    const kinds = (
      window as unknown as { hubPublishKinds?: { drawAll(): Promise<void> } }
    ).hubPublishKinds;
    await kinds?.drawAll();
  });
  return { frame, said, arrived, outside };
}

/** Opens a notebook of the gallery; afterwards nothing may have gone wrong, and nothing have left. */
function shows(
  name: string,
  sentence: string,
  look: (witness: IWitness, page: Page) => Promise<void>
): void {
  test(`${name}: ${sentence}`, async ({ page, request }, info) => {
    const witness = await open(page, request, name);
    await look(witness, page);
    for (const theme of ['light', 'dark']) {
      await witness.frame.evaluate(name => {
        document.documentElement.dataset.theme = name;
      }, theme);
      await page.waitForTimeout(300); // charts are painted anew
      expect(await violations(witness.frame), theme).toEqual([]);
    }
    await page.screenshot({ path: info.outputPath(`${name}.png`) });
    expect(witness.said).toEqual([]);
    expect(witness.outside).toEqual([]);
  });
}

const count = (frame: Frame, selector: string): Promise<number> =>
  frame.locator(selector).count();

/** Where things are drawn: the folded code often has the same words. */
const outputs = (frame: Frame): Locator => frame.locator('.out');

/** How many different colours a canvas shows. */
const coloursOf = (frame: Frame, selector: string): Promise<number> =>
  frame.locator(selector).evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const pixels =
      canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    const seen = new Set<string>();
    for (let at = 0; at < pixels.length; at += 4) {
      seen.add(
        `${pixels[at]},${pixels[at + 1]},${pixels[at + 2]},${pixels[at + 3]}`
      );
    }
    return seen.size;
  });

shows(
  'plotly',
  'figures from MIME bundles and from HTML, and a map',
  async ({ frame, arrived }) => {
    await expect(frame.locator('.kind.done')).toHaveCount(5);
    expect(await count(frame, '.scatterlayer .trace.scatter')).toBe(4);
    expect(await count(frame, '.barlayer .point')).toBe(26);
    expect(await count(frame, '.pielayer .slice')).toBe(3);
    expect(await count(frame, '.geolayer .choroplethlayer path')).toBe(3);
    expect(await count(frame, '.heatmaplayer image')).toBe(1);
    await expect(frame.locator('.gtitle').first()).toHaveText('Posts per week');
    expect(arrived.filter(path => path.includes('plotly-')).length).toBe(2); // its library, its kind
    // The theme changes while one reads.
    const ink = () =>
      frame
        .locator('.gtitle')
        .first()
        .evaluate(title => getComputedStyle(title).fill);
    const before = await ink();
    await frame.evaluate(() => {
      document.documentElement.dataset.theme = 'dark';
    });
    await expect.poll(ink).not.toBe(before);
  }
);

shows(
  'altair',
  'charts of Altair, Vega-Lite and Vega, and data that is elsewhere',
  async ({ frame }) => {
    await expect(frame.locator('.kind.done')).toHaveCount(4);
    expect(
      await count(frame, '.kind >> nth=0 >> .mark-symbol.role-mark path')
    ).toBe(40);
    expect(
      await count(frame, '.kind >> nth=1 >> .mark-rect.role-mark path')
    ).toBe(16);
    expect(
      await count(frame, '.kind >> nth=2 >> .mark-rect.role-mark path')
    ).toBe(3);
    await expect(
      outputs(frame).getByText(
        'This output needs data.example.org, which is blocked.'
      )
    ).toBeVisible();
  }
);

shows(
  'bokeh',
  'a figure, and a slider that changes another',
  async ({ frame }) => {
    await expect(frame.locator('.kind.done')).toHaveCount(2);
    const canvas = frame.locator('canvas.bk-layer').first();
    await expect(canvas).toBeVisible();
    expect(await coloursOf(frame, 'canvas.bk-layer >> nth=0')).toBeGreaterThan(
      10
    );
    await expect(outputs(frame).getByText('times:')).toBeVisible();
    const row = frame.locator('.slick-row').first();
    await expect(row).toContainText('3');
    await frame.locator('.noUi-handle').press('ArrowRight');
    await expect(row).toContainText('6');
  }
);

shows(
  'widgets',
  'widgets from their saved state, and text where there is none',
  async ({ frame }) => {
    await expect(frame.locator('.kind.done')).toHaveCount(2);
    await expect(frame.locator('.widget-slider .widget-readout')).toHaveText(
      '7'
    );
    await expect(
      outputs(frame).getByRole('checkbox', { name: 'With comments' })
    ).toBeChecked();
    await expect(
      outputs(frame).getByRole('button', { name: 'Run again' })
    ).toBeVisible();
    await expect(
      outputs(frame).getByText('The first tab', { exact: true })
    ).toBeVisible();
    await outputs(frame).getByRole('tab', { name: 'Two' }).click();
    await expect(outputs(frame).getByText('printed in a widget')).toBeVisible();
    await expect(outputs(frame).getByText('10/10')).toBeVisible();
  }
);

shows(
  'diagrams',
  'Mermaid in prose and outputs, and the text of what is no diagram',
  async ({ frame }) => {
    await expect(frame.locator('.kind.done')).toHaveCount(2);
    expect(await count(frame, '.kind >> nth=0 >> g.node')).toBe(4);
    await expect(
      frame.locator('.kind').nth(1).getByText('a report')
    ).toBeVisible();
    await expect(outputs(frame).getByText('no diagram')).toBeVisible();
    await expect(
      outputs(frame).getByText('A diagram (Mermaid) could not be drawn here.')
    ).toBeVisible();
  }
);

shows(
  'maps',
  'markers, areas and a legend on land, without a tile',
  async ({ frame, arrived }) => {
    await expect(frame.locator('.kind.done')).toHaveCount(3);
    const first = frame.locator('.kind').first();
    expect(await first.locator('.leaflet-marker-pane .pin').count()).toBe(2);
    expect(
      await first.locator('.leaflet-land-pane path').count()
    ).toBeGreaterThan(100);
    await first.locator('.pin').first().click();
    await expect(first.getByText('Munich')).toBeVisible();
    await expect(frame.locator('.legend')).toContainText('posts');
    expect(
      await count(frame, '.kind >> nth=1 >> .leaflet-overlay-pane path')
    ).toBe(4);
    expect(
      await count(frame, '.kind >> nth=2 >> .leaflet-overlay-pane path')
    ).toBe(4);
    await expect(
      outputs(frame)
        .getByText(
          'The tiles of this map are on tile.openstreetmap.org, which is blocked.'
        )
        .first()
    ).toBeVisible();
    expect(arrived.some(path => path.endsWith('.png'))).toBe(false);
  }
);

shows(
  'mathematics',
  'formulas, their numbers, and what is none',
  async ({ frame }) => {
    await expect(frame.locator('.math.done')).toHaveCount(12);
    expect(await count(frame, '.math.done mjx-container > svg')).toBe(12);
    expect(await count(frame, '.math.done mjx-assistive-mml')).toBe(12);
    await expect(frame.getByText('A price of $5 to $10 is none')).toBeVisible();
    await expect(frame.locator('.math.failed')).toHaveText('$\\frac{1$');
    expect(await count(frame, 'a[href*="gauss"]')).toBe(1);
  }
);

shows(
  'markdown',
  'tables, tasks, admonitions, footnotes, code',
  async ({ frame }) => {
    expect(await count(frame, 'input[type=checkbox]')).toBe(2);
    for (const [kind, words] of [
      ['note', 'As on GitHub'],
      ['warning', 'Take care.'],
      ['tip', 'With a title'],
      ['important', 'A fence of MyST.']
    ]) {
      await expect(
        frame.locator(`.admonition.as-${kind}`).first()
      ).toContainText(words);
      await expect(
        frame.locator(`.admonition.as-${kind}`).first()
      ).toBeVisible();
    }
    await frame.locator('sup a').first().click();
    await expect(frame.getByText('The first footnote.')).toBeInViewport();
    expect(await count(frame, 'pre.src .k')).toBeGreaterThan(3);
  }
);

shows('tables', 'data frames, styled and wide', async ({ frame }) => {
  const styled = frame.locator('td[id*="_col1"]').first();
  const paper = await styled.evaluate(
    cell => getComputedStyle(cell).backgroundColor
  );
  expect(paper).toMatch(/^rgb\(/);
  const wide = frame.locator('.out').nth(2);
  expect(await wide.evaluate(box => box.scrollWidth > box.clientWidth)).toBe(
    true
  );
  expect(
    await frame.evaluate(
      () => document.documentElement.scrollWidth <= innerWidth
    )
  ).toBe(true);
});

shows('images', 'PNG, SVG, GIF and JPEG', async ({ frame }) => {
  const widths = await frame
    .locator('figure img')
    .evaluateAll((images: HTMLImageElement[]) =>
      images.map(image => image.naturalWidth)
    );
  expect(widths).toHaveLength(4);
  expect(Math.min(...widths)).toBeGreaterThan(100);
});

shows(
  'data',
  'JSON as a tree, sound, a document to save, terminal colours',
  async ({ frame }, page) => {
    await expect(outputs(frame).getByText('<b>not bold</b>')).toBeVisible();
    await outputs(frame).getByText('members').click();
    await expect(outputs(frame).getByText('object of 2').first()).toBeVisible();
    await expect(
      outputs(frame).getByText('an unknown kind, as its text')
    ).toBeVisible();
    await expect
      .poll(() =>
        frame
          .locator('audio')
          .last()
          .evaluate((audio: HTMLAudioElement) => audio.duration)
      )
      .toBeGreaterThan(0);
    const saved = page.waitForEvent('download');
    await outputs(frame).getByRole('link', { name: /^PDF/ }).click();
    expect((await saved).suggestedFilename()).toBe('document.pdf');
    await expect(frame.locator('.ansi-red-fg').first()).toHaveText('red');
  }
);

shows(
  'scripts',
  'scripts of the author run, and say what they miss',
  async ({ frame }) => {
    expect(await coloursOf(frame, '#own')).toBeGreaterThan(1);
    await expect(outputs(frame).getByText('written by a script')).toBeVisible();
    await expect(
      outputs(frame).getByText(
        'This output needs cdn.example.org, which is blocked.'
      )
    ).toBeVisible();
    await expect(
      outputs(frame).getByText('A page of video.example.org is not shown')
    ).toBeVisible();
    await expect(frame.locator('#leaf path.leaflet-interactive')).toBeVisible();
  }
);

test('a map without its plugin is drawn all the same, and says what is missing', async ({
  page,
  request
}) => {
  const calls = `
    var map_1 = L.map('map_1', { center: [48, 11], zoom: 5 });
    L.tileLayer('https://{s}.tile.example.org/{z}/{x}/{y}.png').addTo(map_1);
    var heat_1 = L.heatLayer([[48, 11, 1]], { radius: 9 }).addTo(map_1);
    heat_1.setOptions({ blur: 3 });
    L.marker([48, 11]).addTo(map_1).bindPopup('<b>Munich</b>');
    L.control.layers({}, { places: L.featureGroup() }).addTo(map_1);`;
  const inside = `<script src="https://cdn.example.org/leaflet_heat.min.js"></script><div class="folium-map" id="map_1"></div><script>${calls}</script>`;
  const framed = `<iframe srcdoc="${inside.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`;
  const id = await publishCells(
    request,
    [cell('heat()', { 'text/html': framed })],
    { title: 'Heat' }
  );
  await page.goto(`/hub-publish/read/${id}/1`);
  const frame = page.frameLocator('#page');
  await expect(frame.getByRole('button', { name: 'Munich' })).toBeVisible();
  await expect(frame.locator('.leaflet-control-layers-toggle')).toBeVisible();
  await expect(frame.locator('.out > .note')).toHaveText([
    'Not on this map: heatLayer. It needs cdn.example.org, which is blocked.',
    'The tiles of this map are on tile.example.org, which is blocked.'
  ]);
});
