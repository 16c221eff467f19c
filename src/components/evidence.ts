/**
 * What stands behind a claim of a version, in a few words.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Environment, Run, Version } from '../api/types';

/** "26 cells in 41 s, Python 3 (ipykernel)": why a version may be said to have run clean. */
export function evidenceOf(run: Run, trans: TranslationBundle): string {
  return [paceOf(run, trans), run.kernel].filter(Boolean).join(', ');
}

/** "26 cells in 41 s". */
export function paceOf(run: Run, trans: TranslationBundle): string {
  return trans._n(
    '%1 cell in %2',
    '%1 cells in %2',
    run.cells,
    lasting(run.seconds, trans)
  );
}

/** "0.4 s", "41 s", "12 min", "3 h 5 min". */
export function lasting(seconds: number, trans: TranslationBundle): string {
  if (seconds < 9.95) {
    return trans.__(
      '%1 s',
      seconds.toLocaleString(undefined, { maximumFractionDigits: 1 })
    );
  }
  if (seconds < 119.5) {
    return trans.__('%1 s', Math.round(seconds));
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 120
    ? trans.__('%1 min', minutes)
    : trans.__('%1 h %2 min', Math.floor(minutes / 60), minutes % 60);
}

/** "2 files · Python 3.12, 4 packages": what came with a version; empty where nothing did. */
export function contentsOf(version: Version, trans: TranslationBundle): string {
  const { attachments, environment } = version;
  const files =
    attachments.length > 0
      ? trans._n('%1 file', '%1 files', attachments.length)
      : '';
  const ranIn = environment
    ? [
        languageOf(environment),
        environment.packages.length > 0
          ? trans._n('%1 package', '%1 packages', environment.packages.length)
          : ''
      ]
        .filter(Boolean)
        .join(', ')
    : '';
  return [files, ranIn].filter(Boolean).join(' · ');
}

/** "Python 3.12": the language as people write it, with as much of its version as they say. */
export function languageOf({ language, version }: Environment): string {
  const name = language.charAt(0).toUpperCase() + language.slice(1);
  const short = version.split('.').slice(0, 2).join('.');
  return [name, short].filter(Boolean).join(' ');
}
