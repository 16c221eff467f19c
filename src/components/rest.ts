/**
 * A long list shows its beginning, and the rest when that is asked for.
 */
import * as React from 'react';

export interface IRest {
  readonly isWhole: boolean;
  readonly list: React.RefObject<HTMLUListElement>;
  /** Show the rest; the keyboard goes to the first of it, as the button is gone then. */
  readonly show: () => void;
}

export function useRest(): IRest {
  const [before, setBefore] = React.useState<number | null>(null);
  const list = React.useRef<HTMLUListElement>(null);
  React.useEffect(() => {
    if (before !== null) {
      list.current?.children[before]
        ?.querySelector<HTMLElement>('button, input:not(:disabled)')
        ?.focus();
    }
  }, [before]);
  return {
    isWhole: before !== null,
    list,
    show: () => setBefore(list.current?.children.length ?? 0)
  };
}
