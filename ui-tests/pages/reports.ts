/**
 * Where reports are found and read on the screen, and how tests put some there.
 */
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { FrameLocator, Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

/**
 * JupyterLab may begin with any tab in front, where Galata waits for the launcher; and `api/me` is
 * ours to answer, where Galata answers for every address that contains it.
 */
export const anyTab = {
  autoGoto: false,
  mockUser: false,
  waitForApplication: async (
    { appPath: _path }: { appPath: string },
    use: (wait: (page: Page) => Promise<void>) => Promise<void>
  ): Promise<void> =>
    use(page =>
      page.locator('#jupyterlab-splash').waitFor({ state: 'detached' })
    )
};

interface IDraft {
  title: string;
  summary?: string;
  tags?: string[];
  /** The report that gets a new version. */
  report?: string;
  /** What has changed. */
  message?: string;
  /** The files that travel with it, relative to the notebook's folder. */
  files?: string[];
}

/** Publish a notebook as the extension does, without the dialog; resolves with the report's id. */
export async function publish(
  page: Pick<Page, 'request'>,
  path: string,
  draft: IDraft
): Promise<string> {
  const base = '/hub-publish/workspace';
  const started = await page.request.post(`${base}/publish`, {
    data: { path, draft: { summary: '', tags: [], ...draft } }
  });
  let job = await started.json();
  while (job.state === 'running') {
    await new Promise(resolve => setTimeout(resolve, 50));
    job = await (await page.request.get(`${base}/jobs/${job.id}`)).json();
  }
  await page.request.delete(`${base}/jobs/${job.id}`);
  expect(job.error).toBeNull();
  return job.published.id;
}

/** A word that no other test's reports have. */
export function rareWord(): string {
  const letters = Array.from({ length: 8 }, () =>
    String.fromCharCode(97 + Math.floor(Math.random() * 26))
  );
  return `w${letters.join('')}`;
}

/** The sidebar panel. */
export class ReportsPanel {
  constructor(private _page: IJupyterLabPageFixture) {}

  async open(): Promise<void> {
    await this._page.sidebar.openTab('hub-publish-reports');
    await expect(this.box).toBeVisible();
  }

  get region(): Locator {
    return this._page.getByRole('region', { name: 'Reports' });
  }

  get box(): Locator {
    return this.region.getByRole('combobox', { name: 'Search reports' });
  }

  /** The cards, from the top. */
  get cards(): Locator {
    return this.region
      .getByRole('list', { name: 'Reports' })
      .getByRole('listitem');
  }

  card(title: string): Locator {
    return this.cards.filter({ has: this.link(title) });
  }

  link(title: string): Locator {
    return this._page.getByRole('link', { name: title, exact: true });
  }

  /** What hangs under the search box. */
  get offers(): Locator {
    return this.region
      .getByRole('listbox', { name: 'Suggestions' })
      .getByRole('option');
  }

  filter(name: string): Locator {
    return this.region
      .getByRole('group', { name: 'Filters', exact: true })
      .getByRole('checkbox', { name: new RegExp(`^${name}`) });
  }

  star(title: string): Locator {
    return this.card(title).getByRole('button', { name: /^Star/ });
  }

  get marks(): Locator {
    return this.region.locator('mark');
  }

  button(name: string): Locator {
    return this.region.getByRole('button', { name, exact: true });
  }

  async menu(title: string, entry: string): Promise<void> {
    await this.card(title).click({ button: 'right' });
    await this._page
      .getByRole('menuitem', { name: entry, exact: true })
      .click();
  }

  /** Drag the panel's edge until it is that wide. */
  async widen(width: number): Promise<void> {
    const box = await this.region.boundingBox();
    const { x, width: now } = box!;
    const y = 400;
    await this._page.mouse.move(x + now + 2, y);
    await this._page.mouse.down();
    await this._page.mouse.move(x + width + 2, y, { steps: 4 });
    await this._page.mouse.up();
    await expect
      .poll(async () => (await this.region.boundingBox())!.width)
      .toBeCloseTo(width, -1);
  }
}

/** The tab of a report that is in front. */
export class ReaderTab {
  constructor(private _page: IJupyterLabPageFixture) {}

  tab(title: string): Locator {
    return this._page.getByRole('main').getByRole('tab', { name: title });
  }

  heading(title: string): Locator {
    return this._page
      .getByRole('main')
      .getByRole('heading', { name: title, exact: true, level: 1 });
  }

  button(name: string): Locator {
    return this._page
      .getByRole('main')
      .getByRole('button', { name, exact: true });
  }

  get showCode(): Locator {
    return this._page.getByRole('switch', { name: 'Show code' });
  }

  /** The document that the author's notebook became. */
  get document(): FrameLocator {
    return this._page
      .frameLocator('iframe[title="Report"]:visible')
      .frameLocator('iframe');
  }
}
