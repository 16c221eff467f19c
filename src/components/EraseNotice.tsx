/**
 * Exactly what goes when a version is erased, what stays, and that there is no way back.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Version } from '../api/types';
import { inBytes } from './bytes';

export interface IEraseNoticeProps {
  readonly version: Version;
  /** Whether the report has other versions. */
  readonly hasOthers: boolean;
  readonly trans: TranslationBundle;
}

export function EraseNotice(props: IEraseNoticeProps): React.JSX.Element {
  const { version, hasOthers, trans } = props;
  return (
    <>
      <p>{trans.__('This is removed at once, and cannot be brought back:')}</p>
      <ul>
        {goes(version, trans).map(line => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p>
        {trans.__(
          'Its number, its date and who published it stay in the history.'
        )}{' '}
        {hasOthers
          ? trans.__(
              'Other versions stay as they are: what they hold as well is still there.'
            )
          : trans.__(
              'The report has no other version, so there is nothing left to read. To hide the report, withdraw it.'
            )}
      </p>
      <p>
        {trans.__(
          'Copies that people have made or downloaded are not reached. If it held a password or a key, change that too.'
        )}
      </p>
    </>
  );
}

function goes(version: Version, trans: TranslationBundle): string[] {
  const { notebook_size, attachments, environment_files, thumbnail } = version;
  const bytes = attachments.reduce((sum, { size }) => sum + size, 0);
  return [
    thumbnail ? trans.__('the page and the picture') : trans.__('the page'),
    trans.__('the notebook (%1)', inBytes(notebook_size, trans)),
    ...(attachments.length > 0
      ? [
          trans._n(
            '%1 file (%2)',
            '%1 files (%2)',
            attachments.length,
            inBytes(bytes, trans)
          )
        ]
      : []),
    ...(environment_files.length > 0
      ? [
          trans._n(
            '%1 file that describes the environment',
            '%1 files that describe the environment',
            environment_files.length
          )
        ]
      : []),
    trans.__('its title, what was said of it, and its text in the search')
  ];
}
