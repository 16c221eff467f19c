/**
 * Open a dataset's page.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import { isDatasetId } from './target';

export interface IDatasetOpening {
  readonly id: string;
  /** What the tab is called until the dataset is there. */
  readonly title?: string;
  /** The part of the page to begin with, such as `questions`. */
  readonly part?: string;
}

export function openDatasetCommand<T>(
  open: (opening: IDatasetOpening) => T,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
  return {
    label: trans.__('Open Dataset'),
    caption: trans.__('Open the page of a dataset in a tab'),
    isEnabled: ({ id }) => isDatasetId(id),
    describedBy: {
      args: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'string', description: 'The id of the dataset' },
          title: {
            type: 'string',
            description: 'What the tab is called while it is loaded'
          },
          part: {
            type: 'string',
            description: 'The part of the page to begin with: questions'
          }
        }
      }
    },
    execute: args =>
      isDatasetId(args.id) ? open(args as unknown as IDatasetOpening) : null
  };
}
