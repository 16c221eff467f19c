import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { TagCount } from '../api/types';

export interface ITagSuggestionsProps {
  /** The box under which the list hangs. */
  anchor: React.RefObject<HTMLElement>;
  /** Which one the arrow keys have reached; -1 for none. */
  at: number;
  id: string;
  onChoose: (tag: string) => void;
  /** The letters that were typed. */
  prefix: string;
  tags: readonly TagCount[];
  trans: TranslationBundle;
}

/** Tags in use, each with how many reports carry it. */
export function TagSuggestions(props: ITagSuggestionsProps): React.JSX.Element {
  const { anchor, at, id, onChoose, tags, trans } = props;
  const list = React.useRef<HTMLUListElement>(null);
  React.useLayoutEffect(() => hang(list.current, anchor.current));
  React.useEffect(() => {
    list.current?.children[at]?.scrollIntoView?.({ block: 'nearest' });
  }, [at]);
  return (
    <ul
      aria-label={trans.__('Tags in use')}
      className="hp-TagInput-list"
      id={`${id}-list`}
      ref={list}
      role="listbox"
    >
      {tags.map(({ tag, reports }, index) => (
        <li
          aria-selected={index === at}
          id={`${id}-option-${index}`}
          key={tag}
          onMouseDown={event => {
            // The cursor stays in the box.
            event.preventDefault();
            onChoose(tag);
          }}
          role="option"
        >
          <span title={tag}>{tag}</span>
          <small>{trans._n('%1 report', '%1 reports', reports)}</small>
        </li>
      ))}
    </ul>
  );
}

/** Place the list under its box, or above it where there is no room: a scrolling dialog would cut it off. */
function hang(list: HTMLElement | null, anchor: HTMLElement | null): void {
  if (!list || !anchor) {
    return;
  }
  const box = anchor.getBoundingClientRect();
  const height = list.offsetHeight;
  const below = box.bottom + 2;
  const fits = below + height <= window.innerHeight - 8;
  list.style.left = `${box.left}px`;
  list.style.width = `${box.width}px`;
  list.style.top = `${fits ? below : box.top - 2 - height}px`;
}
