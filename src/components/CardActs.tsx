/**
 * What the mouse finds on a card that it points at; keys and the card's menu have the same.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { Hit } from '../api/types';
import {
  moreIcon,
  permanentLinkIcon,
  readOnlyNotebookIcon,
  starIcon,
  starredIcon
} from '../icons';
import { showMenu } from './cardMenu';
import type { ICardActs } from './ReportCard';

export interface ICardActsProps {
  readonly hit: Hit;
  readonly acts: ICardActs;
  readonly trans: TranslationBundle;
}

export function CardActs({ hit, acts, trans }: ICardActsProps): JSX.Element {
  return (
    // The star, the link and the notebook are said once already to those who do not point.
    <span className="hp-Card-acts" aria-hidden="true">
      <Act
        icon={hit.starred ? starredIcon : starIcon}
        isOn={hit.starred}
        title={
          hit.starred
            ? trans.__('Take your star away (S)')
            : trans.__('Star (S)')
        }
        onAct={() => acts.star(hit, !hit.starred)}
      />
      <Act
        icon={permanentLinkIcon}
        title={trans.__('Copy link (C)')}
        onAct={() => acts.copyLink(hit)}
      />
      <Act
        icon={readOnlyNotebookIcon}
        title={trans.__('Open as notebook (Ctrl+Enter)')}
        onAct={() => acts.openNotebook(hit)}
      />
      <Act
        icon={moreIcon}
        title={trans.__('More (Shift+F10)')}
        onAct={button => showMenu(button)}
      />
    </span>
  );
}

interface IActProps {
  readonly icon: LabIcon;
  readonly isOn?: boolean;
  readonly title: string;
  readonly onAct: (button: HTMLElement) => void;
}

function Act({ icon: Icon, isOn, title, onAct }: IActProps): JSX.Element {
  return (
    <button
      type="button"
      className={`hp-Icon ${isOn ? 'hp-mod-on' : ''}`}
      tabIndex={-1}
      title={title}
      onClick={event => {
        event.stopPropagation();
        onAct(event.currentTarget);
      }}
    >
      <Icon.react tag="span" />
    </button>
  );
}
