/**
 * The search box, as a combobox: what is typed goes up at once, and what it may become hangs under it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import {
  closeIcon,
  filterListIcon,
  searchIcon
} from '@jupyterlab/ui-components';
import * as React from 'react';

import type { SavedSearch } from '../api/types';
import type { Offer } from '../model/discovery';

import { SearchOptions } from './SearchOptions';

export interface ISearchBoxProps {
  readonly words: string;
  /** What hangs under the box while it has the focus. */
  readonly offers: readonly Offer[];
  readonly onType: (words: string) => void;
  /** Look now, and remember what was looked for. */
  readonly onSearch: () => void;
  readonly onChoose: (offer: Offer) => void;
  readonly onForget: (search: SavedSearch) => void;
  /** Somebody is about to type. */
  readonly onFocus: () => void;
  readonly onLeave: () => void;
  /** ↓ where nothing is offered, or beyond it. */
  readonly onDown: () => void;
  /** Whether the filters are shown; null where there are none to show. */
  readonly isFiltersOpen: boolean | null;
  readonly onFilters: (isOpen: boolean) => void;
  readonly trans: TranslationBundle;
}

export const SearchBox = React.forwardRef<HTMLInputElement, ISearchBoxProps>(
  function SearchBox(props, ref): JSX.Element {
    const { words, offers, onType, trans } = props;
    const id = React.useId();
    const [isOpen, open] = React.useState(false);
    const [at, reach] = React.useState(-1);
    const isOffering = isOpen && offers.length > 0;
    const reached = isOffering && at < offers.length ? at : -1;
    const close = (): void => {
      open(false);
      reach(-1);
    };
    const type = (text: string): void => {
      onType(text);
      open(true);
      reach(-1);
    };
    const choose = (offer: Offer): void => {
      close();
      props.onChoose(offer);
    };
    const onKeyDown = (event: React.KeyboardEvent): void => {
      const act = event.nativeEvent.isComposing
        ? undefined
        : actOf(event, {
            ...props,
            isOffering,
            at: reached,
            open: () => open(true),
            close,
            reach,
            choose
          });
      if (act) {
        event.preventDefault();
        act();
      }
    };
    const label = trans.__('Search reports');
    return (
      <div className="hp-Search">
        <label>
          <searchIcon.react tag="span" className="hp-Search-icon" />
          <input
            ref={ref}
            type="text"
            role="combobox"
            value={words}
            placeholder={label}
            aria-label={label}
            aria-autocomplete="list"
            aria-expanded={isOffering}
            aria-controls={isOffering ? `${id}-list` : undefined}
            aria-activedescendant={
              reached >= 0 ? `${id}-option-${reached}` : undefined
            }
            aria-keyshortcuts="/"
            autoComplete="off"
            spellCheck={false}
            onChange={event => type(event.target.value)}
            onKeyDown={onKeyDown}
            onFocus={props.onFocus}
            // Not where the keyboard is only led here: the panel below would be hidden at its opening.
            onMouseDown={() => open(true)}
            onBlur={close}
          />
        </label>
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
        {props.isFiltersOpen !== null && (
          <button
            type="button"
            className="hp-Icon"
            aria-expanded={props.isFiltersOpen}
            title={trans.__('Filters')}
            onClick={() => props.onFilters(!props.isFiltersOpen)}
          >
            <filterListIcon.react tag="span" />
          </button>
        )}
        {isOffering && (
          <SearchOptions
            id={id}
            offers={offers}
            at={reached}
            onChoose={choose}
            onForget={props.onForget}
            trans={trans}
          />
        )}
      </div>
    );
  }
);

interface IKeyed extends ISearchBoxProps {
  readonly isOffering: boolean;
  readonly at: number;
  readonly open: () => void;
  readonly close: () => void;
  readonly reach: (at: number) => void;
  readonly choose: (offer: Offer) => void;
}

/** What a key does, as the pattern for comboboxes has it; all others are typed. */
function actOf(
  event: React.KeyboardEvent,
  box: IKeyed
): (() => void) | undefined {
  const { offers, isOffering, at, words } = box;
  switch (event.key) {
    case 'ArrowDown':
      if (event.altKey) {
        return box.open;
      }
      return isOffering && at < offers.length - 1
        ? () => box.reach(at + 1)
        : () => {
            box.close();
            box.onDown();
          };
    case 'ArrowUp':
      return isOffering && at >= 0 ? () => box.reach(at - 1) : undefined;
    case 'Enter':
      return at >= 0
        ? () => box.choose(offers[at])
        : () => {
            box.close();
            box.onSearch();
          };
    case 'Delete': {
      const offer = offers[at];
      return offer?.kind === 'saved'
        ? () => box.onForget(offer.search)
        : undefined;
    }
    case 'Escape':
      if (isOffering) {
        return box.close;
      }
      return words ? () => box.onType('') : box.onLeave;
    default:
      return undefined;
  }
}
