/**
 * What was asked for from afar either happens, or a notification says in a sentence why it did not.
 */
import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

import { troubleOf } from '../model/trouble';

/** Milliseconds for which a notification stays that can be acted on. */
export const LINGER = 15_000;

/** Milliseconds for which one stays that only says that it is done. */
export const SHORT = 4_000;

/** What the deed gives; null where it failed, and has been told. */
export async function tried<T>(
  deed: () => Promise<T>,
  trans: TranslationBundle
): Promise<T | null> {
  try {
    return await deed();
  } catch (error) {
    const { message, hint } = troubleOf(error, trans);
    Notification.error([message, hint].filter(Boolean).join(' '));
    return null;
  }
}
