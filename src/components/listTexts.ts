/**
 * What is said of a list as a whole.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { INews } from '../model/news';

const MANY = 10_000;

/** "23 reports"; nothing where nobody may know. */
export function countOf(
  total: number | null,
  trans: TranslationBundle
): string {
  if (total === null) {
    return '';
  }
  return total > MANY
    ? trans.__('%1 or more reports', MANY.toLocaleString())
    : trans._n('%2 report', '%2 reports', total, total.toLocaleString());
}

/** What others have published since. */
export function newsOf(
  { reports, versions }: INews,
  trans: TranslationBundle
): string {
  if (reports > 0) {
    return trans._n('%1 new report', '%1 new reports', reports);
  }
  return versions > 0
    ? trans._n(
        '%1 report has a new version',
        '%1 reports have a new version',
        versions
      )
    : '';
}
