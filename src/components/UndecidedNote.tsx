import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { failedIcon } from '../icons';
import type { IItem } from '../model/checking';

export interface IUndecidedNoteProps {
  items: readonly IItem[];
  /** Lead to the first of them. */
  onPress: () => void;
  trans: TranslationBundle;
}

/** Why it cannot be published yet. */
export function UndecidedNote(props: IUndecidedNoteProps): React.JSX.Element {
  const { items, onPress, trans } = props;
  const areSecrets = items.every(({ finding }) => finding.kind === 'secret');
  return (
    <button
      className="hp-UndecidedNote"
      id="hp-publish-undecided"
      onClick={onPress}
      type="button"
    >
      <failedIcon.react className="hp-Sign hp-mod-bad" tag="span" />
      {areSecrets
        ? trans._n(
            'Decide about %1 secret first',
            'Decide about %1 secrets first',
            items.length
          )
        : trans._n(
            'Decide about %1 finding first',
            'Decide about %1 findings first',
            items.length
          )}
    </button>
  );
}
