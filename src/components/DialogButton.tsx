import * as React from 'react';

export interface IDialogButtonProps {
  /** Whether the keyboard begins here, and not at the last button. */
  begins?: boolean;
  describedBy?: string;
  /** JupyterLab's colours: grey refuses, blue accepts, all else has a border. */
  does: 'accept' | 'reject' | 'other';
  /** Whether it looks so; it stays in the order of the Tab key, and may lead to the reason. */
  isDisabled?: boolean;
  keys?: string;
  label: string;
  onPress: () => void;
}

const LOOKS = {
  accept: 'jp-mod-accept',
  reject: 'jp-mod-reject',
  other: 'hp-mod-other'
};

/** A button in the dialog's footer. */
export function DialogButton(props: IDialogButtonProps): React.JSX.Element {
  const { begins, describedBy, does, isDisabled, keys, label, onPress } = props;
  return (
    <button
      aria-describedby={describedBy}
      aria-disabled={isDisabled}
      aria-keyshortcuts={keys}
      data-begin={begins || undefined}
      className={`jp-Dialog-button jp-mod-styled ${LOOKS[does]}`}
      // The second press of a double click on Publish lands on what stands there next.
      onClick={({ detail }) => detail > 1 || onPress()}
      type="button"
    >
      {label}
    </button>
  );
}

export interface IButtonsProps {
  children: React.ReactNode;
  note?: string;
}

/** The buttons of a screen, and what is to be known beside them. */
export function Buttons({ children, note }: IButtonsProps): React.JSX.Element {
  return (
    <>
      {note && <p className="hp-PublishDialog-note">{note}</p>}
      <div className="hp-PublishDialog-buttons">{children}</div>
    </>
  );
}
