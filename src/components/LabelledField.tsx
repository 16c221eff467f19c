/**
 * A label, a control, and the sentence that says why it would be refused.
 */
import * as React from 'react';

export interface ILabelledFieldProps {
  readonly children: React.ReactNode;
  readonly hint?: string;
  /** The id of the control. */
  readonly id: string;
  readonly label: string;
  readonly problem?: string;
}

export function LabelledField(props: ILabelledFieldProps): React.JSX.Element {
  const { children, hint, id, label, problem } = props;
  return (
    <div className={`hp-Field${problem ? ' hp-mod-problem' : ''}`}>
      <label htmlFor={id}>
        {label}
        {hint && <small>{hint}</small>}
      </label>
      {children}
      {problem && (
        <p className="hp-Field-problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
