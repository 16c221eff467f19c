/**
 * Why a list may be out of date.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { offlineIcon, warningIcon } from '../icons';
import type { ITrouble } from '../model/trouble';

export interface IOutdatedProps {
  readonly since: Date;
  readonly trouble: ITrouble;
  readonly onRetry: () => void;
  readonly trans: TranslationBundle;
}

export function Outdated(props: IOutdatedProps): JSX.Element {
  const { since, trouble, onRetry, trans } = props;
  const isOffline = trouble.code === 'offline';
  const Icon = isOffline ? offlineIcon : warningIcon;
  return (
    <div className="hp-Notice hp-mod-warn" role="status">
      <Icon.react tag="span" />
      <span>
        {isOffline
          ? trans.__(
              'The library does not answer since %1. You see what was loaded before.',
              clock(since)
            )
          : `${trouble.message} ${trouble.hint}`}{' '}
        <button type="button" className="hp-Text" onClick={onRetry}>
          {trans.__('Try now')}
        </button>
      </span>
    </div>
  );
}

function clock(time: Date): string {
  return time.toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23'
  });
}
