/**
 * Where publishing happens on the screen: the toolbar's button, the dialog, the notifications.
 */
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { FrameLocator, Locator, Page } from '@playwright/test';

type Source = string | { code: string; output: string };

/** A notebook as it lies on the disk: texts are Markdown cells, the others have run. */
export function notebook(cells: readonly Source[], metadata = {}): string {
  return JSON.stringify({
    cells: cells.map((cell, index) =>
      typeof cell === 'string'
        ? { cell_type: 'markdown', id: `m${index}`, metadata: {}, source: cell }
        : {
            cell_type: 'code',
            id: `c${index}`,
            metadata: {},
            source: cell.code,
            execution_count: index,
            outputs: [
              { output_type: 'stream', name: 'stdout', text: cell.output }
            ]
          }
    ),
    metadata: {
      kernelspec: { name: 'python3', display_name: 'Python 3 (ipykernel)' },
      language_info: { name: 'python' },
      ...metadata
    },
    nbformat: 4,
    nbformat_minor: 5
  });
}

export class PublishScreen {
  constructor(private _page: IJupyterLabPageFixture) {}

  /** The button of the notebook in front, by what it says. */
  button(says: 'Publish' | 'Published' | 'Update report'): Locator {
    return this._page
      .getByRole('toolbar', { name: 'main area toolbar' })
      .getByRole('button', { name: says, exact: true });
  }

  get dialog(): Locator {
    return this._page.getByRole('dialog');
  }

  heading(text: string): Locator {
    return this.dialog.getByRole('heading', { name: text, exact: true });
  }

  field(name: 'Title' | 'What changed' | 'Summary' | 'Tags'): Locator {
    return name === 'Tags'
      ? this.dialog.getByRole('combobox', { name })
      : this.dialog.getByRole('textbox', { name });
  }

  /** A part of the form, whose name and contents one line says while it is folded. */
  section(name: 'Check' | 'Files' | 'Environment'): Locator {
    return this.dialog.getByRole('region', { name });
  }

  /** Unfold a part of the form. */
  async unfold(name: 'Check' | 'Files' | 'Environment'): Promise<void> {
    const line = this.section(name).getByRole('button', {
      name: new RegExp(`^${name}`)
    });
    if ((await line.getAttribute('aria-expanded')) === 'false') {
      await line.click();
    }
  }

  get runFirst(): Locator {
    return this.dialog.getByRole('checkbox', {
      name: 'Run from top to bottom first'
    });
  }

  /** Press Publish although it says that it cannot be: the press leads to what is missing. */
  async tryToPublish(): Promise<void> {
    await this.dialog
      .getByRole('button', { name: 'Publish', exact: true })
      .click({ force: true });
  }

  /** The page in the preview: within the dialog's frame, the shell's frame. */
  get previewed(): FrameLocator {
    return this.dialog.locator('iframe').contentFrame().frameLocator('iframe');
  }

  /** In JupyterLab's own dialog, choose a file by its name. */
  async pick(name: string): Promise<void> {
    await this.dialog.getByText(name, { exact: true }).click();
    await this.press('Select');
  }

  /** The number of the cell that the notebook behind has selected, counted from 1. */
  async selectedCell(): Promise<number> {
    const says = await this._page.getByText(/^Cell \d+\/\d+$/).innerText();
    return Number(/\d+/.exec(says)?.[0]);
  }

  /** A button of the dialog; the last of that name, as the cross in its corner says Close too. */
  press(name: string): Promise<void> {
    return this.dialog
      .getByRole('button', { name, exact: true })
      .last()
      .click();
  }

  /** Wait until the dialog says that it is done: the first publication starts the renderer. */
  async published(): Promise<void> {
    await this.heading('Published').waitFor({ timeout: 30_000 });
  }

  /** The link in the dialog that says that it is done. */
  link(): Promise<string> {
    return this.dialog.getByRole('code').innerText();
  }

  notification(text: string): Locator {
    return this._page.getByRole('alert').filter({ hasText: text });
  }

  /**
   * Wait until the server has forgotten the job: the notebook knows its report then. Reading the file
   * before would be in the way of Jupyter's writing it.
   */
  async finished(): Promise<void> {
    await this._page.waitForResponse(
      answer =>
        answer.request().method() === 'DELETE' &&
        answer.url().includes('/workspace/jobs/')
    );
  }

  /** What the file of a notebook remembers of its report. */
  async remembered(path: string): Promise<unknown> {
    const answer = await this._page.request.get(`/api/contents/${path}`);
    const { content } = (await answer.json()) as {
      content: { metadata: { hub_publish?: unknown } };
    };
    return content.metadata.hub_publish;
  }

  /** As one does it with the mouse: the entry of the file's context menu. */
  async publishFromFileBrowser(name: string): Promise<void> {
    await this._page
      .getByRole('listitem', { name: new RegExp(`^Name: ${name}`) })
      .click({ button: 'right' });
    await menuItem(this._page, 'Publish…').click();
  }
}

export function menuItem(page: Page, name: string): Locator {
  return page.getByRole('menuitem', { name, exact: true });
}
