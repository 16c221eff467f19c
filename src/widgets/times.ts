/**
 * How times are said now.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { ITimes } from '../components/time';
import { ago, dayOf, exactly } from '../model/ago';

export function timesNow(trans: TranslationBundle): ITimes {
  const now = new Date();
  return {
    ago: then => ago(then, now, trans),
    exactly,
    day: then => dayOf(then, now)
  };
}
