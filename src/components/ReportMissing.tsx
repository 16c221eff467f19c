/**
 * The same words for a report that is not there and for one that is not to be seen.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Screen } from './Screen';

export interface IReportMissingProps {
  readonly trans: TranslationBundle;
}

export function ReportMissing({ trans }: IReportMissingProps): JSX.Element {
  return (
    <Screen heading={trans.__('There is no report here that you may see')}>
      <p>
        {trans.__(
          'The link may be wrong, the report may have been withdrawn, or it is meant for other people. We do not say which.'
        )}
      </p>
    </Screen>
  );
}
