import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ILabShell, ILayoutRestorer } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { searchCommand } from '../commands/search';
import { targetsIn } from '../commands/target';
import { serverPath } from '../model/notebooks';
import { EVERYTHING } from '../query';
import { CommandIds, IReportLibrary } from '../tokens';
import { ReportsWidget } from '../widgets/panel';

const RANK = 150; // behind the file browser and the running kernels, before the table of contents

export const panelPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-hub-publish:panel',
  description: 'The sidebar panel in which reports are discovered.',
  autoStart: true,
  requires: [IReportLibrary],
  optional: [
    ILabShell,
    ILayoutRestorer,
    ICommandPalette,
    INotebookTracker,
    IStateDB,
    ISettingRegistry,
    ITranslator
  ],
  activate: (
    app: JupyterFrontEnd,
    library: IReportLibrary,
    labShell: ILabShell | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    notebooks: INotebookTracker | null,
    state: IStateDB | null,
    settings: ISettingRegistry | null,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('jupyter_hub_publish');
    const { commands, serviceManager, shell } = app;
    const panel = new ReportsWidget({
      library,
      outside: async () => {
        const { outsideOf } = await import('./outside');
        return () => outsideOf(app, labShell, trans);
      },
      notebooks,
      pathOf: path => serverPath(path, serviceManager.contents),
      state,
      settings: settings?.load(panelPlugin.id) ?? null,
      canPublish: () =>
        !!notebooks?.currentWidget && commands.hasCommand(CommandIds.publish),
      openId: targetsIn(app).tab,
      openDataset: () => shell.currentWidget?.node.dataset.dataset ?? null,
      currentChanged: shell.currentChanged ?? null,
      trans
    });
    shell.add(panel, 'left', { rank: RANK, type: 'Reports' });
    restorer?.add(panel, panel.id);

    keepFocus(app);

    commands.addCommand(
      CommandIds.search,
      searchCommand(asked => {
        shell.activateById(panel.id);
        if (asked) {
          void panel.ask({ ...EVERYTHING, ...asked });
        }
        void panel.focusSearch();
      }, trans)
    );
    palette?.addItem({
      command: CommandIds.search,
      category: trans.__('Reports'),
      args: { isPalette: true }
    });
  }
};

/** A menu that was opened on a card gives the keyboard back to it. */
function keepFocus(app: JupyterFrontEnd): void {
  app.contextMenu.menu.aboutToClose.connect(() => {
    const card = app.contextMenuHitTest(node => !!node.dataset.report);
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) {
        card?.querySelector<HTMLElement>('.hp-Card-title a')?.focus();
      }
    });
  });
}
