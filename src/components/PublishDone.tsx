import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Published } from '../api/types';
import type { Audience } from '../model/sharing';
import { CopyField } from './CopyField';
import { Picture } from './Picture';

export interface IPublishDoneProps {
  /** Who may see it; null where that is not known. */
  audience: Audience | null;
  link: string;
  onCopy: (text: string) => void;
  /** The address of the report's picture, or null. */
  picture: string | null;
  published: Published;
  trans: TranslationBundle;
}

/** The report is there, and this is its link. */
export function PublishDone(props: IPublishDoneProps): React.JSX.Element {
  const { audience, link, onCopy, picture, published, trans } = props;
  const { notices } = published;
  return (
    <div className="hp-PublishDone">
      <Picture src={picture} />
      <div>
        <h3>{published.title}</h3>
        <p role="status">{doneText(published.version, audience, trans)}</p>
        <CopyField
          label={trans.__('Copy link')}
          onCopy={onCopy}
          text={link}
          trans={trans}
        />
        <p className="hp-PublishForm-note">
          {trans.__('The link never changes. Later versions appear under it.')}
        </p>
        {notices.length > 0 && (
          <details className="hp-PublishDone-notices">
            <summary>
              {trans._n(
                '%1 thing is not shown as it was',
                '%1 things are not shown as they were',
                notices.length
              )}
            </summary>
            <ul>
              {notices.map(notice => (
                <li key={notice}>{notice}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </div>
  );
}

/** Which version it is, and who can come to it now. */
function doneText(
  version: number,
  audience: Audience | null,
  trans: TranslationBundle
): string {
  switch (audience) {
    case 'private':
      return trans.__('Version %1 · nobody else sees it', version);
    case 'people':
      return trans.__('Version %1 · the people named can find it', version);
    case 'link':
      return trans.__('Version %1 · whoever has the link sees it', version);
    case 'everyone':
      return trans.__('Version %1 · everyone signed in can find it', version);
    case null:
      return trans.__('Version %1', version);
  }
}
