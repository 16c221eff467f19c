/**
 * A button that copies a text, and says for a moment that it has.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import { checkIcon, copyIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import { useCopied } from './useCopied';

export interface ICopyButtonProps {
  readonly text: string;
  /** What the button says, such as "Copy link". */
  readonly label?: string;
  readonly icon?: LabIcon;
  readonly onCopy: (text: string) => void;
  readonly trans: TranslationBundle;
}

export function CopyButton(props: ICopyButtonProps): React.JSX.Element {
  const { text, label, icon, onCopy, trans } = props;
  const [copied, copy] = useCopied(onCopy);
  const Icon = copied ? checkIcon : (icon ?? copyIcon);
  return (
    <>
      <button
        type="button"
        className="hp-Button hp-CopyButton"
        onClick={() => copy(text)}
      >
        <Icon.react tag="span" />
        {copied ? trans.__('Copied') : (label ?? trans.__('Copy'))}
      </button>
      <span className="hp-Spoken" role="status">
        {copied && trans.__('Copied')}
      </span>
    </>
  );
}
