/**
 * The first two authors and the number of the others, or rather those that were looked for.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Hit } from '../api/types';
import { partsOfName } from './matches';
import { Marked } from './Marked';

const NAMED = 2;

export interface IAuthorsProps {
  readonly hit: Hit;
  readonly trans: TranslationBundle;
}

export function Authors({ hit, trans }: IAuthorsProps): JSX.Element {
  const isFound = (name: string) =>
    partsOfName(hit, 'authors', name).length > 1;
  const ordered = [...hit.authors].sort(
    (one, other) => Number(isFound(other)) - Number(isFound(one))
  );
  const named = ordered.slice(
    0,
    hit.authors.length > NAMED + 1 ? NAMED : NAMED + 1
  );
  const left = hit.authors.length - named.length;
  return (
    <span className="hp-Card-authors" title={hit.authors.join(', ')}>
      {named.map((name, index) => (
        <React.Fragment key={name}>
          {index > 0 && ', '}
          <Marked parts={partsOfName(hit, 'authors', name)} />
        </React.Fragment>
      ))}
      {left > 0 && ` ${trans._n('and %1 more', 'and %1 more', left)}`}
    </span>
  );
}
