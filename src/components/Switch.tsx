/**
 * Something that is on or off at once.
 */
import * as React from 'react';

export interface ISwitchProps {
  readonly label: string;
  /** Null while nobody knows. */
  readonly isOn: boolean | null;
  readonly onChange: (isOn: boolean) => void;
}

export function Switch({ label, isOn, onChange }: ISwitchProps): JSX.Element {
  return (
    <button
      type="button"
      role="switch"
      className="hp-Switch"
      aria-checked={isOn === true}
      disabled={isOn === null}
      onClick={() => onChange(!isOn)}
    >
      <span className="hp-Switch-track" />
      {label}
    </button>
  );
}
