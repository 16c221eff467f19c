import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ILabShell, ILayoutRestorer } from '@jupyterlab/application';
import {
  ICommandPalette,
  MainAreaWidget,
  WidgetTracker
} from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { galleryCommand } from '../commands/gallery';
import { CommandIds, IReportLibrary } from '../tokens';
import type { GalleryView } from '../widgets/gallery';

type Tab = MainAreaWidget<GalleryView>;

/** Only JupyterLab: where the main area holds one widget there is no room beside it. */
export const galleryPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-hub-publish:gallery',
  description: 'The reports with their pictures, in the main area.',
  autoStart: true,
  requires: [IReportLibrary, ILabShell],
  optional: [
    ILayoutRestorer,
    ICommandPalette,
    INotebookTracker,
    IStateDB,
    ITranslator
  ],
  activate: (
    app: JupyterFrontEnd,
    library: IReportLibrary,
    labShell: ILabShell,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    notebooks: INotebookTracker | null,
    state: IStateDB | null,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('jupyter_hub_publish');
    const { commands, shell } = app;
    const tabs = new WidgetTracker<Tab>({ namespace: 'hub-publish-gallery' });

    /** One tab; its code is loaded when it is first wanted. */
    const made = async (): Promise<Tab> => {
      const [{ GalleryView }, { outsideOf }] = await Promise.all([
        import('../widgets/gallery'),
        import('./outside')
      ]);
      const known = tabs.find(() => true);
      if (known) {
        return known;
      }
      const content = new GalleryView({
        library,
        outside: () => outsideOf(app, labShell, trans),
        state,
        canPublish: () =>
          !!notebooks?.currentWidget && commands.hasCommand(CommandIds.publish),
        trans
      });
      const tab = new MainAreaWidget({ content });
      tab.id = 'hub-publish-gallery';
      tab.toolbar.hide();
      void tabs.add(tab);
      content.asked.connect(() => void tabs.save(tab));
      return tab;
    };

    commands.addCommand(
      CommandIds.gallery,
      galleryCommand(async query => {
        const tab = await made();
        if (query) {
          tab.content.visit(query);
        } else {
          tab.content.begin();
        }
        if (!tab.isAttached) {
          shell.add(tab, 'main', { type: 'Gallery' });
        }
        shell.activateById(tab.id);
        return tab;
      }, trans)
    );
    palette?.addItem({
      command: CommandIds.gallery,
      category: trans.__('Reports'),
      args: { isPalette: true }
    });
    void restorer?.restore(tabs, {
      command: CommandIds.gallery,
      args: ({ content: { query } }) => ({
        query: { ...query, filters: { ...query.filters } }
      }),
      name: () => 'gallery'
    });
  }
};
