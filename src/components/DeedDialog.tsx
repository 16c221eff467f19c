/**
 * The parts of a dialog that asks about one deed: what it is called, and its two buttons.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { ITrouble } from '../model/trouble';

export interface IDeedHeaderProps {
  readonly heading: string;
  readonly onClose: () => void;
  readonly trans: TranslationBundle;
}

export function DeedHeader(props: IDeedHeaderProps): React.JSX.Element {
  const { heading, onClose, trans } = props;
  return (
    <>
      <h2 id="hp-deed-heading" title={heading}>
        {heading}
      </h2>
      <button
        type="button"
        className="hp-Icon"
        aria-label={trans.__('Close')}
        title={trans.__('Close')}
        onClick={onClose}
      >
        <closeIcon.react tag="span" />
      </button>
    </>
  );
}

export interface IDeedFooterProps {
  /** What the button says that does it. */
  readonly label: string;
  /** Whether it cannot be undone. */
  readonly isGrave: boolean;
  readonly isBusy: boolean;
  readonly isReady: boolean;
  readonly trouble: ITrouble | null;
  readonly onCancel: () => void;
  readonly onDo: () => void;
  readonly trans: TranslationBundle;
}

export function DeedFooter(props: IDeedFooterProps): React.JSX.Element {
  const { label, isGrave, isBusy, isReady, trouble, trans } = props;
  return (
    <>
      {trouble && (
        <p className="hp-Deed-trouble" role="alert">
          {[trouble.message, trouble.hint].filter(Boolean).join(' ')}
        </p>
      )}
      <div className="hp-Deed-buttons">
        <button
          type="button"
          className="jp-Dialog-button jp-mod-styled jp-mod-reject"
          onClick={props.onCancel}
        >
          {trans.__('Cancel')}
        </button>
        <button
          type="button"
          className={`jp-Dialog-button jp-mod-styled ${isGrave ? 'jp-mod-warn' : 'jp-mod-accept'}`}
          aria-disabled={isBusy || !isReady}
          onClick={props.onDo}
        >
          {label}
        </button>
      </div>
    </>
  );
}
