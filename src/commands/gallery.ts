/**
 * Show the reports in the main area: all of them, or what is looked for.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import { galleryIcon } from '../icons';
import type { IQuery } from '../query';
import { EVERYTHING } from '../query';

export function galleryCommand<T>(
  show: (query: IQuery | null) => T,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
  return {
    label: trans.__('Gallery of Reports'),
    caption: trans.__('Show the reports with their pictures in a tab'),
    icon: args => (args.isPalette ? undefined : galleryIcon),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          words: { type: 'string', description: 'What to search for' },
          tag: { type: 'string', description: 'A tag that they carry' },
          author: { type: 'string', description: 'One of their authors' },
          query: { type: 'object', description: 'All of a search' }
        }
      }
    },
    execute: ({ words, tag, author, query }) => {
      if (typeof query === 'object' && query !== null) {
        return show({ ...EVERYTHING, ...(query as Partial<IQuery>) });
      }
      const filters = {
        ...(typeof tag === 'string' ? { tags: [tag] } : {}),
        ...(typeof author === 'string' ? { authors: [author] } : {})
      };
      const asked = typeof words === 'string' ? words : '';
      const isAsked = asked !== '' || Object.keys(filters).length > 0;
      return show(isAsked ? { ...EVERYTHING, words: asked, filters } : null);
    }
  };
}
