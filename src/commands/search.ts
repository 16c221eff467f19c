/**
 * Show the sidebar panel with the cursor in its search box.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { searchIcon } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';

import type { IQuery } from '../query';

/** What the panel is asked to look for. */
export type IAsked = Pick<IQuery, 'words' | 'filters'>;

export function searchCommand(
  show: (asked: IAsked | null) => void,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
  return {
    label: trans.__('Search Reports'),
    caption: trans.__('Search the reports that were published here'),
    icon: args => (args.isPalette ? undefined : searchIcon),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          words: { type: 'string', description: 'What to search for' },
          tag: { type: 'string', description: 'A tag that they carry' },
          author: { type: 'string', description: 'One of their authors' }
        }
      }
    },
    execute: ({ words, tag, author }) => {
      const isAsked = [words, tag, author].some(one => one !== undefined);
      show(
        isAsked
          ? {
              words: typeof words === 'string' ? words : '',
              filters: {
                ...(typeof tag === 'string' ? { tags: [tag] } : {}),
                ...(typeof author === 'string' ? { authors: [author] } : {})
              }
            }
          : null
      );
    }
  };
}
