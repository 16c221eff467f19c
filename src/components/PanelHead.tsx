/**
 * The panel's name, and what leads out of it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { galleryIcon, moreIcon } from '../icons';

export interface IPanelHeadProps {
  /** Show the same in the main area; null where nothing can. */
  readonly onGallery: (() => void) | null;
  /** Open the panel's menu under that button. */
  readonly onMenu: (button: HTMLElement) => void;
  readonly trans: TranslationBundle;
}

export function PanelHead(props: IPanelHeadProps): JSX.Element {
  const { onGallery, onMenu, trans } = props;
  return (
    <div className="hp-Panel-head">
      <h2>{trans.__('Reports')}</h2>
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
      <button
        type="button"
        className="hp-Icon"
        aria-haspopup="menu"
        title={trans.__('More')}
        onClick={event => onMenu(event.currentTarget)}
      >
        <moreIcon.react tag="span" />
      </button>
    </div>
  );
}
