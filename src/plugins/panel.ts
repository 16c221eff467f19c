import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ILabShell, ILayoutRestorer } from '@jupyterlab/application';
import { Clipboard, ICommandPalette, Notification } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import type { Hit } from '../api/types';
import { searchCommand } from '../commands/search';
import { targetsIn } from '../commands/target';
import { fragmentOf } from '../components/matches';
import { pictureOf } from '../model/picture';
import { SearchModel } from '../model/search';
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
    ITranslator
  ],
  activate: (
    app: JupyterFrontEnd,
    library: IReportLibrary,
    labShell: ILabShell | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    notebooks: INotebookTracker | null,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('jupyter_hub_publish');
    const { commands, shell } = app;
    const model = new SearchModel(library.client);
    library.changed.connect((_, seq) => model.notice(seq));

    const panel = new ReportsWidget({
      model,
      acts: {
        ...cardActs(app, trans),
        leave: () => leave(app, labShell)
      },
      canPublish: () =>
        !!notebooks?.currentWidget && commands.hasCommand(CommandIds.publish),
      openId: targetsIn(app).tab,
      currentChanged: shell.currentChanged ?? null,
      hrefOf: hit => hit.url ?? `${library.client.base}r/${hit.id}`,
      pictureOf: hit => pictureOf(library.client.base, hit),
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
          model.ask({ ...EVERYTHING, ...asked });
        }
        panel.focusSearch();
      }, trans)
    );
    palette?.addItem({
      command: CommandIds.search,
      category: trans.__('Reports'),
      args: { isPalette: true }
    });
  }
};

function cardActs(app: JupyterFrontEnd, trans: TranslationBundle) {
  const { commands } = app;
  return {
    open: (hit: Hit) => {
      const { id, title } = hit;
      const fragment = fragmentOf(hit);
      void commands.execute(CommandIds.openReport, {
        id,
        title,
        ...(fragment ? { fragment } : {})
      });
    },
    openNotebook: ({ id }: Hit) => {
      void commands.execute(CommandIds.openNotebook, { id });
    },
    copyLink: ({ id }: Hit) => {
      void commands.execute(CommandIds.copyLink, { id });
    },
    copy: (text: string) => {
      Clipboard.copyToSystem(text);
      Notification.success(trans.__('Command copied'), { autoClose: 2000 });
    },
    publish: () => {
      void commands.execute(CommandIds.publish);
    }
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
