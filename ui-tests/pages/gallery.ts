/**
 * The gallery in the main area, and what is near: below a page, at the foot of the panel, in the dialog.
 */
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { Locator } from '@playwright/test';
import { expect } from '@playwright/test';

export class GalleryTab {
  constructor(private _page: IJupyterLabPageFixture) {}

  async open(): Promise<void> {
    await this._page.menu.clickMenuItem('View>Gallery of Reports');
    await expect(this.box).toBeVisible();
  }

  get main(): Locator {
    return this._page.getByRole('main');
  }

  get box(): Locator {
    return this.main.getByRole('combobox', { name: 'Search reports' });
  }

  /** The cards of that list, such as *Newest*. */
  cards(list: string): Locator {
    return this.main.getByRole('list', { name: list }).getByRole('article');
  }

  card(title: string): Locator {
    const link = this._page.getByRole('link', { name: title, exact: true });
    return this.main.getByRole('article').filter({ has: link });
  }

  link(title: string): Locator {
    return this.main.getByRole('link', { name: title, exact: true });
  }

  heading(name: string | RegExp): Locator {
    return this.main.getByRole('heading', { name, level: 2 });
  }

  button(name: string): Locator {
    return this.main.getByRole('button', { name, exact: true });
  }

  /** What scrolls: it has no role of its own. */
  get scroll(): Locator {
    return this.main.locator('.hp-Gallery-scroll');
  }
}

/** Below the end of the page that is read. */
export function relatedIn(page: IJupyterLabPageFixture): Locator {
  return page
    .getByRole('main')
    .getByRole('region', { name: 'Related reports' });
}

/** At the foot of the panel. */
export function nearLine(page: IJupyterLabPageFixture): Locator {
  return page.getByRole('complementary', {
    name: 'Near to the notebook you have open'
  });
}
