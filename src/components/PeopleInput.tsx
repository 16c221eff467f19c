/**
 * People and groups as pills in a box, completed from those that the library knows.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Known } from '../api/types';
import { isGroup, nameIn } from '../principals';
import { TagInput } from './TagInput';
import type { ISuggested } from './TagSuggestions';

/** People and groups by their names. */
export interface IDirectory {
  /** Those whose names begin so. */
  readonly find: (prefix: string) => Promise<readonly Known[]>;
  /** What a principal shows as its name. */
  readonly nameOf: (principal: string) => string;
  /** The principals that a typed or pasted text names. */
  readonly principalsIn: (text: string) => string[];
}

export interface IPeopleInputProps {
  readonly describedBy?: string;
  readonly directory: IDirectory;
  readonly id: string;
  readonly onChange: (people: string[]) => void;
  readonly people: readonly string[];
  readonly placeholder: string;
  readonly trans: TranslationBundle;
}

export function PeopleInput(props: IPeopleInputProps): React.JSX.Element {
  const { directory, onChange, people, trans } = props;
  const { find } = directory;
  const suggest = React.useCallback(
    async (prefix: string) =>
      (await find(prefix)).map(one => suggestedFrom(one, trans)),
    [find, trans]
  );
  const add = (text: string): void => {
    const more = directory.principalsIn(text);
    if (more.length > 0) {
      onChange([...new Set([...people, ...more])]);
    }
  };
  return (
    <TagInput
      describedBy={props.describedBy}
      id={props.id}
      listLabel={trans.__('People and groups')}
      namesOf={principal => namesOf(principal, directory, trans)}
      onAdd={add}
      onRemove={principal => onChange(people.filter(one => one !== principal))}
      placeholder={props.placeholder}
      removeLabel={name => trans.__('Remove %1', name)}
      suggest={suggest}
      tags={people}
      trans={trans}
    />
  );
}

/** The sign-in name beside a name that says another. */
function suggestedFrom(
  { name, principal }: Known,
  trans: TranslationBundle
): ISuggested {
  const signIn = nameIn(principal);
  return isGroup(principal)
    ? { tag: principal }
    : { tag: principal, note: signIn === name ? trans.__('person') : signIn };
}

/** As it is shown, and from each of its words on, as it may be typed. */
function namesOf(
  principal: string,
  { nameOf }: IDirectory,
  trans: TranslationBundle
): string[] {
  const name = nameOf(principal);
  const words = name.split(' ');
  return [
    isGroup(principal) ? trans.__('%1 (group)', name) : name,
    nameIn(principal),
    ...words.map((_, at) => words.slice(at).join(' '))
  ];
}
