/**
 * Every failure becomes one sentence, and what to do about it.
 */
import { PageConfig, URLExt } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { ErrorDetail } from '../api/types';

/** What went wrong, as people are told it. */
export interface ITrouble {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** What to type into a terminal to mend it. */
  readonly command: string | null;
  /** The cell that it is about, counted from 1. */
  readonly cell: number | null;
  /** The page of the hub on which the server can be restarted, where that mends it. */
  readonly restart?: string;
}

const INSTALL =
  'pip install jupyter_hub_publish && jupyter server extension enable jupyter_hub_publish';

/** The sentences for a `Refusal`, for the error of a job, and for anything that was thrown. */
export function troubleOf(error: unknown, trans: TranslationBundle): ITrouble {
  const { code, message, hint, cell } = detailOf(error);
  switch (code) {
    case 'server_half_missing':
      return {
        code,
        message: trans.__('The server half is not installed, or not enabled.'),
        hint: trans.__('Run this where the server runs, then restart it:'),
        command: INSTALL,
        cell
      };
    case 'offline':
      return {
        code,
        message: trans.__('The server does not answer.'),
        hint: trans.__('Try again when you are connected.'),
        command: null,
        cell
      };
    case 'unexpected':
      return {
        code,
        message: trans.__('The server could not do this (%1).', message),
        hint: hint || trans.__('Its log says why.'),
        command: null,
        cell
      };
    default:
      return { code, message, hint, command: null, cell, ...restartFor(code) };
  }
}

/** Under a hub, the rights of a server are those that it was started with. */
function restartFor(code: string): Pick<ITrouble, 'restart'> {
  const prefix = PageConfig.getOption('hubPrefix');
  return prefix && code === 'not_let_in'
    ? {
        restart: PageConfig.getOption('hubHost') + URLExt.join(prefix, 'home')
      }
    : {};
}

function detailOf(error: unknown): ErrorDetail {
  const {
    code = 'unexpected',
    message = String(error),
    hint = '',
    cell = null
  } = (error ?? {}) as Partial<ErrorDetail>;
  return { code: String(code), message, hint, cell };
}
