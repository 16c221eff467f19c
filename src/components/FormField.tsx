import * as React from 'react';

export interface IFormFieldProps {
  children: React.ReactNode;
  hint?: string;
  id: string;
  label: string;
  problem?: string;
}

/** A label, a control, and the sentence that says why it would be refused. */
export function FormField(props: IFormFieldProps): React.JSX.Element {
  const { children, hint, id, label, problem } = props;
  return (
    <div className={`hp-PublishForm-field${problem ? ' hp-mod-problem' : ''}`}>
      <label className="hp-PublishForm-label" htmlFor={id}>
        {label}
        {hint && <small>{hint}</small>}
      </label>
      {children}
      {problem && (
        <p className="hp-PublishForm-problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
