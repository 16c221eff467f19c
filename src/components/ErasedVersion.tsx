/**
 * What stands in the place of a version that was erased: what it was, and that it is gone.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Version } from '../api/types';
import { Screen } from './Screen';
import type { ITimes } from './time';

export interface IErasedVersionProps {
  readonly version: Version;
  /** Show the newest version; null where this is it. */
  readonly onShowNewest: (() => void) | null;
  readonly times: ITimes;
  readonly trans: TranslationBundle;
}

export function ErasedVersion(props: IErasedVersionProps): React.JSX.Element {
  const { version, onShowNewest, times, trans } = props;
  return (
    <Screen heading={trans.__('Version %1 was erased', version.number)}>
      <p>
        {trans.__(
          '%1 published it on %2. Since %3 its page, its notebook and its files are gone for good.',
          version.publisher,
          times.day(new Date(version.published)),
          times.day(new Date(version.erased ?? version.published))
        )}
      </p>
      {version.message && <p>{trans.__('It said: “%1”', version.message)}</p>}
      {onShowNewest && (
        <div className="hp-Screen-acts">
          <button type="button" className="hp-Button" onClick={onShowNewest}>
            {trans.__('Show the newest version')}
          </button>
        </div>
      )}
    </Screen>
  );
}
