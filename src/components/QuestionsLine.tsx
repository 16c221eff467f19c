/**
 * One quiet line at the foot of the panel: somebody asks about a table that one's reports write.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Asked, DatasetRef } from '../api/types';

export interface IQuestionsLineProps {
  /** Those that wait for an answer, the oldest first. */
  readonly questions: readonly Asked[];
  /** Look at the dataset of the oldest. */
  readonly onLook: (dataset: DatasetRef) => void;
  readonly trans: TranslationBundle;
}

export function QuestionsLine(
  props: IQuestionsLineProps
): React.JSX.Element | null {
  const { questions, onLook, trans } = props;
  const [oldest] = questions;
  return oldest ? (
    <aside className="hp-Requests" aria-label={trans.__('Questions to you')}>
      <span title={oldest.text}>
        {trans._n(
          '%2 asks about %3',
          '%1 questions wait for you',
          questions.length,
          oldest.name,
          oldest.dataset.name
        )}
      </span>
      <span aria-hidden="true">·</span>
      <button
        type="button"
        className="hp-Text"
        onClick={() => onLook(oldest.dataset)}
      >
        {trans.__('Look')}
      </button>
    </aside>
  ) : null;
}
