/**
 * What the screens that search do outside of themselves, with the commands that are there.
 */
import type { ILabShell, JupyterFrontEnd } from '@jupyterlab/application';
import { Clipboard, Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

import { placeIn } from '../components/matches';
import { CommandIds } from '../tokens';
import type { IOutside } from '../widgets/reportsView';

export function outsideOf(
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
    openDataset: ({ id, name }, part) =>
      run(CommandIds.openDataset, { id, title: name, part }),
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

/** Esc: the keyboard goes back to what was worked on. */
function leave(app: JupyterFrontEnd, labShell: ILabShell | null): void {
  const current = labShell?.currentWidget ?? app.shell.currentWidget;
  if (current) {
    app.shell.activateById(current.id);
  } else if (document.activeElement instanceof HTMLElement) {
    document.activeElement.blur();
  }
}
