/**
 * Which report a command is about: the one it is given, the card under the mouse, or the open tab.
 */
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { CommandRegistry } from '@lumino/commands';
import type {
  ReadonlyJSONObject,
  ReadonlyPartialJSONObject
} from '@lumino/coreutils';

const ID = /^r[a-z2-7]{10}$/;
const DATASET = /^d[a-z2-7]{10}$/;

/** Where a command may find its report when it is not told. */
export interface ITargets {
  /** The card that the context menu was opened on. */
  readonly card: () => string | null;
  /** The report of the current tab. */
  readonly tab: () => string | null;
  /** The same where whoever is here may change the report. */
  readonly own: () => string | null;
  /** The number of the version that the current tab shows. */
  readonly version: () => number | null;
}

/** Cards and tabs carry the id of their report in `data-report`; a tab knows more of it. */
export function targetsIn(app: JupyterFrontEnd): ITargets {
  const tab = (): DOMStringMap => app.shell.currentWidget?.node.dataset ?? {};
  return {
    card: () =>
      app.contextMenuHitTest(node => isReportId(node.dataset.report))?.dataset
        .report ?? null,
    tab: () => tab().report ?? null,
    own: () => (tab().mayUpdate === 'true' ? (tab().report ?? null) : null),
    version: () => Number(tab().version) || null
  };
}

export function isReportId(id: unknown): id is string {
  return typeof id === 'string' && ID.test(id);
}

export function isDatasetId(id: unknown): id is string {
  return typeof id === 'string' && DATASET.test(id);
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

/** The same for what only those may do who may change the report; a menu is shown to them alone. */
export function ownTargetOf(
  args: ReadonlyPartialJSONObject,
  targets: ITargets
): string | null {
  return args.id === undefined && !args.isMenu
    ? targets.own()
    : targetOf(args, targets);
}

/** The version that a command is told, or that the current tab shows. */
export function versionOf(
  args: ReadonlyPartialJSONObject,
  targets: ITargets
): number | null {
  if (typeof args.version === 'number') {
    return args.version;
  }
  return args.id === undefined && !args.isMenu ? targets.version() : null;
}

/** Where a command is offered that only those may run who may change the report. */
export function offeredOnOwn(
  targets: ITargets
): Pick<CommandRegistry.ICommandOptions, 'isEnabled' | 'isVisible'> {
  const isOffered = (args: ReadonlyPartialJSONObject): boolean =>
    ownTargetOf(args, targets) !== null;
  return { isEnabled: isOffered, isVisible: isOffered };
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
