import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette, Notification } from '@jupyterlab/apputils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { publishCommand } from '../commands/publish';
import { reportActions } from '../commands/reportActions';
import { Announcer } from '../model/announcing';
import { KeptDrafts } from '../model/drafts';
import { OpenNotebooks, serverPath } from '../model/notebooks';
import { Publications } from '../model/publications';
import { CommandIds, IReportLibrary } from '../tokens';
import type {
  IPublishingDeskOptions,
  PublishingDesk
} from '../widgets/publishingDesk';

export const publishingPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-hub-publish:publishing',
  description: 'Publishes notebooks as reports.',
  autoStart: true,
  requires: [IReportLibrary, IDocumentManager],
  optional: [
    INotebookTracker,
    IFileBrowserFactory,
    ICommandPalette,
    ITranslator
  ],
  activate: (
    app: JupyterFrontEnd,
    library: IReportLibrary,
    documents: IDocumentManager,
    tracker: INotebookTracker | null,
    browsers: IFileBrowserFactory | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('jupyter_hub_publish');
    const { client } = library;
    const notebooks = new OpenNotebooks(documents);
    const publications = new Publications({ client, notebooks });
    const show = deskIn(app, {
      client,
      notebooks,
      pickFiles: async path => {
        const { pickFiles } = await import('../widgets/filePicker');
        return pickFiles(path, {
          documents,
          trans,
          translator: translator ?? nullTranslator
        });
      },
      publications,
      showCell: tracker && ((path, cell) => showCell(app, tracker, path, cell)),
      trans
    });
    app.commands.addCommand(
      CommandIds.publish,
      publishCommand({
        current: () => currentPath(app, tracker),
        selected: () => selectedPath(app, browsers),
        show,
        trans
      })
    );
    palette?.addItem({
      category: trans.__('Reports'),
      command: CommandIds.publish
    });
    void app.restored.then(() => publications.resume());
  }
};

/** What shows the dialog of a notebook. Most sessions publish nothing: it is loaded when it is first wanted. */
function deskIn(
  app: JupyterFrontEnd,
  options: Pick<
    IPublishingDeskOptions,
    'client' | 'notebooks' | 'pickFiles' | 'publications' | 'showCell' | 'trans'
  >
): (path: string) => Promise<void> {
  const { commands } = app;
  const { client, publications, trans } = options;
  const drafts = new KeptDrafts(window.sessionStorage, client.base);
  publications.ended.connect((_, { job }) => {
    if (job.published) {
      drafts.forget(job.path);
    }
  });
  const actions = reportActions(commands, client.base, trans);
  const announcer = new Announcer({
    ...actions,
    notices: Notification.manager,
    publications,
    publish: path => {
      void commands.execute(CommandIds.publish, { path });
    },
    trans
  });
  let desk: PublishingDesk | null = null;
  return async path => {
    const { PublishingDesk } = await import('../widgets/publishingDesk');
    desk ??= new PublishingDesk({
      ...actions,
      ...options,
      announcer,
      comparer: () =>
        commands.hasCommand(CommandIds.compare)
          ? (id, before) => {
              void commands.execute(CommandIds.compare, { id, before });
            }
          : null,
      drafts
    });
    await desk.show(path);
  };
}

/** Bring a notebook to the front, with this cell in sight and selected. */
function showCell(
  app: JupyterFrontEnd,
  tracker: INotebookTracker,
  path: string,
  cell: number
): void {
  const { contents } = app.serviceManager;
  const panel = tracker.find(
    ({ context }) => serverPath(context.path, contents) === path
  );
  if (panel) {
    app.shell.activateById(panel.id);
    const { content } = panel;
    content.deselectAll();
    content.activeCellIndex = cell - 1;
    void content.scrollToItem(cell - 1, 'start');
  }
}

function currentPath(
  app: JupyterFrontEnd,
  tracker: INotebookTracker | null
): string | null {
  const panel = tracker?.currentWidget ?? null;
  return panel && panel === app.shell.currentWidget
    ? serverPath(panel.context.path, app.serviceManager.contents)
    : null;
}

function selectedPath(
  app: JupyterFrontEnd,
  browsers: IFileBrowserFactory | null
): string | null {
  const items = [...(browsers?.tracker.currentWidget?.selectedItems() ?? [])];
  return items.length === 1 && items[0].type === 'notebook'
    ? serverPath(items[0].path, app.serviceManager.contents)
    : null;
}
