import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

export interface IFindingReasonProps {
  onCancel: () => void;
  onGive: (reason: string) => void;
  trans: TranslationBundle;
}

/** Characters, as the server takes them. */
const LONGEST = 500;

/** Why something is published although the check has found it; in the place of the remedies. */
export function FindingReason(props: IFindingReasonProps): React.JSX.Element {
  const { onCancel, onGive, trans } = props;
  const [reason, setReason] = React.useState('');
  const input = React.useRef<HTMLInputElement>(null);
  const id = React.useId();
  React.useEffect(() => input.current?.focus(), []);
  const give = (): void => {
    if (reason.trim()) {
      onGive(reason.trim());
    } else {
      input.current?.focus();
    }
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault();
      onCancel();
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      give();
    }
  };
  return (
    <div className="hp-Finding-acts hp-FindingReason" data-own-escape="">
      <label htmlFor={id}>
        {trans.__('Why may it be published?')}{' '}
        <small>{trans.__('Kept in the report’s history')}</small>
      </label>
      <input
        autoComplete="off"
        id={id}
        maxLength={LONGEST}
        onChange={event => setReason(event.target.value)}
        onKeyDown={onKeyDown}
        ref={input}
        type="text"
        value={reason}
      />
      <button
        aria-disabled={!reason.trim()}
        className="hp-Button"
        onClick={give}
        type="button"
      >
        {trans.__('Publish it anyway')}
      </button>
      <button
        className="hp-Button hp-mod-plain"
        onClick={onCancel}
        type="button"
      >
        {trans.__('Not now')}
      </button>
    </div>
  );
}
