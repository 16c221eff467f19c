/**
 * The filters in force: a pill is something that one can take away.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { IQuery } from '../model/search';

export interface IPillsProps {
  readonly query: IQuery;
  readonly onRemove: (filter: 'tags' | 'authors', name: string) => void;
  readonly trans: TranslationBundle;
}

export function Pills(props: IPillsProps): JSX.Element | null {
  const { query, onRemove, trans } = props;
  const pills = [
    ...query.authors.map(name => ({
      filter: 'authors' as const,
      name,
      text: trans.__('author: %1', name),
      remove: trans.__('Remove the filter by author %1', name)
    })),
    ...query.tags.map(name => ({
      filter: 'tags' as const,
      name,
      text: trans.__('tag: %1', name),
      remove: trans.__('Remove the filter by tag %1', name)
    }))
  ];
  if (pills.length === 0) {
    return null;
  }
  return (
    <div className="hp-Pills">
      {pills.map(({ filter, name, text, remove }) => (
        <span className="hp-Pill" key={`${filter} ${name}`}>
          <b title={name}>{text}</b>
          <button
            type="button"
            title={remove}
            aria-label={remove}
            onClick={() => onRemove(filter, name)}
          >
            <closeIcon.react tag="span" />
          </button>
        </span>
      ))}
    </div>
  );
}
