/**
 * Filters, as people say them.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Chip } from '../query';

/** "author: ravi", "after: 1 Sep". */
export function chipName(chip: Chip, trans: TranslationBundle): string {
  const { facet, value } = chip;
  switch (facet) {
    case 'authors':
      return trans.__('author: %1', value);
    case 'tags':
      return trans.__('tag: %1', value);
    case 'packages':
      return trans.__('package: %1', value);
    case 'languages':
      return trans.__('language: %1', nameOfLanguage(value));
    case 'owners':
      return trans.__('owner: %1', value.replace(/^(user|group):/, ''));
    case 'after':
      return trans.__('after: %1', shortDay(value));
    case 'before':
      return trans.__('before: %1', shortDay(value));
    case 'states':
      return stateName(value, trans);
  }
}

/** "Python", where the notebook says `python`. */
export function nameOfLanguage(language: string): string {
  const known = LANGUAGES.get(language.toLowerCase());
  return known ?? language.charAt(0).toUpperCase() + language.slice(1);
}

/** "1 Sep", "9 Jan 2024". */
export function shortDay(day: string, now = new Date()): string {
  // A day of the calendar, wherever on earth it is read.
  const then = new Date(`${day.slice(0, 10)}T12:00:00Z`);
  const isThisYear = then.getUTCFullYear() === now.getUTCFullYear();
  const { locale } = new Intl.DateTimeFormat().resolvedOptions();
  return then.toLocaleDateString(locale.startsWith('en') ? 'en-GB' : locale, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' })
  });
}

/** Languages whose names are more than a capital letter. */
const LANGUAGES = new Map([
  ['sql', 'SQL'],
  ['javascript', 'JavaScript'],
  ['typescript', 'TypeScript'],
  ['c++', 'C++'],
  ['c++17', 'C++17'],
  ['fsharp', 'F#'],
  ['csharp', 'C#'],
  ['c#', 'C#'],
  ['sas', 'SAS'],
  ['matlab', 'MATLAB'],
  ['powershell', 'PowerShell']
]);

function stateName(state: string, trans: TranslationBundle): string {
  switch (state) {
    case 'mine':
      return trans.__('mine');
    case 'starred':
      return trans.__('starred');
    case 'archived':
      return trans.__('archived');
    default:
      return trans.__('ran clean');
  }
}
