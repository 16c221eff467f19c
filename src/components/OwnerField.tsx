/**
 * Whose a report is: who may publish its next version, and say who sees it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IOffer } from '../model/sharing';
import { isGroup, nameIn } from '../principals';
import { type IDirectory, PeopleInput } from './PeopleInput';

export interface IOwnerFieldProps {
  readonly id: string;
  readonly offer: IOffer;
  readonly onChange: (owner: string) => void;
  readonly owner: string;
  readonly trans: TranslationBundle;
}

/** One's own, or a group's that one is in. */
export function OwnerField(props: IOwnerFieldProps): React.JSX.Element {
  const { id, onChange, owner, trans } = props;
  return (
    <Field {...props} meaning={ownerMeaning(owner, trans)}>
      <select
        id={id}
        onChange={event => onChange(event.target.value)}
        value={owner}
      >
        <Own {...props} />
      </select>
    </Field>
  );
}

export interface IHandOverFieldProps extends IOwnerFieldProps {
  readonly directory: IDirectory;
  readonly problem?: string;
}

const OTHER = 'other';

/** The same, or somebody else's: from then on whoever is here may not change it. */
export function HandOverField(props: IHandOverFieldProps): React.JSX.Element {
  const { directory, id, offer, onChange, owner, problem, trans } = props;
  const isOther = ![offer.me, ...offer.groups].includes(owner);
  return (
    <Field {...props} meaning={isOther ? '' : ownerMeaning(owner, trans)}>
      <select
        id={id}
        onChange={({ target }) =>
          onChange(target.value === OTHER ? '' : target.value)
        }
        value={isOther ? OTHER : owner}
      >
        <Own {...props} />
        <option value={OTHER}>{trans.__('Hand it over to somebody…')}</option>
      </select>
      {isOther && (
        <>
          <label className="hp-Audience-hidden" htmlFor={`${id}-other`}>
            {trans.__('Who gets it')}
          </label>
          <PeopleInput
            describedBy={problem && `${id}-problem`}
            directory={directory}
            id={`${id}-other`}
            // There is one owner: who is named last.
            onChange={people => onChange(people[people.length - 1] ?? '')}
            people={owner ? [owner] : []}
            placeholder={trans.__('Who gets it')}
            trans={trans}
          />
        </>
      )}
      {isOther && owner && (
        <p className="hp-Audience-warning" role="status">
          {trans.__(
            'Once it is saved, %1 decides about this report, and you cannot change it any more.',
            directory.nameOf(owner)
          )}
        </p>
      )}
      {problem && (
        <p className="hp-Audience-problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </Field>
  );
}

interface IFieldProps extends IOwnerFieldProps {
  readonly children: React.ReactNode;
  readonly meaning: string;
}

function Field(props: IFieldProps): React.JSX.Element {
  const { children, id, meaning, trans } = props;
  return (
    <div className="hp-Audience">
      <label className="hp-Audience-label" htmlFor={id}>
        {trans.__('Owner')}
        <small>{trans.__('who may change it')}</small>
      </label>
      {children}
      {meaning && <p className="hp-Audience-meaning">{meaning}</p>}
    </div>
  );
}

/** Whoever is here, and their groups. */
function Own({ offer, trans }: IOwnerFieldProps): React.JSX.Element {
  return (
    <>
      <option value={offer.me}>{trans.__('You')}</option>
      {offer.groups.map(group => (
        <option key={group} value={group}>
          {trans.__('%1 (group)', nameIn(group))}
        </option>
      ))}
    </>
  );
}

function ownerMeaning(owner: string, trans: TranslationBundle): string {
  return isGroup(owner)
    ? trans.__('Every member of %1 can update it.', nameIn(owner))
    : trans.__('Only you can update it.');
}
