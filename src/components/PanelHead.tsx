/**
 * What the panel lists, and what leads out of it.
 */
import * as React from 'react';

import { galleryIcon, moreIcon } from '../icons';
import { type IKindTabsProps, KindTabs } from './KindTabs';

export interface IPanelHeadProps extends IKindTabsProps {
  /** Show the same in the main area; null where nothing can. */
  readonly onGallery: (() => void) | null;
  /** Open the panel's menu under that button; null where there is none. */
  readonly onMenu: ((button: HTMLElement) => void) | null;
}

export function PanelHead(props: IPanelHeadProps): JSX.Element {
  const { onGallery, onMenu, trans } = props;
  return (
    <div className="hp-Panel-head">
      <KindTabs {...props} />
      {onGallery && (
        <button
          type="button"
          className="hp-Icon"
          title={trans.__('Open the gallery')}
          onClick={onGallery}
        >
          <galleryIcon.react tag="span" />
        </button>
      )}
      {onMenu && (
        <button
          type="button"
          className="hp-Icon"
          aria-haspopup="menu"
          title={trans.__('More')}
          onClick={event => onMenu(event.currentTarget)}
        >
          <moreIcon.react tag="span" />
        </button>
      )}
    </div>
  );
}
