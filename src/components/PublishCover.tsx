import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { CoverChoice } from '../api/types';
import type { CoversState } from '../model/covers';
import { coverOf, nameOf } from './coverChoices';

export interface IPublishCoverProps {
  /** Whether the keyboard begins here. */
  begins: boolean;
  choice: CoverChoice;
  covers: CoversState;
  /** Whether the pictures to choose from are shown. */
  isChanging: boolean;
  onChange: () => void;
  onPreview: () => void;
  trans: TranslationBundle;
}

/** The picture that will stand for the report, and a look at the whole page. */
export function PublishCover(props: IPublishCoverProps): React.JSX.Element {
  const { begins, isChanging, onChange, onPreview, trans } = props;
  return (
    <div className="hp-PublishCover">
      <span className="hp-PublishForm-label">{trans.__('Cover')}</span>
      <Shown {...props} />
      <p>
        <button
          aria-controls={isChanging ? 'hp-publish-covers' : undefined}
          aria-expanded={isChanging}
          aria-label={trans.__('Change the cover')}
          className="hp-Text"
          onClick={onChange}
          type="button"
        >
          {trans.__('Change')}
        </button>
        <button
          aria-label={trans.__('Preview the page')}
          className="hp-Text"
          data-begin={begins || undefined}
          onClick={onPreview}
          type="button"
        >
          {trans.__('Preview')}
        </button>
      </p>
    </div>
  );
}

function Shown(props: IPublishCoverProps): React.JSX.Element {
  const { choice, covers, trans } = props;
  if (covers.kind === 'loading') {
    return <span aria-hidden="true" className="hp-PublishCover-none" />;
  }
  const cover =
    covers.kind === 'ready' ? coverOf(covers.covers, choice) : undefined;
  return cover ? (
    <img
      alt={nameOf(cover.choice, trans)}
      className="hp-Picture"
      draggable={false}
      height={300}
      src={cover.picture}
      width={480}
    />
  ) : (
    <span className="hp-PublishCover-none">{trans.__('No picture')}</span>
  );
}
