/**
 * Whose reports, and in which order: words on one line, without boxes.
 */
import * as React from 'react';

import type { Scope } from '../query';
import type { ISortMenuProps } from './SortMenu';
import { SortMenu } from './SortMenu';

export interface IScopeLineProps extends ISortMenuProps {
  readonly scope: Scope;
  readonly onScope: (scope: Scope) => void;
}

export function ScopeLine(props: IScopeLineProps): JSX.Element {
  const { scope, onScope, trans } = props;
  const scopes: readonly (readonly [Scope, string])[] = [
    ['all', trans.__('All')],
    ['mine', trans.__('Mine')],
    ['starred', trans.__('Starred')]
  ];
  return (
    <div className="hp-Line">
      <div
        className="hp-Scopes"
        role="group"
        aria-label={trans.__('Whose reports')}
      >
        {scopes.map(([one, name]) => (
          <button
            key={one}
            type="button"
            className="hp-Scope"
            aria-pressed={one === scope}
            // Bold words are wider: the place that they will need is kept.
            data-text={name}
            onClick={() => onScope(one)}
          >
            {name}
          </button>
        ))}
      </div>
      <SortMenu {...props} />
    </div>
  );
}
