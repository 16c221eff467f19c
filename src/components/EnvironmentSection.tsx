import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Environment, EnvironmentOffer } from '../api/types';
import type { IEnvironmentRow } from '../model/files';
import { inBytes } from './bytes';
import { languageOf } from './evidence';
import { Fold } from './Fold';
import type { IPublishActions } from './publishActions';

export interface IEnvironmentSectionProps {
  actions: IPublishActions;
  isOpen: boolean;
  /** Null where the kernel could not be asked. */
  offer: EnvironmentOffer | null;
  rows: readonly IEnvironmentRow[];
  trans: TranslationBundle;
}

/** Packages that are shown at once. */
const SHOWN = 40;

/** What the notebook ran in, and the files that make it again. */
export function EnvironmentSection(
  props: IEnvironmentSectionProps
): React.JSX.Element {
  const { actions, isOpen, offer, rows, trans } = props;
  return (
    <Fold
      begins={false}
      id="hp-publish-environment"
      isOpen={isOpen}
      name={trans.__('Environment')}
      onToggle={() => actions.toggle('environment')}
      say={sentenceOf(offer, trans)}
    >
      <dl className="hp-EnvironmentSection">
        {offer && <Facts environment={offer.environment} trans={trans} />}
        {rows.length > 0 && (
          <>
            <dt>{trans.__('Travels as')}</dt>
            <dd>
              <ul>
                {rows.map(row => (
                  <Row
                    key={row.file.name}
                    onTick={actions.tickEnvironment}
                    row={row}
                    trans={trans}
                  />
                ))}
              </ul>
            </dd>
          </>
        )}
      </dl>
      {!offer && (
        <p className="hp-PublishForm-note">
          {trans.__(
            'The notebook’s kernel could not be asked. The report says so.'
          )}
        </p>
      )}
    </Fold>
  );
}

/** "Python 3.12, 4 packages". */
function sentenceOf(
  offer: EnvironmentOffer | null,
  trans: TranslationBundle
): string {
  if (!offer) {
    return trans.__('Not known');
  }
  const { environment } = offer;
  const count = environment.packages.length;
  const packages =
    count > 0 ? trans._n('%1 package', '%1 packages', count) : '';
  const language = languageOf(environment) || environment.kernel;
  return (
    [language, packages].filter(Boolean).join(', ') || trans.__('Not known')
  );
}

interface IFactsProps {
  environment: Environment;
  trans: TranslationBundle;
}

function Facts({ environment, trans }: IFactsProps): React.JSX.Element {
  const { kernel, note, packages, platform } = environment;
  const language = [languageOf({ ...environment, version: '' })]
    .concat(environment.version)
    .filter(Boolean)
    .join(' ');
  const facts: [string, string][] = [
    [trans.__('Kernel'), kernel],
    [trans.__('Interpreter'), [language, platform].filter(Boolean).join(', ')]
  ];
  const others = packages.length - SHOWN;
  return (
    <>
      {facts
        .filter(([, fact]) => fact !== '')
        .map(([name, fact]) => (
          <React.Fragment key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </React.Fragment>
        ))}
      {packages.length > 0 && (
        <>
          <dt>{trans.__('Packages')}</dt>
          <dd className="hp-EnvironmentSection-packages">
            {packages.slice(0, SHOWN).map(({ name, version }) => (
              <code key={name}>{`${name} ${version}`}</code>
            ))}
            {others > 0 && trans._n('and %1 more', 'and %1 more', others)}
          </dd>
        </>
      )}
      {note && (
        <>
          <dt>{trans.__('Note')}</dt>
          <dd>{note}</dd>
        </>
      )}
    </>
  );
}

interface IRowProps {
  onTick: (name: string, isTicked: boolean) => void;
  row: IEnvironmentRow;
  trans: TranslationBundle;
}

/** A file that travels, and where it is from. */
function Row({ onTick, row, trans }: IRowProps): React.JSX.Element {
  const { file, isTicked } = row;
  return (
    <li>
      <label>
        <input
          checked={isTicked}
          onChange={event => onTick(file.name, event.target.checked)}
          type="checkbox"
        />
        <span>
          {file.name}{' '}
          <small>
            {file.origin === 'made'
              ? trans.__('made from what the kernel says')
              : trans.__('beside the notebook, %1', inBytes(file.size, trans))}
          </small>
        </span>
      </label>
    </li>
  );
}
