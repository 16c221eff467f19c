/**
 * What JupyterLab and the shell around a page say to each other; anything else is not heard.
 */

/** JupyterLab to the shell. */
export type ToShell =
  | { readonly type: 'theme'; readonly theme: 'light' | 'dark' }
  | { readonly type: 'code'; readonly shown: boolean }
  | { readonly type: 'jump'; readonly fragment: string }
  | { readonly type: 'print' };

/** The shell to JupyterLab. */
export type FromShell =
  | { readonly type: 'ready'; readonly code: boolean }
  | { readonly type: 'code'; readonly shown: boolean }
  | { readonly type: 'report'; readonly id: string }
  | { readonly type: 'trouble'; readonly text: string };

export function toShell(message: ToShell): object {
  return { hubPublish: 1, ...message };
}

/** The message, or null where it is not one of ours. */
export function fromShell(data: unknown): FromShell | null {
  if (typeof data !== 'object' || data === null) {
    return null;
  }
  const { hubPublish, type, code, shown, id, text } = data as {
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
  if (type === 'trouble' && typeof text === 'string') {
    return { type, text };
  }
  return null;
}
