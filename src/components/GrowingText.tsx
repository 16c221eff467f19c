import * as React from 'react';

export interface IGrowingTextProps extends React.TextareaHTMLAttributes<HTMLTextAreaElement> {
  onText: (text: string) => void;
  /** One paragraph: Enter and pasted line breaks become no new lines. */
  oneLine?: boolean;
  value: string;
}

/** A text box that is as tall as its text. */
export function GrowingText({
  className = '',
  oneLine = false,
  onText,
  ...rest
}: IGrowingTextProps): React.JSX.Element {
  // A hidden copy of the text in the same cell of a grid gives the height, without measuring.
  return (
    <div className={`hp-GrowingText ${className}`}>
      <div className="hp-GrowingText-copy" aria-hidden="true">
        {rest.value + '\u200b'}
      </div>
      <textarea
        {...rest}
        onChange={event => {
          const { value } = event.target;
          onText(oneLine ? value.replace(/\s*\n\s*/g, ' ') : value);
        }}
        onKeyDown={event => {
          if (oneLine && event.key === 'Enter') {
            event.preventDefault();
          }
        }}
        rows={1}
      />
    </div>
  );
}
