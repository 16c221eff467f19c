import { nullTranslator } from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';

import { galleryCommand } from '../commands/gallery';
import type { IQuery } from '../query';
import { EVERYTHING } from '../query';

describe('the command that opens the gallery', () => {
  const commands = new CommandRegistry();
  let shown: (IQuery | null)[] = [];
  commands.addCommand(
    'gallery',
    galleryCommand(query => void shown.push(query), nullTranslator.load('test'))
  );

  beforeEach(() => {
    shown = [];
  });

  it('shows what is there already, where nothing is asked for', async () => {
    await commands.execute('gallery');
    expect(shown).toEqual([null]);
  });

  it('shows an author’s page, a tag’s page, or a search', async () => {
    await commands.execute('gallery', { author: 'mei' });
    await commands.execute('gallery', { tag: 'assay' });
    await commands.execute('gallery', { words: 'churn' });
    expect(shown).toEqual([
      { ...EVERYTHING, filters: { authors: ['mei'] } },
      { ...EVERYTHING, filters: { tags: ['assay'] } },
      { ...EVERYTHING, words: 'churn', filters: {} }
    ]);
  });

  it('takes a whole search, from the panel or from a reload', async () => {
    const query = {
      words: 'churn',
      filters: { tags: ['growth'] },
      scope: 'mine',
      sort: 'stars'
    };
    await commands.execute('gallery', { query });
    expect(shown).toEqual([query]);
  });
});
