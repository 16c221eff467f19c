import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ILabShell } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { URLExt } from '@jupyterlab/coreutils';
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { archiveCommand } from '../commands/archive';
import type { AtDesk, CuratingDesk } from '../commands/curatingDesk';
import { editDetailsCommand } from '../commands/editDetails';
import { eraseVersionCommand } from '../commands/eraseVersion';
import { makeCopyCommand } from '../commands/makeCopy';
import { replaceCommand } from '../commands/replace';
import { restoreVersionCommand } from '../commands/restoreVersion';
import { targetsIn } from '../commands/target';
import { withdrawCommand } from '../commands/withdraw';
import { serverPath } from '../model/notebooks';
import type { ILibraryClient } from '../tokens';
import { CommandIds, IReportLibrary } from '../tokens';

const GO_TO_PATH = 'filebrowser:go-to-path';

export const curatingPlugin: JupyterFrontEndPlugin<void> = {
  id: 'jupyter-hub-publish:curating',
  description: 'What can be done with a report after it was published.',
  autoStart: true,
  requires: [IReportLibrary],
  optional: [ILabShell, IDefaultFileBrowser, ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    library: IReportLibrary,
    labShell: ILabShell | null,
    files: IDefaultFileBrowser | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ): void => {
    const trans = (translator ?? nullTranslator).load('jupyter_hub_publish');
    const desk = atDesk(app, library.client, files, labShell, trans);
    const targets = targetsIn(app);
    COMMANDS.forEach(([command, made]) => {
      app.commands.addCommand(command, made(desk, targets, trans));
      palette?.addItem({ command, category: trans.__('Reports') });
    });
  }
};

const COMMANDS = [
  [CommandIds.makeCopy, makeCopyCommand],
  [CommandIds.editDetails, editDetailsCommand],
  [CommandIds.restoreVersion, restoreVersionCommand],
  [CommandIds.eraseVersion, eraseVersionCommand],
  [CommandIds.withdraw, withdrawCommand],
  [CommandIds.archive, archiveCommand],
  [CommandIds.replace, replaceCommand]
] as const;

/** Most sessions do nothing to a report: what does it is loaded by the first that does. */
function atDesk(
  app: JupyterFrontEnd,
  client: ILibraryClient,
  files: IDefaultFileBrowser | null,
  labShell: ILabShell | null,
  trans: TranslationBundle
): AtDesk<keyof CuratingDesk> {
  let desk: Promise<CuratingDesk> | null = null;
  return () => {
    desk ??= Promise.all([
      import('../commands/curatingDesk'),
      import('../widgets/curatingDialogs')
    ]).then(
      ([{ CuratingDesk }, { CuratingDialogs }]) =>
        new CuratingDesk({
          client,
          dialogs: new CuratingDialogs(client, trans),
          folder: () => folderOf(app, files),
          openNotebook: path =>
            void app.commands.execute('docmanager:open', { path }),
          openFolder: folderOpener(app, labShell),
          trans
        })
    );
    return desk;
  };
}

/** Copies go where the file browser is, unless it shows a drive that is not the server's. */
function folderOf(
  { serviceManager }: JupyterFrontEnd,
  files: IDefaultFileBrowser | null
): string {
  return serverPath(files?.model.path ?? '', serviceManager.contents) ?? '';
}

/** In the file browser of JupyterLab; Jupyter Notebook has a page for files. */
function folderOpener(
  { commands, serviceManager }: JupyterFrontEnd,
  labShell: ILabShell | null
): (path: string) => void {
  const { baseUrl } = serviceManager.serverSettings;
  return labShell
    ? path => void commands.execute(GO_TO_PATH, { path })
    : path => {
        const url = URLExt.join(baseUrl, 'tree', URLExt.encodeParts(path));
        window.open(url, '_blank', 'noopener');
      };
}
