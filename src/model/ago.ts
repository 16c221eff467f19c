/**
 * Times as people say them: exact for minutes, a date after a week.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** "2 hours ago", "yesterday", "12 Nov", "9 Jan 2024". */
export function ago(then: Date, now: Date, trans: TranslationBundle): string {
  const passed = now.getTime() - then.getTime();
  const days = daysBetween(then, now);
  if (passed < MINUTE) {
    return trans.__('just now');
  }
  if (passed < HOUR) {
    const minutes = Math.floor(passed / MINUTE);
    return trans._n('%1 minute ago', '%1 minutes ago', minutes);
  }
  if (days === 0 || passed < 6 * HOUR) {
    const hours = Math.floor(passed / HOUR);
    return trans._n('%1 hour ago', '%1 hours ago', hours);
  }
  if (days === 1) {
    return trans.__('yesterday');
  }
  if (days <= 6) {
    return trans._n('%1 day ago', '%1 days ago', days);
  }
  return formatter({
    day: 'numeric',
    month: 'short',
    year: then.getFullYear() === now.getFullYear() ? undefined : 'numeric'
  }).format(then);
}

/** The day in a sentence: "12 December", "9 January 2024". */
export function dayOf(then: Date, now: Date): string {
  return formatter({
    day: 'numeric',
    month: 'long',
    year: then.getFullYear() === now.getFullYear() ? undefined : 'numeric'
  }).format(then);
}

/** The exact local time, for a tooltip. */
export function exactly(then: Date): string {
  return formatter({ dateStyle: 'long', timeStyle: 'short' }).format(then);
}

function daysBetween(then: Date, now: Date): number {
  const midnight = (date: Date) =>
    Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(now) - midnight(then)) / (24 * HOUR));
}

/** Made once for each kind: to make one takes longer than all else about a card. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const kind = JSON.stringify(options);
  let known = formatters.get(kind);
  if (!known) {
    known = new Intl.DateTimeFormat(locale(), options);
    formatters.set(kind, known);
  }
  return known;
}

function locale(): string {
  const { locale } = new Intl.DateTimeFormat().resolvedOptions();
  // Day before month, whatever kind of English the browser speaks.
  return locale.startsWith('en') ? 'en-GB' : locale;
}
