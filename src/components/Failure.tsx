/**
 * Why there is nothing to see, in the words of whoever knows, and what mends it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { copyIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import { offlineIcon, warningIcon } from '../icons';
import type { ITrouble } from '../model/trouble';
import { RestartLink } from './RestartLink';
import { Screen } from './Screen';

export interface IFailureProps {
  readonly trouble: ITrouble;
  readonly onRetry: () => void;
  readonly onCopy: (text: string) => void;
  readonly trans: TranslationBundle;
}

export function Failure(props: IFailureProps): JSX.Element {
  const { trouble, onRetry, onCopy, trans } = props;
  const { code, message, hint, command, restart } = trouble;
  return (
    <Screen
      heading={message.replace(/\.$/, '')}
      icon={code === 'offline' ? offlineIcon : warningIcon}
      kind="warning"
      role="alert"
    >
      {hint && <p>{hint}</p>}
      {command && <code className="hp-Command">{command}</code>}
      <div className="hp-Screen-acts">
        {restart && <RestartLink href={restart} trans={trans} />}
        {command ? (
          <button
            type="button"
            className="hp-Button"
            onClick={() => onCopy(command)}
          >
            <copyIcon.react tag="span" />
            {trans.__('Copy the command')}
          </button>
        ) : (
          <button type="button" className="hp-Button" onClick={onRetry}>
            {trans.__('Try again')}
          </button>
        )}
      </div>
    </Screen>
  );
}
