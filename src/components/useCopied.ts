/**
 * A text that is copied, and for a moment is said to be.
 */
import * as React from 'react';

const SAID = 2_000; // milliseconds

/** Whether it was copied just now, and what copies it. */
export function useCopied(
  onCopy: (text: string) => void
): [boolean, (text: string) => void] {
  const [copied, setCopied] = React.useState(false);
  React.useEffect(() => {
    if (copied) {
      const timer = setTimeout(() => setCopied(false), SAID);
      return () => clearTimeout(timer);
    }
  }, [copied]);
  const copy = (text: string): void => {
    onCopy(text);
    setCopied(true);
  };
  return [copied, copy];
}
