/**
 * The search box: what is typed goes up at once, Esc clears it, and ↓ leads into the list.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon, searchIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

export interface ISearchBoxProps {
  readonly words: string;
  readonly onType: (words: string) => void;
  /** Look now, without waiting for the typing to rest. */
  readonly onSearch: () => void;
  readonly onLeave: () => void;
  readonly onDown: () => void;
  readonly trans: TranslationBundle;
}

export const SearchBox = React.forwardRef<HTMLInputElement, ISearchBoxProps>(
  function SearchBox(props, ref): JSX.Element {
    const { words, onType, onSearch, onLeave, onDown, trans } = props;
    const onKeyDown = (event: React.KeyboardEvent) => {
      if (event.nativeEvent.isComposing) {
        return;
      }
      const keys: { [key: string]: () => void } = {
        ArrowDown: onDown,
        Enter: onSearch,
        Escape: words ? () => onType('') : onLeave
      };
      const act = keys[event.key];
      if (act) {
        event.preventDefault();
        act();
      }
    };
    const label = trans.__('Search reports');
    return (
      <label className="hp-Search">
        <searchIcon.react tag="span" className="hp-Search-icon" />
        <input
          ref={ref}
          type="text"
          role="searchbox"
          value={words}
          placeholder={label}
          aria-label={label}
          aria-keyshortcuts="/"
          autoComplete="off"
          spellCheck={false}
          onChange={event => onType(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {words ? (
          <button
            type="button"
            className="hp-Icon"
            title={trans.__('Clear the search')}
            onClick={() => onType('')}
          >
            <closeIcon.react tag="span" />
          </button>
        ) : (
          <kbd className="hp-Key" aria-hidden="true">
            /
          </kbd>
        )}
      </label>
    );
  }
);
