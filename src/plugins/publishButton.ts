import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IToolbarWidgetRegistry } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { reportActions } from '../commands/reportActions';
import { serverPath } from '../model/notebooks';
import { NotebookStanding } from '../model/standing';
import { CommandIds, IReportLibrary } from '../tokens';
import { PublishButtonWidget } from '../widgets/publishButton';

/** The item's name, in schema/publishing.json too. */
const ITEM = 'publish';

export const publishButtonPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-hub-publish:publish-button',
  description: 'The Publish button in the toolbar of every notebook.',
  autoStart: true,
  requires: [IReportLibrary, IToolbarWidgetRegistry],
  optional: [ITranslator],
  activate: (
    app: JupyterFrontEnd,
    library: IReportLibrary,
    toolbars: IToolbarWidgetRegistry,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('jupyter_hub_publish');
    const { client } = library;
    const { commands, serviceManager } = app;
    const actions = reportActions(commands, client.base, trans);
    toolbars.addFactory<NotebookPanel>('Notebook', ITEM, panel => {
      const { context } = panel;
      const path = (): string | null =>
        serverPath(context.path, serviceManager.contents);
      const standing = new NotebookStanding({ client, context, path });
      panel.disposed.connect(() => standing.dispose());
      return new PublishButtonWidget({
        name: ITEM,
        toolbar: panel.toolbar,
        copyLink: actions.copyLink,
        isOwn: () => path() !== null,
        open: report => actions.open(report.id),
        publish: () => {
          void commands.execute(CommandIds.publish, { path: path() });
        },
        sharer: () =>
          client.me().then(
            // An older service does not say.
            ({ audiences = [] }) =>
              audiences.length > 1
                ? ({ id }) =>
                    void commands.execute(CommandIds.editDetails, { id })
                : null,
            () => null
          ),
        standing,
        trans
      });
    });
  }
};
