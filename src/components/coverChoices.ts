/**
 * Which picture a choice stands for, and what it is called.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Cover, CoverChoice } from '../api/types';

/** The picture of a choice, where it is among them; the first is the best. */
export function coverOf(
  covers: readonly Cover[],
  { kind, cell, output }: CoverChoice
): Cover | undefined {
  return (
    covers.find(
      ({ choice }) =>
        choice.kind === kind && choice.cell === cell && choice.output === output
    ) ?? covers[0]
  );
}

/** A picture in words. */
export function nameOf(
  { kind, cell, output }: CoverChoice,
  trans: TranslationBundle
): string {
  switch (kind) {
    case 'best':
      return trans.__('The best figure');
    case 'title':
      return trans.__('A card of the title');
    case 'figure':
      return output > 0
        ? trans.__('Figure of cell %1, output %2', cell, output + 1)
        : trans.__('Figure of cell %1', cell);
  }
}
