import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { CoverChoice } from '../api/types';
import type { CoversState } from '../model/covers';
import { coverOf, nameOf } from './coverChoices';

export interface IPublishCoversProps {
  choice: CoverChoice;
  covers: CoversState;
  onAgain: () => void;
  onChoose: (choice: CoverChoice) => void;
  onClose: () => void;
  trans: TranslationBundle;
}

const BONES = [0, 1, 2, 3];

/** The pictures to choose a cover from; the arrow keys go from one to the next. */
export function PublishCovers(props: IPublishCoversProps): React.JSX.Element {
  const { covers, onClose, trans } = props;
  return (
    <div
      aria-label={trans.__('Covers')}
      className="hp-PublishCovers"
      data-own-escape=""
      id="hp-publish-covers"
      onKeyDown={event => {
        if (event.key === 'Escape') {
          event.preventDefault();
          onClose();
        }
      }}
      role="radiogroup"
    >
      {covers.kind === 'loading' &&
        BONES.map(bone => (
          <span
            aria-hidden="true"
            className="hp-PublishCover-none"
            key={bone}
          />
        ))}
      {covers.kind === 'failed' && (
        <p className="hp-PublishForm-problem" role="alert">
          {covers.trouble.message}{' '}
          <button className="hp-Text" onClick={props.onAgain} type="button">
            {trans.__('Try again')}
          </button>
        </p>
      )}
      {covers.kind === 'ready' && <Choices {...props} covers={covers} />}
    </div>
  );
}

function Choices(
  props: IPublishCoversProps & {
    covers: Extract<CoversState, { kind: 'ready' }>;
  }
): React.JSX.Element {
  const { choice, covers, onChoose, trans } = props;
  const chosen = coverOf(covers.covers, choice);
  const node = React.useRef<HTMLInputElement>(null);
  React.useEffect(() => node.current?.focus(), []);
  return (
    <>
      {covers.covers.map(cover => (
        <label
          key={JSON.stringify(cover.choice)}
          title={nameOf(cover.choice, trans)}
        >
          <input
            aria-label={nameOf(cover.choice, trans)}
            checked={cover === chosen}
            name="hp-publish-cover"
            onChange={() => onChoose(cover.choice)}
            ref={cover === chosen ? node : undefined}
            type="radio"
          />
          <img
            alt=""
            className="hp-Picture"
            draggable={false}
            height={300}
            src={cover.picture}
            width={480}
          />
        </label>
      ))}
      {covers.covers.length === 1 && (
        <p className="hp-PublishForm-note">
          {trans.__('The notebook shows no other picture.')}
        </p>
      )}
    </>
  );
}
