import * as React from 'react';

import type { IPublishPartProps } from './PublishDialog';
import { PreviewPane } from './PreviewPane';
import { PublishDone } from './PublishDone';
import { PublishForm } from './PublishForm';
import { PublishOutdated } from './PublishOutdated';
import { PublishSteps } from './PublishSteps';
import { PublishTrouble } from './PublishTrouble';

/** What the dialog shows. */
export function PublishBody(props: IPublishPartProps): React.JSX.Element {
  const { actions, isOpen, screen, trans } = props;
  switch (screen.kind) {
    case 'reading':
      return (
        <p className="hp-PublishDialog-reading" role="status">
          {trans.__('Reading and checking the notebook…')}
        </p>
      );
    case 'form':
      return <PublishForm actions={actions} screen={screen} trans={trans} />;
    case 'preview':
      return (
        <PreviewPane actions={actions} state={screen.state} trans={trans} />
      );
    case 'publishing':
      return <PublishSteps isOpen={isOpen} screen={screen} trans={trans} />;
    case 'failed':
      return (
        <PublishTrouble
          onCopy={actions.copy}
          onShowCell={actions.showCell}
          trans={trans}
          trouble={screen.trouble}
        >
          {screen.hasDraft && (
            <p>{trans.__('Your draft is kept. Nothing was stored.')}</p>
          )}
        </PublishTrouble>
      );
    case 'outdated':
      return <PublishOutdated screen={screen} trans={trans} />;
    case 'done':
      return (
        <PublishDone
          audience={screen.audience}
          link={actions.linkOf(screen.published)}
          onCopy={actions.copy}
          picture={actions.pictureOf(screen.published)}
          published={screen.published}
          trans={trans}
        />
      );
  }
}
