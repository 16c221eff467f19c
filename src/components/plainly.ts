/**
 * A link that does something here, and is a browser's own link where one asks for that.
 */
import type * as React from 'react';

/** Do it at a plain click; with Ctrl, ⌘ or Shift the browser opens the link as it is used to. */
export function plainly(
  act: () => void
): (event: React.MouseEvent<HTMLElement>) => void {
  return event => {
    if (!(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      act();
    }
  };
}
