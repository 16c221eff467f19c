/**
 * A button that copies a text, and says for a moment that it has.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import { checkIcon, copyIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

export interface ICopyButtonProps {
  readonly text: string;
  /** What the button says, such as "Copy link". */
  readonly label?: string;
  readonly icon?: LabIcon;
  readonly onCopy: (text: string) => void;
  readonly trans: TranslationBundle;
}

const SAID = 2_000; // milliseconds for which the button says that it has copied

export function CopyButton(props: ICopyButtonProps): React.JSX.Element {
  const { text, label, icon, onCopy, trans } = props;
  const [copied, setCopied] = React.useState(false);
  React.useEffect(() => {
    if (copied) {
      const timer = setTimeout(() => setCopied(false), SAID);
      return () => clearTimeout(timer);
    }
  }, [copied]);
  const Icon = copied ? checkIcon : (icon ?? copyIcon);
  return (
    <>
      <button
        type="button"
        className="hp-Button hp-CopyButton"
        onClick={() => {
          onCopy(text);
          setCopied(true);
        }}
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
