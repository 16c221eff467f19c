/**
 * What screen readers are told, once nothing has changed for half a second.
 */
import * as React from 'react';

const SILENCE = 500; // milliseconds

export function Spoken({ text }: { readonly text: string }): JSX.Element {
  const [said, say] = React.useState('');
  React.useEffect(() => {
    const timer = setTimeout(() => say(text), SILENCE);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p className="hp-Spoken" role="status">
      {said}
    </p>
  );
}
