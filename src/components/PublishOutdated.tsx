import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { warningIcon } from '../icons';
import type { IOutdatedScreen } from '../model/screens';

export interface IPublishOutdatedProps {
  screen: IOutdatedScreen;
  trans: TranslationBundle;
}

/** Somebody else has published a version since the author opened the dialog. */
export function PublishOutdated(
  props: IPublishOutdatedProps
): React.JSX.Element {
  const { screen, trans } = props;
  const { message, number, published, publisher } = screen.report.latest;
  return (
    <div className="hp-PublishTrouble hp-mod-warn" role="alert">
      <warningIcon.react className="hp-Sign hp-mod-warn" tag="span" />
      <div>
        <strong>
          {trans.__('%1 published version %2 meanwhile.', publisher, number)}
        </strong>
        <p>
          <time dateTime={published}>
            {new Date(published).toLocaleString(undefined, {
              dateStyle: 'medium',
              timeStyle: 'short'
            })}
          </time>
          {message && ` · ${message}`}
        </p>
        <p>
          {trans.__(
            'You had seen version %1. Publishing makes yours version %2, and version %3 stays in the history. Your draft is kept.',
            screen.seen,
            number + 1,
            number
          )}
        </p>
      </div>
    </div>
  );
}
