import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { noteIcon } from '../icons';
import type { PreviewState } from '../model/screens';
import { PublishTrouble } from './PublishTrouble';
import type { IPublishActions } from './publishActions';

export interface IPreviewPaneProps {
  actions: IPublishActions;
  state: PreviewState;
  trans: TranslationBundle;
}

/**
 * What the frame needs: the shell is ours and the same as a reader's, so it keeps its origin, without
 * which no cookie goes with it. The page in it is held by the shell.
 */
const SANDBOX =
  'allow-scripts allow-same-origin allow-downloads allow-popups allow-popups-to-escape-sandbox';

/** The page as readers would see it. */
export function PreviewPane(props: IPreviewPaneProps): React.JSX.Element {
  const { actions, state, trans } = props;
  switch (state.kind) {
    case 'loading':
      return (
        <p className="hp-PublishDialog-reading" role="status">
          {trans.__('Rendering the page…')}
        </p>
      );
    case 'failed':
      return (
        <PublishTrouble
          onCopy={actions.copy}
          onShowCell={actions.showCell}
          trans={trans}
          trouble={state.trouble}
        />
      );
    case 'ready':
      return (
        <div className="hp-PreviewPane">
          {state.preview.notices.length > 0 && (
            <ul aria-label={trans.__('What is not shown as it was')}>
              {state.preview.notices.map(notice => (
                <li key={notice}>
                  <noteIcon.react className="hp-Sign hp-mod-quiet" tag="span" />
                  {notice}
                </li>
              ))}
            </ul>
          )}
          <iframe
            referrerPolicy="same-origin"
            sandbox={SANDBOX}
            src={actions.previewUrl(state.preview)}
            title={trans.__('The page before it is published')}
          />
        </div>
      );
  }
}
