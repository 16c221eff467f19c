import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, type Toolbar } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import type { Widget } from '@lumino/widgets';
import * as React from 'react';

import { PublishButton } from '../components/PublishButton';
import type { NotebookStanding } from '../model/standing';
import type { IPublishMenuActions, PublishMenu } from './publishMenu';

/** Pixels of a toolbar below which the word goes, in publish-button.css too. */
const NARROW = 560;

export interface IPublishButtonOptions extends Omit<
  IPublishMenuActions,
  'share'
> {
  /** The item's name in the toolbar. */
  name: string;
  /** Whether the notebook is one that can be published: a file of the server. */
  isOwn: () => boolean;
  /** What changes who may see a report; null where everybody sees everything. */
  sharer: () => Promise<IPublishMenuActions['share']>;
  standing: NotebookStanding;
  toolbar: Toolbar;
  trans: TranslationBundle;
}

/** The toolbar's button, which knows how the notebook stands to its report. */
export class PublishButtonWidget extends ReactWidget {
  constructor(options: IPublishButtonOptions) {
    super();
    this.addClass('jp-ToolbarButton');
    this.addClass('hp-PublishButton');
    this._options = options;
    options.standing.changed.connect(this._onStanding, this);
    this._onStanding();
  }

  dispose(): void {
    if (!this.isDisposed) {
      this._options.standing.changed.disconnect(this._onStanding, this);
      this._resizes.disconnect();
      this._menu?.dispose();
      super.dispose();
    }
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this._resizes.observe(this._options.toolbar.node);
  }

  protected render(): React.JSX.Element | null {
    const { isOwn, publish, standing, trans } = this._options;
    if (!isOwn()) {
      return null;
    }
    return (
      <PublishButton
        isMenuOpen={this._menu !== null}
        onMenu={() => void this._openMenu()}
        onPublish={publish}
        standing={standing.standing}
        trans={trans}
      />
    );
  }

  private _onStanding(): void {
    const { kind } = this._options.standing.standing;
    const isOther = kind !== this.node.dataset.standing;
    this.node.dataset.standing = kind;
    this.update();
    if (isOther && this.isAttached) {
      this._comeAgain();
    }
  }

  private async _openMenu(): Promise<void> {
    // Loaded by the first press.
    const [{ PublishMenu }, share] = await Promise.all([
      import('./publishMenu'),
      this._options.sharer(),
      this._options.standing.renew()
    ]);
    const { standing } = this._options.standing;
    if (standing.kind === 'unpublished' || this._menu || this.isDisposed) {
      return;
    }
    const menu = new PublishMenu(standing.report, { ...this._options, share });
    this._menu = menu;
    menu.aboutToClose.connect(() => {
      this._menu = null;
      this.update();
    });
    const { bottom, left } = this.node.getBoundingClientRect();
    menu.open(left, bottom + 2);
    this.update();
  }

  private _onResize(width: number): void {
    const isNarrow = width > 0 && width <= NARROW;
    if (width > 0 && isNarrow !== this._isNarrow) {
      this._isNarrow = isNarrow;
      this._comeAgain();
    }
  }

  /**
   * JupyterLab's toolbar measures an item when it comes, and puts what has no room into its menu of
   * the rest: with another word, or none, the button is another item to it.
   */
  private _comeAgain(): void {
    const { name, toolbar } = this._options;
    const names = [...toolbar.names()];
    const isKept = this.parent === toolbar || isFirst(this);
    if (!isKept || this.node.contains(document.activeElement)) {
      return;
    }
    // Behind the last item of the toolbar, before the one that opens the rest.
    const at = names.includes(name) ? names.indexOf(name) : names.length - 1;
    toolbar.insertItem(at, name, this);
    this.parent = null;
    toolbar.insertItem(at, name, this);
  }

  private _isNarrow = false;
  private _menu: PublishMenu | null = null;
  private _options: IPublishButtonOptions;
  private _resizes = new ResizeObserver(([{ contentRect }]) =>
    this._onResize(contentRect.width)
  );
}

/** Whether it is the first of the items that had no room. */
function isFirst(widget: Widget): boolean {
  const [first] = widget.parent?.children() ?? [];
  return first === widget;
}
