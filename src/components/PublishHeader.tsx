import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { Screen } from '../model/screens';
import type { IPublishPartProps } from './PublishDialog';

/** The dialog's title, and the cross. */
export function PublishHeader(props: IPublishPartProps): React.JSX.Element {
  const { actions, screen, trans } = props;
  const label =
    screen.kind === 'publishing'
      ? trans.__('Close; publishing goes on')
      : trans.__('Close');
  return (
    <>
      <h2 id="hp-publish-heading">{headingOf(screen, trans)}</h2>
      <button
        aria-label={label}
        className="hp-PublishDialog-close"
        onClick={actions.close}
        title={label}
        type="button"
      >
        <closeIcon.react tag={null} />
      </button>
    </>
  );
}

function headingOf(screen: Screen, trans: TranslationBundle): string {
  switch (screen.kind) {
    case 'reading':
      return trans.__('Publish report');
    case 'form':
      return screen.form.target === 'update'
        ? trans.__('Update report to version %1', screen.version)
        : trans.__('Publish report');
    case 'preview':
      return trans.__('Preview');
    case 'publishing':
      return trans.__('Publishing…');
    case 'failed':
    case 'outdated':
      return trans.__('Not published');
    case 'done':
      return trans.__('Published');
  }
}
