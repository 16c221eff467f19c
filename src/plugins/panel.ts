import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ILabShell, ILayoutRestorer } from '@jupyterlab/application';
import { Clipboard, ICommandPalette, Notification } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

import { searchCommand } from '../commands/search';
import { targetsIn } from '../commands/target';
import { placeIn } from '../components/matches';
import { serverPath } from '../model/notebooks';
import { EVERYTHING } from '../query';
import { CommandIds, IReportLibrary } from '../tokens';
import { ReportsWidget } from '../widgets/panel';
import type { IOutside } from '../widgets/reportsView';

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
      outside: () => outsideOf(app, labShell, trans),
      notebooks,
      pathOf: path => serverPath(path, serviceManager.contents),
      state,
      settings: settings?.load(panelPlugin.id) ?? null,
      canPublish: () =>
        !!notebooks?.currentWidget && commands.hasCommand(CommandIds.publish),
      openId: targetsIn(app).tab,
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

/** What the panel does outside of itself, with the commands that are there. */
function outsideOf(
  app: JupyterFrontEnd,
  labShell: ILabShell | null,
  trans: TranslationBundle
): IOutside {
  const { commands } = app;
  const run = (command: string, args: ReadonlyPartialJSONObject): void =>
    void commands.execute(command, args);
  return {
    open: hit => {
      const { id, title } = hit;
      run(CommandIds.openReport, { id, title, ...placeIn(hit) });
    },
    openReport: ({ id, title }) => run(CommandIds.openReport, { id, title }),
    openNotebook: ({ id }) => run(CommandIds.openNotebook, { id }),
    copyLink: ({ id }) => run(CommandIds.copyLink, { id }),
    copy: text => {
      Clipboard.copyToSystem(text);
      Notification.success(trans.__('Command copied'), { autoClose: 2000 });
    },
    publish: path => run(CommandIds.publish, path ? { path } : {}),
    gallery: commands.hasCommand(CommandIds.gallery)
      ? query =>
          run(CommandIds.gallery, {
            query: { ...query, filters: { ...query.filters } }
          })
      : null,
    leave: () => leave(app, labShell)
  };
}

/** Esc in the panel: the keyboard goes back to what was worked on. */
function leave(app: JupyterFrontEnd, labShell: ILabShell | null): void {
  const current = labShell?.currentWidget ?? app.shell.currentWidget;
  if (current) {
    app.shell.activateById(current.id);
  } else if (document.activeElement instanceof HTMLElement) {
    document.activeElement.blur();
  }
}

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
