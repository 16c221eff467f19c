/**
 * Why two reports are near to each other, and how a report stands with its readers, in words.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Likeness } from '../api/types';

const NAMED = 3; // values of one kind; the rest is counted
const REASONS = 2;

/** "Same packages: polars, altair · Same column: churn_rate": the most telling first. */
export function reasonsOf(
  reasons: readonly Likeness[],
  trans: TranslationBundle
): string {
  return reasons
    .filter(({ values }) => values.length > 0)
    .slice(0, REASONS)
    .map(reason => reasonOf(reason, trans))
    .join(' · ');
}

function reasonOf(
  { kind, values }: Likeness,
  trans: TranslationBundle
): string {
  const names = namesOf(values, trans);
  const many = values.length;
  switch (kind) {
    case 'datasets':
      return trans.__('Reads the same data: %1', names);
    case 'packages':
      return trans._n('Same package: %2', 'Same packages: %2', many, names);
    case 'tags':
      return trans._n('Same tag: %2', 'Same tags: %2', many, names);
    case 'columns':
      return trans._n('Same column: %2', 'Same columns: %2', many, names);
    case 'files':
      return trans._n('Same file: %2', 'Same files: %2', many, names);
    case 'authors':
      return trans._n('Same author: %2', 'Same authors: %2', many, names);
    case 'words':
      return trans._n('Same word: %2', 'Same words: %2', many, names);
  }
}

function namesOf(values: readonly string[], trans: TranslationBundle): string {
  const left = values.length - NAMED;
  const named = values.slice(0, NAMED).join(', ');
  return left > 0
    ? trans._n('%2 and %1 more', '%2 and %1 more', left, named)
    : named;
}

/** "read 34 times", or nothing where nobody else has read it yet. */
export function readText(views: number, trans: TranslationBundle): string {
  return views > 0
    ? trans._n('read once', 'read %2 times', views, views.toLocaleString())
    : '';
}
