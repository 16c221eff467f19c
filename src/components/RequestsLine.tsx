/**
 * One quiet line at the foot of the panel: somebody would like to see what one has published for others.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { AccessRequest } from '../api/types';

export interface IRequestsLineProps {
  readonly requests: readonly AccessRequest[];
  readonly onLook: () => void;
  readonly trans: TranslationBundle;
}

export function RequestsLine(
  props: IRequestsLineProps
): React.JSX.Element | null {
  const { requests, onLook, trans } = props;
  const people = new Set(requests.map(({ person }) => person)).size;
  return people === 0 ? null : (
    <aside className="hp-Requests" aria-label={trans.__('Requests for access')}>
      <span>
        {trans._n(
          '%1 person asks to see a report',
          '%1 people ask to see a report',
          people
        )}
      </span>
      <span aria-hidden="true">·</span>
      <button type="button" className="hp-Text" onClick={onLook}>
        {trans.__('Look')}
      </button>
    </aside>
  );
}
