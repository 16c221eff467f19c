import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ILabShell, ILayoutRestorer } from '@jupyterlab/application';
import type { MainAreaWidget } from '@jupyterlab/apputils';
import {
  ICommandPalette,
  showErrorMessage,
  WidgetTracker
} from '@jupyterlab/apputils';
import { IEditorServices } from '@jupyterlab/codeeditor';
import { PageConfig } from '@jupyterlab/coreutils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import type { DocumentRegistry } from '@jupyterlab/docregistry';
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import type { NotebookWidgetFactory } from '@jupyterlab/notebook';
import { INotebookWidgetFactory, NotebookPanel } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { Contents } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import { guardNotebooks } from '../commands/guard';
import { guardFiles } from '../commands/guardFiles';
import { openNotebookCommand } from '../commands/openNotebook';
import {
  askForPath,
  refuseSaveCommand,
  saveCopyCommand,
  sayReadOnly
} from '../commands/saveCopy';
import { describing, targetsIn } from '../commands/target';
import { readOnlyNotebookIcon } from '../icons';
import { DRIVE, keyOf, NAME_PATTERN, pathOf } from '../model/published';
import { PublishedDrive } from '../model/publishedDrive';
import { CommandIds, IReportLibrary } from '../tokens';
import type {
  IPublishedNotebookActs,
  PublishedContext
} from '../widgets/publishedNotebook';
import {
  PUBLISHED,
  PublishedNotebookFactory
} from '../widgets/publishedNotebook';
import type { ReportReader } from '../widgets/reader';

const REFUSE_SAVE = 'hub-publish:refuse-save';

/**
 * The drive is there as soon as this is activated: a path that is restored before would be taken
 * for one of the user's own files.
 */
export const readOnlyPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-hub-publish:read-only',
  description: 'Published notebooks in the notebook view, read-only.',
  autoStart: true,
  requires: [
    IReportLibrary,
    IDocumentManager,
    NotebookPanel.IContentFactory,
    IEditorServices,
    IRenderMimeRegistry
  ],
  optional: [
    ILabShell,
    INotebookWidgetFactory,
    IDefaultFileBrowser,
    ILayoutRestorer,
    ICommandPalette,
    ITranslator
  ],
  activate: (
    app: JupyterFrontEnd,
    library: IReportLibrary,
    documents: IDocumentManager,
    contentFactory: NotebookPanel.IContentFactory,
    editors: IEditorServices,
    rendermime: IRenderMimeRegistry,
    labShell: ILabShell | null,
    like: NotebookWidgetFactory.IFactory | null,
    files: IDefaultFileBrowser | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('jupyter_hub_publish');
    const { commands, docRegistry, serviceManager } = app;
    const { contents, serverSettings } = serviceManager;
    const { client } = library;
    if (!labShell) {
      commands.addCommand(CommandIds.openNotebook, insteadOfNotebook(app));
      return;
    }
    const drive = new PublishedDrive({
      client,
      contents,
      serverSettings,
      trans
    });
    contents.addDrive(drive);
    void app.restored.then(openAsked(documents));

    const acts = notebookActs(app, library, documents, drive, files, trans);
    docRegistry.addFileType(fileType(trans));
    const factory = new PublishedNotebookFactory({
      like,
      rendermime,
      contentFactory,
      mimeTypeService: editors.mimeTypeService,
      translator: translator ?? nullTranslator,
      acts,
      trans
    });
    docRegistry.addWidgetFactory(factory);

    const notebooks = new WidgetTracker<NotebookPanel>({
      namespace: 'hub-publish-notebooks'
    });
    factory.widgetCreated.connect((_, panel) => void notebooks.add(panel));
    void restorer?.restore(notebooks, {
      command: 'docmanager:open',
      args: ({ context }) => ({ path: context.path, factory: PUBLISHED }),
      name: ({ context }) => context.path
    });

    const inFront = (): NotebookPanel | null => {
      const panel = labShell.currentWidget;
      return panel && notebooks.has(panel) ? (panel as NotebookPanel) : null;
    };
    const current = (): PublishedContext | null => inFront()?.context ?? null;
    guardNotebooks(commands, () => inFront()?.content ?? null);
    labShell.currentChanged.connect(() => commands.notifyCommandChanged());
    guardFiles(commands, {
      refuses: () => {
        const context = contextAsked(app, documents) ?? current();
        const isOurs = context !== null && keyOf(context.localPath) !== null;
        if (isOurs) {
          void refuse(trans.__('Not possible'), context, acts, trans);
        }
        return isOurs;
      },
      open: () => {
        const paths: string[] = [];
        notebooks.forEach(({ context }) => paths.push(context.path));
        return paths;
      }
    });
    commands.addCommand(
      CommandIds.openNotebook,
      openNotebookCommand(
        client,
        (key, title) =>
          documents.openOrReveal(`${DRIVE}:${pathOf(key, title)}`, PUBLISHED),
        targetsIn(app),
        trans
      )
    );
    addSaving(app, current, acts, trans);
    [CommandIds.openNotebook, CommandIds.saveCopy].forEach(command =>
      palette?.addItem({ command, category: trans.__('Reports') })
    );
  }
};

function fileType(
  trans: TranslationBundle
): Partial<DocumentRegistry.IFileType> & { name: string } {
  return {
    name: PUBLISHED,
    displayName: trans.__('Published notebook'),
    contentType: 'notebook',
    fileFormat: 'json',
    extensions: [],
    mimeTypes: [],
    pattern: NAME_PATTERN,
    icon: readOnlyNotebookIcon
  };
}

/** What *Save* and *Save as…* do in a published notebook. */
function addSaving(
  { commands }: JupyterFrontEnd,
  current: () => PublishedContext | null,
  acts: IPublishedNotebookActs,
  trans: TranslationBundle
): void {
  const save = async (): Promise<void> => {
    const context = current();
    if (context) {
      acts.saveAndOpen(context);
    }
  };
  commands.addCommand(
    CommandIds.saveCopy,
    saveCopyCommand(() => current() !== null, save, trans)
  );
  commands.addCommand(
    REFUSE_SAVE,
    refuseSaveCommand(
      () => current() !== null,
      async () => {
        const context = current();
        if (context) {
          await refuse(trans.__('Not saved'), context, acts, trans);
        }
      },
      trans
    )
  );
}

/** Say that it cannot be changed, and offer a copy. */
async function refuse(
  title: string,
  context: PublishedContext,
  acts: IPublishedNotebookActs,
  trans: TranslationBundle
): Promise<void> {
  const version = keyOf(context.localPath)?.version ?? 0;
  if (await sayReadOnly(title, version, trans)) {
    acts.saveAndOpen(context);
  }
}

/** Of the tab that a menu was opened on: JupyterLab's commands on files find it the same way. */
function contextAsked(
  app: JupyterFrontEnd,
  documents: IDocumentManager
): PublishedContext | null {
  const path = /[Pp]ath:\s?(.*)\n?/;
  const tab = app.contextMenuHitTest(({ title }) => path.test(title ?? ''));
  const found = tab?.title.match(path);
  const widget = found && documents.findWidget(found[1], null);
  const context = widget && documents.contextForWidget(widget);
  return (context as PublishedContext | undefined) ?? null;
}

/**
 * The address of a reloaded page names the notebook that was shown. JupyterLab asks a file browser
 * to go there, and ours has none: so it is taken out of the way, and opened once all is restored.
 */
function openAsked(documents: IDocumentManager): () => void {
  const asked = PageConfig.getOption('treePath');
  if (!asked.startsWith(`${DRIVE}:`)) {
    return () => undefined;
  }
  PageConfig.setOption('treePath', '');
  return () => void documents.openOrReveal(asked, PUBLISHED);
}

/**
 * Jupyter Notebook shows one document a page, and opens none from another drive: there it is the
 * report that can be opened.
 */
function insteadOfNotebook({
  commands
}: JupyterFrontEnd): CommandRegistry.ICommandOptions {
  return {
    label: '',
    isVisible: () => false,
    describedBy: describing(),
    execute: args => commands.execute(CommandIds.openReport, args)
  };
}

function notebookActs(
  { commands }: JupyterFrontEnd,
  { client }: IReportLibrary,
  documents: IDocumentManager,
  drive: PublishedDrive,
  files: IDefaultFileBrowser | null,
  trans: TranslationBundle
): IPublishedNotebookActs {
  const copy = async (
    context: PublishedContext
  ): Promise<Contents.IModel | null> => {
    const key = keyOf(context.localPath);
    if (!key) {
      return null;
    }
    try {
      const { title } = await client.version(key.report, key.version);
      const path = await askForPath(title, files?.model.path ?? '', trans);
      return path === null ? null : await drive.copyTo(path, key);
    } catch (error) {
      await showErrorMessage(
        trans.__('The copy was not saved'),
        error as Error
      );
      return null;
    }
  };
  return {
    saveAs: async context => (await copy(context)) !== null,
    saveAndOpen: async context => {
      const saved = await copy(context);
      if (saved) {
        await documents.closeFile(context.path);
        await commands.execute('docmanager:open', { path: saved.path });
      }
    },
    openReport: ({ report, version }) =>
      void commands.execute(CommandIds.openReport, { id: report, version }),
    print: async ({ report, version }) => {
      const tab: MainAreaWidget<ReportReader> | undefined =
        await commands.execute(CommandIds.openReport, { id: report, version });
      tab?.content.print();
    }
  };
}
