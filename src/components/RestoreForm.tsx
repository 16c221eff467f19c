/**
 * Which old version becomes the newest again, and what the history says of it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Version } from '../api/types';
import { GrowingText } from './GrowingText';
import { LabelledField } from './LabelledField';
import type { ITimes } from './time';
import { Time } from './time';

export interface IRestoreFormProps {
  /** Those to choose from, the newest first. */
  readonly versions: readonly Version[];
  readonly chosen: Version;
  /** The number that it will have as the newest. */
  readonly next: number;
  readonly message: string;
  readonly longest: number;
  readonly onChoose: (version: Version) => void;
  readonly onMessage: (message: string) => void;
  readonly times: ITimes;
  readonly trans: TranslationBundle;
}

export function RestoreForm(props: IRestoreFormProps): React.JSX.Element {
  const { versions, chosen, next, message, longest, onMessage, trans } = props;
  return (
    <>
      {versions.length > 1 && <Choice {...props} />}
      <p>
        {trans.__(
          'What version %1 holds becomes version %2. Nothing is lost: all versions stay in the history.',
          chosen.number,
          next
        )}
      </p>
      <LabelledField
        id="hp-restore-message"
        label={trans.__('What changed')}
        hint={trans.__('shown in the history')}
      >
        <GrowingText
          data-first={versions.length === 1 || undefined}
          data-line
          id="hp-restore-message"
          maxLength={longest}
          oneLine
          onText={onMessage}
          value={message}
        />
      </LabelledField>
    </>
  );
}

function Choice(props: IRestoreFormProps): React.JSX.Element {
  const { versions, chosen, onChoose, times, trans } = props;
  return (
    <fieldset className="hp-Restore-versions">
      <legend>{trans.__('Version to restore')}</legend>
      <div>
        {versions.map(version => (
          <label key={version.number}>
            <input
              type="radio"
              name="hp-restore-version"
              checked={version === chosen}
              data-first={version === chosen || undefined}
              onChange={() => onChoose(version)}
            />
            <span>
              <b>{trans.__('Version %1', version.number)}</b>
              <small>
                {version.publisher}
                {' · '}
                <Time at={version.published} times={times} />
                {version.message && ` · ${version.message}`}
              </small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
