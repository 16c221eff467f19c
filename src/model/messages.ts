/**
 * What JupyterLab and the shell around a page say to each other; anything else is not heard.
 */

/** JupyterLab to the shell. */
export type ToShell =
  | { readonly type: 'theme'; readonly theme: 'light' | 'dark' }
  | { readonly type: 'code'; readonly shown: boolean }
  | {
      readonly type: 'jump';
      readonly fragment: string;
      /** What to mark there, as it is written. */
      readonly marks?: readonly string[];
    }
  /** Leave that many pixels below the end of the page, and say how many are in sight. */
  | { readonly type: 'room'; readonly height: number }
  | { readonly type: 'scroll'; readonly by: number }
  | { readonly type: 'print' };

/** The shell to JupyterLab. */
export type FromShell =
  | { readonly type: 'ready'; readonly code: boolean }
  | { readonly type: 'code'; readonly shown: boolean }
  | { readonly type: 'report'; readonly id: string }
  /** So many pixels of the room are in sight; so wide is the page's scroll bar. */
  | { readonly type: 'room'; readonly shown: number; readonly bar: number }
  | { readonly type: 'trouble'; readonly text: string };

export function toShell(message: ToShell): object {
  return { hubPublish: 1, ...message };
}

/** The message, or null where it is not one of ours. */
export function fromShell(data: unknown): FromShell | null {
  if (typeof data !== 'object' || data === null) {
    return null;
  }
  const { hubPublish, type, bar, code, shown, id, text } = data as {
    [key: string]: unknown;
  };
  if (hubPublish !== 1) {
    return null;
  }
  if (type === 'ready' && typeof code === 'boolean') {
    return { type, code };
  }
  if (type === 'code' && typeof shown === 'boolean') {
    return { type, shown };
  }
  if (type === 'report' && typeof id === 'string') {
    return { type, id };
  }
  if (type === 'room' && isLength(shown) && isLength(bar)) {
    return { type, shown, bar };
  }
  if (type === 'trouble' && typeof text === 'string') {
    return { type, text };
  }
  return null;
}

/** Pixels: what a page says is a number at most. */
function isLength(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < Infinity;
}
