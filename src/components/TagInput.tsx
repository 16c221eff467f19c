import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import { type ISuggested, TagSuggestions } from './TagSuggestions';

export interface ITagInputProps {
  describedBy?: string;
  id: string;
  /** What the list of suggestions is called, where it is not of tags. */
  listLabel?: string;
  /** What is shown for a tag, and what else it may be found by; without it, the tag itself. */
  namesOf?: (tag: string) => readonly string[];
  onAdd: (text: string) => void;
  onRemove: (tag: string) => void;
  /** What the empty box asks for, where it is not tags. */
  placeholder?: string;
  /** What the button of a pill is called, where it is not a tag's. */
  removeLabel?: (name: string) => string;
  /** What is known that begins with these letters. */
  suggest: (prefix: string) => Promise<readonly ISuggested[]>;
  tags: readonly string[];
  trans: TranslationBundle;
}

/** Tags as pills in a box; a new one is typed behind them. */
export function TagInput(props: ITagInputProps): React.JSX.Element {
  const { id, onAdd, onRemove, tags, trans } = props;
  const [text, setText] = React.useState('');
  const [isOpen, setOpen] = React.useState(false);
  const [at, setAt] = React.useState(-1);
  const box = React.useRef<HTMLDivElement>(null);
  const input = React.useRef<HTMLInputElement>(null);
  const found = useSuggestions(props, text, isOpen);
  const isListed = isOpen && found.length > 0;

  const add = (typed: string): void => {
    onAdd(typed);
    setText('');
    setAt(-1);
  };
  const remove = (tag: string): void => {
    onRemove(tag);
    input.current?.focus();
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt(stepped(at, step, found.length));
    } else if (event.key === 'Escape' && isListed) {
      event.preventDefault();
      setOpen(false);
      setAt(-1);
    } else if (event.key === 'Enter' && isPlain) {
      event.preventDefault();
      add(isListed && at >= 0 ? found[at].tag : text);
    } else if (text === '' && event.key === 'Backspace') {
      onRemove(tags[tags.length - 1]);
    } else if (text === '' && event.key === 'ArrowLeft') {
      buttonsOf(box.current).pop()?.focus();
    }
  };

  React.useEffect(() => {
    // A long list scrolls in its box: what was added last is what one wants to see.
    input.current?.scrollIntoView?.({ block: 'nearest' });
  }, [tags.length]);

  return (
    <div className="hp-TagInput">
      <div
        className="hp-TagInput-box"
        onClick={event => {
          if (event.target === box.current) {
            input.current?.focus();
          }
        }}
        ref={box}
      >
        <Pills {...props} box={box} onRemove={remove} />
        <input
          aria-activedescendant={
            isListed && at >= 0 ? `${id}-option-${at}` : undefined
          }
          aria-autocomplete="list"
          aria-controls={isListed ? `${id}-list` : undefined}
          aria-describedby={props.describedBy}
          aria-expanded={isListed}
          aria-invalid={props.describedBy !== undefined}
          autoComplete="off"
          id={id}
          onBlur={() => {
            setOpen(false);
            if (text.trim()) {
              add(text);
            }
          }}
          onChange={event => {
            const { value } = event.target;
            setOpen(true);
            setAt(-1);
            if (/[,;\n]/.test(value)) {
              add(value);
            } else {
              setText(value);
            }
          }}
          onKeyDown={onKeyDown}
          placeholder={props.placeholder ?? trans.__('Add a tag')}
          ref={input}
          role="combobox"
          spellCheck={false}
          type="text"
          value={text}
        />
      </div>
      {isListed && (
        <TagSuggestions
          anchor={box}
          at={at}
          id={id}
          label={props.listLabel ?? trans.__('Tags in use')}
          nameOf={tag => namesOf(props, tag)[0]}
          onChoose={add}
          tags={found}
          trans={trans}
        />
      )}
    </div>
  );
}

interface IPillsProps extends ITagInputProps {
  box: React.RefObject<HTMLElement>;
}

/** The tags that are there; arrows go from one to the next, Delete takes it away. */
function Pills(props: IPillsProps): React.JSX.Element {
  const { box, onRemove, removeLabel, tags, trans } = props;
  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>): void => {
    const buttons = buttonsOf(box.current);
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    if (event.key === 'ArrowLeft') {
      buttons[Math.max(at - 1, 0)]?.focus();
    } else if (event.key === 'ArrowRight') {
      (buttons[at + 1] ?? box.current?.querySelector('input'))?.focus();
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      onRemove(tags[at]);
    } else {
      return;
    }
    event.preventDefault();
  };
  return (
    <>
      {tags.map(tag => {
        const [name] = namesOf(props, tag);
        return (
          <span className="hp-TagInput-pill" key={tag} onKeyDown={onKeyDown}>
            <span title={name}>{name}</span>
            <button
              aria-label={
                removeLabel?.(name) ?? trans.__('Remove the tag %1', name)
              }
              onClick={() => onRemove(tag)}
              // One stop of the Tab key for all: the arrow keys lead here.
              tabIndex={-1}
              type="button"
            >
              <closeIcon.react tag={null} />
            </button>
          </span>
        );
      })}
    </>
  );
}

/** What is suggested for the typed letters: tags that are not there yet. */
function useSuggestions(
  props: ITagInputProps,
  text: string,
  isOpen: boolean
): readonly ISuggested[] {
  const { suggest, tags } = props;
  const [found, setFound] = React.useState<readonly ISuggested[]>([]);
  const prefix = text.trim().replace(/^#/, '').toLowerCase();
  React.useEffect(() => {
    let isWanted = isOpen && prefix !== '';
    setFound(known => (isWanted ? known : []));
    if (isWanted) {
      void suggest(prefix).then(answer => isWanted && setFound(answer));
    }
    return () => {
      isWanted = false;
    };
  }, [prefix, isOpen, suggest]);
  return found.filter(
    ({ tag }) =>
      !tags.includes(tag) &&
      namesOf(props, tag).some(name => name.toLowerCase().startsWith(prefix))
  );
}

function namesOf({ namesOf }: ITagInputProps, tag: string): readonly string[] {
  return namesOf?.(tag) ?? [tag];
}

/** From one suggestion to the next, past the last one back to the text. */
function stepped(at: number, step: number, count: number): number {
  return ((at + 1 + step + count + 1) % (count + 1)) - 1;
}

function buttonsOf(box: HTMLElement | null): HTMLButtonElement[] {
  return [...(box?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
}
