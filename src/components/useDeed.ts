/**
 * Something that a small form does: while it is on its way it is not done twice, and why it failed is told.
 */
import * as React from 'react';

import type { ITrouble } from '../model/trouble';

export interface IDeed {
  readonly isBusy: boolean;
  /** Why it could not be done, the last time. */
  readonly trouble: ITrouble | null;
  /** Whether it was done. */
  readonly do: (act: () => Promise<void>) => Promise<boolean>;
}

export function useDeed(explain: (error: unknown) => ITrouble): IDeed {
  const [isBusy, setBusy] = React.useState(false);
  const [trouble, setTrouble] = React.useState<ITrouble | null>(null);
  return {
    isBusy,
    trouble,
    do: async act => {
      if (isBusy) {
        return false;
      }
      setBusy(true);
      setTrouble(null);
      try {
        await act();
        return true;
      } catch (error) {
        setTrouble(explain(error));
        return false;
      } finally {
        setBusy(false);
      }
    }
  };
}
