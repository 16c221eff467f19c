/**
 * Which report a command is about: the one it is given, the card under the mouse, or the open tab.
 */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type {
  ReadonlyJSONObject,
  ReadonlyPartialJSONObject
} from '@lumino/coreutils';

const ID = /^r[a-z2-7]{10}$/;

/** Where a command may find its report when it is not told. */
export interface ITargets {
  /** The card that the context menu was opened on. */
  readonly card: () => string | null;
  /** The report of the current tab. */
  readonly tab: () => string | null;
}

/** Cards and tabs carry the id of their report in `data-report`. */
export function targetsIn(app: JupyterFrontEnd): ITargets {
  return {
    card: () =>
      app.contextMenuHitTest(node => isReportId(node.dataset.report))?.dataset
        .report ?? null,
    tab: () => app.shell.currentWidget?.node.dataset.report ?? null
  };
}

export function isReportId(id: unknown): id is string {
  return typeof id === 'string' && ID.test(id);
}

/** The id, or null where the command has nothing to do. */
export function targetOf(
  args: ReadonlyPartialJSONObject,
  targets: ITargets
): string | null {
  if (args.id !== undefined) {
    return isReportId(args.id) ? args.id : null;
  }
  // What was under the mouse is remembered after the menu has closed: ask only from the menu.
  return args.isMenu ? targets.card() : targets.tab();
}

/** How the arguments of a command on a report are described. */
export function describing(more: ReadonlyJSONObject = {}): {
  args: ReadonlyJSONObject;
} {
  return {
    args: {
      type: 'object',
      properties: {
        id: { type: 'string', description: 'The id of the report' },
        isMenu: {
          type: 'boolean',
          description: 'Whether it is the card under the context menu'
        },
        ...more
      }
    }
  };
}
