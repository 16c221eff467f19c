import { nullTranslator } from '@jupyterlab/translation';

import type { IReaderMenuActs } from '../widgets/readerMenu';
import { ReaderMenu } from '../widgets/readerMenu';
import { detail, version } from './versions';

const trans = nullTranslator.load('test');

describe('the menu of a report', () => {
  const keepStill = jest.fn();

  function menu(more: Partial<IReaderMenuActs>, erased = false): ReaderMenu {
    const nothing = (): void => undefined;
    const shown = version(3, {
      erased: erased ? '2026-11-20T08:00:00Z' : null
    });
    return new ReaderMenu(
      {
        kind: 'reading',
        report: detail({ may_update: false }),
        version: shown,
        code: false,
        trouble: null
      },
      {
        archive: nothing,
        download: nothing,
        edit: nothing,
        erase: nothing,
        isStill: false,
        keepStill,
        replace: nothing,
        restore: nothing,
        showContents: null,
        star: nothing,
        undoWithdrawal: nothing,
        withdraw: nothing,
        ...more
      },
      trans
    );
  }

  const labels = ({ items }: ReaderMenu) => items.map(({ label }) => label);

  it.each([
    [false, 'Read without scripts'],
    [true, 'Read with scripts']
  ])('leads from scripts (still: %s) to "%s"', async (isStill, label) => {
    const made = menu({ isStill });
    expect(labels(made)).toEqual(['Star', 'Download', label]);
    await made.commands.execute(made.items[2].command);
    expect(keepStill).toHaveBeenLastCalledWith(!isStill);
  });

  it('has nothing to read of a version that was erased', () => {
    expect(labels(menu({}, true))).toEqual(['Star']);
  });
});
