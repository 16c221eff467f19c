/**
 * How a table stands to its promise, in words: the server knows whether, these know how to say it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { DatasetSummary } from '../api/types';

/** What is known of when a table is to be written again. */
export type IPromised = Pick<DatasetSummary, 'due' | 'freshness'>;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** "Fresh", "Late by 2 days", "No promise". */
export function freshnessOf(
  table: IPromised,
  now: Date,
  trans: TranslationBundle
): string {
  switch (table.freshness) {
    case 'fresh':
      return trans.__('Fresh');
    case 'late':
      return trans.__('Late by %1', lasting(lateBy(table, now), trans));
    case 'none':
      return trans.__('No promise');
  }
}

/** "daily", "every 2 days"; empty where nothing is promised. */
export function rhythmOf(
  within: number | null,
  trans: TranslationBundle
): string {
  switch (within) {
    case null:
      return '';
    case HOUR:
      return trans.__('hourly');
    case DAY:
      return trans.__('daily');
    case WEEK:
      return trans.__('weekly');
    default:
      return trans.__('every %1', lasting(within, trans));
  }
}

function lateBy({ due }: IPromised, now: Date): number {
  return due === null ? 0 : (now.getTime() - new Date(due).getTime()) / 1000;
}

/** "2 days": in the largest unit of which there is one. */
function lasting(seconds: number, trans: TranslationBundle): string {
  const [days, hours] = [DAY, HOUR].map(unit => Math.floor(seconds / unit));
  if (days > 0) {
    return trans._n('%1 day', '%1 days', days);
  }
  if (hours > 0) {
    return trans._n('%1 hour', '%1 hours', hours);
  }
  const minutes = Math.max(1, Math.floor(seconds / MINUTE));
  return trans._n('%1 minute', '%1 minutes', minutes);
}
