/**
 * JupyterLab's own notebook view on what is published: no kernel, nothing to save, and it says so.
 */
import { Printing } from '@jupyterlab/apputils';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import type { INotebookModel, NotebookPanel } from '@jupyterlab/notebook';
import {
  NotebookWidgetFactory,
  NotebookWindowedLayout
} from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import * as React from 'react';

import { ReadOnlyBar } from '../components/ReadOnlyBar';
import { readOnlyNotebookIcon } from '../icons';
import type { IVersionKey } from '../model/published';
import { keyOf } from '../model/published';

/** The name of the factory and of the file type that it opens. */
export const PUBLISHED = 'Published notebook';

export type PublishedContext = DocumentRegistry.IContext<INotebookModel>;

export interface IPublishedNotebookActs {
  /** Resolves with whether a copy was written. */
  readonly saveAs: (context: PublishedContext) => Promise<boolean>;
  /** *Save as…*, and what follows: the copy is opened in this one's place. */
  readonly saveAndOpen: (context: PublishedContext) => void;
  readonly openReport: (key: IVersionKey) => void;
  /** The report's page: of a published notebook alone the server knows none. */
  readonly print: (key: IVersionKey) => Promise<void>;
}

export interface IPublishedNotebookOptions extends Pick<
  NotebookWidgetFactory.IOptions<NotebookPanel>,
  'rendermime' | 'contentFactory' | 'mimeTypeService' | 'translator'
> {
  /** The factory of other notebooks, whose settings the user has chosen. */
  readonly like: NotebookWidgetFactory.IFactory | null;
  readonly acts: IPublishedNotebookActs;
  readonly trans: TranslationBundle;
}

export class PublishedNotebookFactory extends NotebookWidgetFactory {
  constructor(private _published: IPublishedNotebookOptions) {
    super({
      ..._published,
      name: PUBLISHED,
      label: _published.trans.__('Published notebook'),
      fileTypes: [PUBLISHED],
      defaultFor: [PUBLISHED],
      modelName: 'notebook',
      readOnly: true,
      preferKernel: false,
      canStartKernel: false,
      autoStartDefault: false,
      shutdownOnClose: false
    });
  }

  protected createNewWidget(
    context: PublishedContext,
    source?: NotebookPanel
  ): NotebookPanel {
    const { like, acts, trans } = this._published;
    if (like) {
      this.editorConfig = like.editorConfig;
      this.notebookConfig = like.notebookConfig;
    }
    const panel = super.createNewWidget(context, source);
    panel.addClass('hp-PublishedNotebook');
    panel.title.icon = readOnlyNotebookIcon;
    const { layout } = panel.content;
    if (layout instanceof NotebookWindowedLayout) {
      layout.footer = null; // "Click to add a cell."
    }
    const key = keyOf(context.localPath);
    if (key) {
      const bar = ReactWidget.create(
        <ReadOnlyBar
          version={key.version}
          onOpenReport={() => acts.openReport(key)}
          onSaveAs={() => acts.saveAndOpen(context)}
          trans={trans}
        />
      );
      bar.addClass('hp-ReadOnlyBar');
      panel.contentHeader.addWidget(bar);
      panel[Printing.symbol] = () => () => acts.print(key);
    }
    panel.toolbar.hide();
    // JupyterLab's menu is one of changes to cells; the browser's own copies what is selected.
    panel.node.addEventListener('contextmenu', event =>
      event.stopPropagation()
    );
    // Every way to *Save as* ends here, and JupyterLab's own would propose a path of our drive.
    context.saveAs = () => acts.saveAs(context);
    keepClean(context);
    return panel;
  }
}

/**
 * What JupyterLab adds by itself, such as a kernel's name, is no edit, and there is nowhere to save
 * it. Afterwards, so that whoever hears of a change hears of both in their order.
 */
function keepClean({ model }: PublishedContext): void {
  model.stateChanged.connect(() => {
    queueMicrotask(() => {
      if (model.dirty && !model.isDisposed) {
        model.dirty = false;
      }
    });
  });
}
