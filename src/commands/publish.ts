/**
 * The command that publishes a notebook, wherever it is asked for.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

import { publishIcon } from '../icons';

export interface IPublishCommandOptions {
  /** The path of the notebook in front, as the server knows it, or null. */
  current: () => string | null;
  /** The path of the one notebook that is selected in the file browser, or null. */
  selected: () => string | null;
  /** Show the dialog of a notebook. */
  show: (path: string) => Promise<void>;
  trans: TranslationBundle;
}

/** Publish the notebook at `path`, the one selected in the file browser, or the current one. */
export function publishCommand(
  options: IPublishCommandOptions
): CommandRegistry.ICommandOptions {
  const { current, selected, show, trans } = options;
  const pathOf = (args: ReadonlyPartialJSONObject): string | null =>
    typeof args.path === 'string'
      ? args.path
      : args.selected
        ? selected()
        : current();
  return {
    label: args =>
      args.selected ? trans.__('Publish…') : trans.__('Publish Notebook…'),
    caption: trans.__(
      'Publish this notebook as a report that others find and read'
    ),
    // JupyterLab's main menu and palette show no icons, its context menus do.
    icon: args => (args.selected ? publishIcon : undefined),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          path: {
            type: 'string',
            description: trans.__(
              'The path of the notebook; without it the current notebook is published.'
            )
          },
          selected: {
            type: 'boolean',
            description: trans.__(
              'Whether to publish the notebook that is selected in the file browser.'
            )
          }
        }
      }
    },
    isEnabled: args => pathOf(args) !== null,
    isVisible: args => !args.selected || pathOf(args) !== null,
    execute: async args => {
      const path = pathOf(args);
      if (path !== null) {
        await show(path);
      }
    }
  };
}
