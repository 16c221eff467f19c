import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Finding } from '../api/types';
import { noteIcon, publishedIcon } from '../icons';
import type { IItem, Remedy } from '../model/checking';

export interface IDecidedFindingProps {
  answer: NonNullable<IItem['answer']>;
  finding: Finding;
  onUndo: (remedy: Remedy) => void;
  trans: TranslationBundle;
}

/** A finding that is dealt with: one quiet line, and the way back. */
export function DecidedFinding(props: IDecidedFindingProps): React.JSX.Element {
  const { answer, finding, onUndo, trans } = props;
  const isMended = answer.remedy !== 'leave' && answer.remedy !== 'waive';
  const sign = isMended ? publishedIcon : noteIcon;
  const said = saidOf(props);
  return (
    <div className="hp-Finding hp-mod-decided">
      <sign.react
        className={`hp-Sign ${isMended ? 'hp-mod-good' : 'hp-mod-quiet'}`}
        tag="span"
      />
      <p title={said}>{said}</p>
      <span className="hp-Finding-acts">
        <button
          aria-label={trans.__('Undo: %1', finding.message)}
          className="hp-Text"
          onClick={() => onUndo(answer.remedy)}
          type="button"
        >
          {trans.__('Undo')}
        </button>
      </span>
    </div>
  );
}

function saidOf({ answer, finding, trans }: IDecidedFindingProps): string {
  const { file, message } = finding;
  switch (answer.remedy) {
    case 'mask':
      return trans.__('Masked: %1', message);
    case 'hide':
      return trans.__('Cell hidden: %1', message);
    case 'drop':
      return trans.__('Output dropped: %1', message);
    case 'attach':
      return trans.__('%1 travels with the report.', file);
    case 'run':
      return trans.__('Runs first: %1', message);
    case 'leave':
      return trans.__('Left as it is: %1', message);
    case 'waive':
      return trans.__('Published anyway, “%1”: %2', answer.reason, message);
  }
}
