/**
 * While a published notebook is in front, no command changes another notebook.
 *
 * JupyterLab's commands on notebooks ask its tracker for the current one. The tracker does not know
 * published notebooks, and so answers with the user's own that was in front before; several of the
 * commands (delete, merge, move, paste) do not ask whether it still is. Their keys and menu entries
 * are bound to classes that a published notebook has too. So they are refused here, where every
 * key, menu entry, button and line of the palette comes through.
 */
import type { Notebook } from '@jupyterlab/notebook';
import { NotebookActions } from '@jupyterlab/notebook';
import type { CommandRegistry } from '@lumino/commands';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

/** Commands that ask the tracker. */
const ON_NOTEBOOKS =
  /^(notebook:.*|completer:(invoke|select)-notebook|toc:run-cells|tooltip:launch-notebook|debugger:restart-debug)$/;

/** Those of them that are about no notebook that is open. */
const ON_NONE: ReadonlySet<string> = new Set([
  'notebook:create-new',
  'notebook:set-side-by-side-ratio',
  'notebook:toggle-autoclosing-brackets'
]);

/** By these arguments a command is told which notebook it is for, as by the toolbar of a cell. */
const NAMING = ['widgetId', 'semanticWidget'];

/** What the published notebook itself can do: to be walked through. */
const WALKING: Readonly<Record<string, (notebook: Notebook) => void>> = {
  'notebook:move-cursor-up': notebook => NotebookActions.selectAbove(notebook),
  'notebook:move-cursor-down': notebook =>
    NotebookActions.selectBelow(notebook),
  'notebook:enter-command-mode': notebook => {
    notebook.mode = 'command';
  },
  'notebook:enter-edit-mode': notebook => {
    notebook.mode = 'edit'; // for a cursor in the code: it can be selected, not changed
  }
};

/** `published` is the published notebook in front, or null where something else is. */
export function guardNotebooks(
  commands: CommandRegistry,
  published: () => Notebook | null
): void {
  const isEnabled = commands.isEnabled.bind(commands);
  const execute = commands.execute.bind(commands);
  const inFront = (
    id: string,
    args?: ReadonlyPartialJSONObject
  ): Notebook | null =>
    ON_NOTEBOOKS.test(id) &&
    !ON_NONE.has(id) &&
    !NAMING.some(name => args?.[name])
      ? published()
      : null;

  // JupyterLab asks whether they are enabled, then executes them: both have to be refused.
  commands.isEnabled = (id, args) =>
    inFront(id, args)
      ? // The toolbar of a notebook beside stays as it is: it comes to the front when pressed.
        id in WALKING || (!!args?.toolbar && isEnabled(id, args))
      : isEnabled(id, args);
  commands.execute = (id, args) => {
    const notebook = inFront(id, args);
    if (!notebook) {
      return execute(id, args);
    }
    WALKING[id]?.(notebook);
    return Promise.resolve();
  };
}
