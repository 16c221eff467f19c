import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

/** What can be chosen, and what is said beside it. */
export interface ISuggested {
  readonly tag: string;
  readonly note?: string;
  /** How many reports carry it. */
  readonly reports?: number;
}

export interface ITagSuggestionsProps {
  /** The box under which the list hangs. */
  anchor: React.RefObject<HTMLElement>;
  /** Which one the arrow keys have reached; -1 for none. */
  at: number;
  id: string;
  label: string;
  nameOf: (tag: string) => string;
  onChoose: (tag: string) => void;
  tags: readonly ISuggested[];
  trans: TranslationBundle;
}

/** What is known of what is typed: tags, each with how many reports carry it, or people. */
export function TagSuggestions(props: ITagSuggestionsProps): React.JSX.Element {
  const { anchor, at, id, label, nameOf, onChoose, tags, trans } = props;
  const list = React.useRef<HTMLUListElement>(null);
  React.useLayoutEffect(() => hang(list.current, anchor.current));
  React.useEffect(() => {
    list.current?.children[at]?.scrollIntoView?.({ block: 'nearest' });
  }, [at]);
  return (
    <ul
      aria-label={label}
      className="hp-TagInput-list"
      id={`${id}-list`}
      ref={list}
      role="listbox"
    >
      {tags.map(({ tag, note, reports }, index) => (
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
          <span title={nameOf(tag)}>{nameOf(tag)}</span>
          <small>
            {reports === undefined
              ? note
              : trans._n('%1 report', '%1 reports', reports)}
          </small>
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
