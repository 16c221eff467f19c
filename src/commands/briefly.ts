/**
 * A word that something was done: seen for a moment, and not kept among the notifications.
 */
import { Notification } from '@jupyterlab/apputils';

const MOMENT = 2_000; // milliseconds

export function sayBriefly(words: string): void {
  const id = Notification.success(words, { autoClose: MOMENT });
  setTimeout(() => Notification.dismiss(id), MOMENT);
}
