/**
 * Why something was not done, beside what was to do it.
 */
import * as React from 'react';

import type { ITrouble } from '../model/trouble';

export interface ITroubleProps {
  readonly trouble: ITrouble | null;
}

export function Trouble({ trouble }: ITroubleProps): React.JSX.Element | null {
  return (
    trouble && (
      <p className="hp-Trouble" role="alert">
        {[trouble.message, trouble.hint].filter(Boolean).join(' ')}
      </p>
    )
  );
}
