/**
 * Who may see a report: four words in a row, and a sentence that says what the chosen one means.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Audience, IOffer, ISharing } from '../model/sharing';
import { everyoneIcon } from '../sharingIcons';
import { AUDIENCE_ICONS, audienceLabel, audienceMeaning } from './audiences';
import { type IDirectory, PeopleInput } from './PeopleInput';

export interface IAudienceFieldProps {
  readonly directory: IDirectory;
  readonly id: string;
  readonly offer: IOffer;
  readonly onChange: (changes: Partial<ISharing>) => void;
  readonly problem?: string;
  readonly sharing: ISharing;
  readonly trans: TranslationBundle;
}

export function AudienceField(
  props: IAudienceFieldProps
): React.JSX.Element | null {
  const { id, offer, sharing, trans } = props;
  const { audience, owner } = sharing;
  if (offer.usual === null) {
    // What the library would do is not known: nothing is promised.
    return null;
  }
  const isOnly = offer.audiences.length < 2 && audience === offer.usual;
  return (
    <div className={`hp-Audience${props.problem ? ' hp-mod-problem' : ''}`}>
      <span className="hp-Audience-label" id={`${id}-label`}>
        {trans.__('Who may see it')}
      </span>
      {isOnly ? (
        <p className="hp-Audience-only">
          <everyoneIcon.react tag="span" />
          {trans.__('Everyone: any signed-in person can find and read it.')}
        </p>
      ) : (
        <>
          <Words {...props} />
          {audience === 'people' && sharing.people !== null && (
            <Named {...props} people={sharing.people} />
          )}
          <p className="hp-Audience-meaning" id={`${id}-meaning`} role="status">
            {audienceMeaning(audience, owner, trans)}
          </p>
        </>
      )}
    </div>
  );
}

function Words(props: IAudienceFieldProps): React.JSX.Element {
  const { id, offer, onChange, sharing, trans } = props;
  const { audience, owner } = sharing;
  // What a report has already is shown, even where it could not be chosen any more.
  const choices = offer.audiences.includes(audience)
    ? offer.audiences
    : [audience, ...offer.audiences];
  const choose = (chosen: Audience): void =>
    onChange({
      audience: chosen,
      // Nobody stays named whom one does not see.
      ...(chosen !== 'people' && { people: [] })
    });
  return (
    <div
      aria-describedby={`${id}-meaning`}
      aria-labelledby={`${id}-label`}
      className="hp-Audience-words"
      role="radiogroup"
    >
      {choices.map(choice => {
        const Icon = AUDIENCE_ICONS[choice];
        return (
          <label key={choice}>
            <input
              checked={choice === audience}
              name={id}
              onChange={() => choose(choice)}
              type="radio"
            />
            <Icon.react tag="span" />
            <span>{audienceLabel(choice, owner, trans)}</span>
          </label>
        );
      })}
    </div>
  );
}

interface INamedProps extends IAudienceFieldProps {
  readonly people: readonly string[];
}

/** Those whom the audience names. */
function Named(props: INamedProps): React.JSX.Element {
  const { directory, id, onChange, people, problem, trans } = props;
  return (
    <>
      <label className="hp-Audience-hidden" htmlFor={`${id}-people`}>
        {trans.__('People and groups who may see it')}
      </label>
      <PeopleInput
        describedBy={problem && `${id}-problem`}
        directory={directory}
        id={`${id}-people`}
        onChange={changed => onChange({ people: changed })}
        people={people}
        placeholder={trans.__('Add people or groups')}
        trans={trans}
      />
      {problem && (
        <p className="hp-Audience-problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
