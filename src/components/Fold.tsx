import * as React from 'react';

import { unfoldIcon } from '../icons';

export interface IFoldProps {
  /** Whether the keyboard begins here. */
  begins: boolean;
  children: React.ReactNode;
  icon?: React.ReactNode;
  id: string;
  isOpen: boolean;
  /** What the part is called. */
  name: string;
  onToggle: () => void;
  /** What is in it, in a few words. */
  say: string;
}

/** A part of the form that folds into one line: its name, and what is in it. */
export function Fold(props: IFoldProps): React.JSX.Element {
  const { begins, children, icon, id, isOpen, name, onToggle, say } = props;
  return (
    <section aria-labelledby={`${id}-name`} className="hp-Fold">
      <h3>
        <button
          aria-controls={isOpen ? id : undefined}
          aria-expanded={isOpen}
          data-begin={begins || undefined}
          onClick={onToggle}
          type="button"
        >
          <unfoldIcon.react className="hp-Fold-arrow" tag="span" />
          <b id={`${id}-name`}>{name}</b>
          <span className="hp-Fold-say" title={say}>
            {say}
          </span>
          {icon}
        </button>
      </h3>
      {isOpen && (
        <div className="hp-Fold-content" id={id}>
          {children}
        </div>
      )}
    </section>
  );
}
