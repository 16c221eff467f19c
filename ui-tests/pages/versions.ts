/**
 * Where one looks after a report on the screen: its versions, its menu, and the dialogs behind it.
 */
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { Locator } from '@playwright/test';

import { menuItem } from './publish';

/** Bars, as a notebook holds their picture: two figures that differ. */
export const FIGURES = {
  blue: 'iVBORw0KGgoAAAANSUhEUgAAAKAAAABkAgMAAAB82NMcAAAADFBMVEX///88PDwZdtIAAABTPo+xAAAAXUlEQVR42mNgGAWDGTgQVsJErFmjCvECFvzSXAsYGBiuNYyG46jC4ZbCVzEwMPyLGA3H0USBUs6NBs+oQuonM4zCZjR4RhWOKsQGGBkYGBgYQgmo+r9mtJs0CigAAAExCt6D4rm6AAAAAElFTkSuQmCC',
  red: 'iVBORw0KGgoAAAANSUhEUgAAAKAAAABkAgMAAAB82NMcAAAADFBMVEX///88PDzTLy8AAACiQtGjAAAAYElEQVR42mNgGAWDGTgQVsJErFmjCkcVYgAWHOKrGBgY/kWMhuOowlGFxOYZKOBawMDAcK1hiHoG4frRuB5VSP1khlGxjAbPqMJRhdgAIwMDAwNDKAFV/9eMdpNGAQUAAIBqCt7zQk0yAAAAAElFTkSuQmCC'
};

/** A notebook that shows a figure, and reads a file. */
export function withFigure(figure: keyof typeof FIGURES, says: string): string {
  return JSON.stringify({
    cells: [
      {
        cell_type: 'markdown',
        id: 'm0',
        metadata: {},
        source: '# Posts grow\n\nA team of 40 posts seven times as much.'
      },
      {
        cell_type: 'code',
        id: 'c1',
        metadata: {},
        source: 'posts = open("plans.csv").read()',
        execution_count: 1,
        outputs: [
          { output_type: 'stream', name: 'stdout', text: `${says}\n` },
          {
            output_type: 'display_data',
            metadata: {},
            data: { 'image/png': FIGURES[figure], 'text/plain': '<Figure>' }
          }
        ]
      }
    ],
    metadata: {
      kernelspec: { name: 'python3', display_name: 'Python 3 (ipykernel)' },
      language_info: { name: 'python' }
    },
    nbformat: 4,
    nbformat_minor: 5
  });
}

/** The tab of a report, as its owner uses it. */
export class ReportTab {
  constructor(private _page: IJupyterLabPageFixture) {}

  private get _main(): Locator {
    return this._page.getByRole('main');
  }

  /** The button that says which version is shown. */
  version(number: number): Locator {
    return this._main.getByRole('button', {
      name: `Version ${number}`,
      exact: true
    });
  }

  get versions(): Locator {
    return this._page.getByRole('dialog', { name: 'Versions' });
  }

  /** A version in the list that hangs open. */
  row(number: number): Locator {
    return this.versions
      .getByRole('listitem')
      .filter({ hasText: new RegExp(`^Version ${number}\\D`) });
  }

  /** Open the list of versions, and one of them. */
  async open(shown: number, wanted: number): Promise<void> {
    await this.version(shown).click();
    await this.row(wanted)
      .getByRole('button', { name: `Version ${wanted}` })
      .first()
      .click();
  }

  /** An entry of the menu that holds all that can be done. */
  async more(entry: string): Promise<void> {
    await this._main.getByRole('button', { name: 'More', exact: true }).click();
    await menuItem(this._page, entry).click();
  }

  /** What stands above the page. */
  banner(text: string | RegExp): Locator {
    return this._main.getByRole('status').filter({ hasText: text });
  }

  dialog(name: string | RegExp): Locator {
    return this._page.getByRole('dialog', { name });
  }

  button(name: string): Locator {
    return this._main.getByRole('button', { name, exact: true });
  }

  notification(text: string | RegExp): Locator {
    return this._page.getByRole('alert').filter({ hasText: text });
  }
}
