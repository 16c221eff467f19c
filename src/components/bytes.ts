/**
 * Sizes as people say them: powers of 1000, one decimal only where it says something.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

const UNITS = ['kB', 'MB', 'GB'];

/** "1 byte", "640 bytes", "1.4 MB", "23 MB". */
export function inBytes(size: number, trans: TranslationBundle): string {
  if (size < 1000) {
    return trans._n('%1 byte', '%1 bytes', size);
  }
  let amount = size / 1000;
  let unit = 0;
  // What would be rounded to 1000 of a unit is 1 of the next.
  while (amount >= 999.5 && unit < UNITS.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  const digits = amount < 9.95 ? 1 : 0;
  return `${amount.toLocaleString(undefined, { maximumFractionDigits: digits })} ${UNITS[unit]}`;
}
