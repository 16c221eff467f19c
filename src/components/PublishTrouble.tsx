import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { failedIcon } from '../icons';
import type { ITrouble } from '../model/trouble';
import { CellLinks } from './CellLinks';
import { CopyField } from './CopyField';
import { RestartLink } from './RestartLink';

export interface IPublishTroubleProps {
  /** What is not lost. */
  children?: React.ReactNode;
  onCopy: (text: string) => void;
  onShowCell: ((cell: number) => void) | null;
  trans: TranslationBundle;
  trouble: ITrouble;
}

/** What went wrong, where, and what to do. */
export function PublishTrouble(props: IPublishTroubleProps): React.JSX.Element {
  const { children, onCopy, onShowCell, trans, trouble } = props;
  const { cell, code, command, hint, message, restart } = trouble;
  const colon = code === 'run_failed' ? message.indexOf(': ') : -1;
  return (
    <div className="hp-PublishTrouble" role="alert">
      <failedIcon.react className="hp-Sign hp-mod-bad" tag="span" />
      <div>
        {colon < 0 ? (
          <strong>{message}</strong>
        ) : (
          <>
            <strong>{message.slice(0, colon + 1)}</strong>{' '}
            <code>{message.slice(colon + 2).replace(/\.$/, '')}</code>
          </>
        )}
        {hint && <p>{hint}</p>}
        {command && (
          <CopyField
            label={trans.__('Copy')}
            onCopy={onCopy}
            text={command}
            trans={trans}
          />
        )}
        {restart && <RestartLink href={restart} trans={trans} />}
        {children}
      </div>
      {cell !== null && (
        <CellLinks cells={[cell]} onShow={onShowCell} trans={trans} />
      )}
    </div>
  );
}
