import type { TranslationBundle } from '@jupyterlab/translation';
import { checkIcon, copyIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import { useCopied } from './useCopied';

export interface ICopyFieldProps {
  /** What the button says, such as "Copy link". */
  label: string;
  onCopy: (text: string) => void;
  text: string;
  trans: TranslationBundle;
}

/** A short text in a box, with a button that copies it. */
export function CopyField({
  label,
  onCopy,
  text,
  trans
}: ICopyFieldProps): React.JSX.Element {
  const [copied, copy] = useCopied(onCopy);
  const icon = copied ? checkIcon : copyIcon;
  return (
    <div className="hp-CopyField">
      <code title={text}>{text}</code>
      <button
        className="hp-CopyField-button"
        onClick={() => copy(text)}
        type="button"
      >
        <icon.react tag="span" />
        {copied ? trans.__('Copied') : label}
      </button>
      <span className="hp-CopyField-spoken" role="status">
        {copied && trans.__('Copied')}
      </span>
    </div>
  );
}
