/**
 * A star that a reader gives, or takes away again; behind it, how many have given one.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { starIcon, starredIcon } from '../icons';

export interface IStarButtonProps {
  readonly stars: number;
  readonly isStarred: boolean;
  /** Whether Tab stops at it, rather than at what it belongs to. */
  readonly isTabStop?: boolean;
  /** What else its tooltip says. */
  readonly note?: string;
  readonly onStar: (isStarred: boolean) => void;
  readonly trans: TranslationBundle;
}

export function StarButton(props: IStarButtonProps): React.JSX.Element {
  const { stars, isStarred, isTabStop = true, note, onStar, trans } = props;
  const Icon = isStarred ? starredIcon : starIcon;
  return (
    <button
      type="button"
      className="hp-StarButton"
      aria-pressed={isStarred}
      aria-label={
        stars > 0
          ? trans.__('Star, %1 so far', stars.toLocaleString())
          : trans.__('Star')
      }
      title={[
        isStarred
          ? trans.__('Take your star away')
          : trans.__('Star: keep this report among yours'),
        ...(note ? [note] : [])
      ].join('\n')}
      tabIndex={isTabStop ? 0 : -1}
      onClick={event => {
        event.stopPropagation();
        onStar(!isStarred);
      }}
    >
      <Icon.react tag="span" />
      {stars > 0 && stars.toLocaleString()}
    </button>
  );
}
