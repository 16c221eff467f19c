import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ILabShell, ILayoutRestorer } from '@jupyterlab/application';
import { WidgetTracker } from '@jupyterlab/apputils';
import { IStateDB } from '@jupyterlab/statedb';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import {
  type IDatasetOpening,
  openDatasetCommand
} from '../commands/openDataset';
import { CommandIds, IReportLibrary } from '../tokens';
import type { DatasetTab } from '../widgets/dataset';

export const datasetsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-hub-publish:datasets',
  description: 'Datasets in tabs of the main area, or of the browser.',
  autoStart: true,
  requires: [IReportLibrary],
  optional: [ILabShell, ILayoutRestorer, IStateDB, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    library: IReportLibrary,
    labShell: ILabShell | null,
    restorer: ILayoutRestorer | null,
    state: IStateDB | null,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('jupyter_hub_publish');
    const tabs = new WidgetTracker<DatasetTab>({
      namespace: 'hub-publish-datasets'
    });
    const { base } = library.client;
    const { commands } = app;
    // Nothing of it is loaded before there can be any news.
    const hear = (): void => {
      library.changed.disconnect(hear);
      void import('../widgets/noticing').then(({ tellNotices }) =>
        tellNotices({ library, state, commands, trans })
      );
    };
    library.changed.connect(hear);
    commands.addCommand(
      CommandIds.openDataset,
      openDatasetCommand(
        labShell
          ? opening => openTab(app, library, tabs, opening, trans)
          : // Where the main area holds one widget only, as in Notebook 7.
            ({ id }) =>
              void window.open(`${base}datasets/${id}`, '_blank', 'noopener'),
        trans
      )
    );
    void restorer?.restore(tabs, {
      command: CommandIds.openDataset,
      args: ({ content: { model, title } }) => ({
        id: model.id,
        title: title.label
      }),
      name: ({ content }) => content.model.id
    });
  }
};

/** One tab per dataset; its code is loaded by the first. */
async function openTab(
  app: JupyterFrontEnd,
  library: IReportLibrary,
  tabs: WidgetTracker<DatasetTab>,
  opening: IDatasetOpening,
  trans: TranslationBundle
): Promise<DatasetTab> {
  const { commands, shell } = app;
  const { datasetTab } = await import('../widgets/dataset');
  let tab = tabs.find(({ content }) => content.model.id === opening.id);
  if (!tab) {
    tab = datasetTab({ ...opening, library, commands, trans });
    void tabs.add(tab);
  }
  if (!tab.isAttached) {
    shell.add(tab, 'main', { type: 'Dataset' });
  }
  shell.activateById(tab.id);
  tab.content.show(opening.part);
  return tab;
}
