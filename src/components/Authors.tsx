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
  /** Show all of somebody's reports; without it, names are words. */
  readonly onAuthor?: (name: string) => void;
  /** Whether Tab stops at them, rather than at what they belong to. */
  readonly isTabStop?: boolean;
  readonly trans: TranslationBundle;
}

export function Authors(props: IAuthorsProps): JSX.Element {
  const { hit, trans } = props;
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
          <Author {...props} name={name} />
        </React.Fragment>
      ))}
      {left > 0 && ` ${trans._n('and %1 more', 'and %1 more', left)}`}
    </span>
  );
}

function Author(props: IAuthorsProps & { readonly name: string }): JSX.Element {
  const { hit, name, onAuthor, isTabStop, trans } = props;
  const marked = <Marked parts={partsOfName(hit, 'authors', name)} />;
  return onAuthor ? (
    <button
      type="button"
      className="hp-Author"
      tabIndex={isTabStop ? 0 : -1}
      title={trans.__('Show reports by %1', name)}
      onClick={event => {
        event.stopPropagation();
        onAuthor(name);
      }}
    >
      {marked}
    </button>
  ) : (
    marked
  );
}
