/**
 * The same words for a dataset that is not there and for one that is not to be seen.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Screen } from './Screen';

export interface IDatasetMissingProps {
  readonly trans: TranslationBundle;
}

export function DatasetMissing(props: IDatasetMissingProps): React.JSX.Element {
  const { trans } = props;
  return (
    <Screen heading={trans.__('There is no dataset here that you may see')}>
      <p>
        {trans.__(
          'The link may be wrong, the report that wrote it may have been withdrawn, or it is meant for other people. We do not say which.'
        )}
      </p>
    </Screen>
  );
}
