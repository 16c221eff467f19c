/**
 * Tags on one line: as many as fit, then the number of those that do not.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Parts } from './matches';
import { Marked } from './Marked';

export interface ITagsProps {
  readonly tags: readonly string[];
  /** How many of them are shown. */
  readonly shown: number;
  readonly onTag: (tag: string) => void;
  readonly partsOf?: (tag: string) => Parts;
  /** Whether Tab stops at them, rather than at what they belong to. */
  readonly isTabStop?: boolean;
  readonly trans: TranslationBundle;
}

const MANY = 40; // a tooltip with 600 lines helps nobody

export function Tags(props: ITagsProps): JSX.Element {
  const { tags, shown, onTag, partsOf, isTabStop, trans } = props;
  const left = tags.length - shown;
  return (
    <span className="hp-Tags">
      {tags.slice(0, shown).map(tag => (
        <button
          key={tag}
          type="button"
          className="hp-Tag"
          tabIndex={isTabStop ? 0 : -1}
          title={trans.__('Show reports tagged %1', tag)}
          onClick={event => {
            event.stopPropagation();
            onTag(tag);
          }}
        >
          <Marked parts={partsOf?.(tag) ?? [tag]} />
        </button>
      ))}
      {left > 0 && (
        <span
          className="hp-Tags-more"
          title={[
            ...tags.slice(shown, shown + MANY),
            ...(left > MANY ? ['…'] : [])
          ].join(', ')}
        >
          {`+${left}`}
        </span>
      )}
    </span>
  );
}
