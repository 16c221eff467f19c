import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Finding } from '../api/types';
import { failedIcon, noteIcon, warningIcon } from '../icons';
import type { Remedy } from '../model/checking';
import { CellLinks } from './CellLinks';
import { FindingReason } from './FindingReason';
import type { IPublishActions } from './publishActions';

export interface IFindingItemProps {
  actions: IPublishActions;
  /** Whether the keyboard begins at its first remedy. */
  begins: boolean;
  finding: Finding;
  trans: TranslationBundle;
}

const SIGNS = {
  stop: [failedIcon, 'hp-mod-bad'],
  warn: [warningIcon, 'hp-mod-warn'],
  note: [noteIcon, 'hp-mod-quiet']
} as const;

/** What was found, where, and what can be done about it. */
export function FindingItem(props: IFindingItemProps): React.JSX.Element {
  const { actions, begins, finding, trans } = props;
  const [isWaiving, setWaiving] = React.useState(false);
  const { cells, id, masked, remedies, severity } = finding;
  const [sign, tint] = SIGNS[severity];
  const [what, rest] = parted(finding.message);
  return (
    <div className={`hp-Finding hp-mod-${severity}`}>
      <sign.react className={`hp-Sign ${tint}`} tag="span" />
      <p>
        <b>{what}</b>
        {rest}
        {masked && <code>{masked}</code>}
      </p>
      <CellLinks cells={cells} onShow={actions.showCell} trans={trans} />
      {isWaiving ? (
        <FindingReason
          onCancel={() => setWaiving(false)}
          onGive={reason => actions.decide(id, { remedy: 'waive', reason })}
          trans={trans}
        />
      ) : (
        remedies.length > 0 && (
          <div className="hp-Finding-acts">
            {remedies.map((remedy, index) => (
              <button
                className={`hp-Button ${looksOf(remedy, index, finding)}`}
                data-begin={(begins && index === 0) || undefined}
                key={remedy}
                onClick={() =>
                  remedy === 'waive'
                    ? setWaiving(true)
                    : apply(remedy, finding, actions)
                }
                type="button"
              >
                {labelOf(remedy, trans)}
              </button>
            ))}
          </div>
        )
      )}
    </div>
  );
}

/** Only what is advised against a secret is filled; what changes nothing is plain behind the others. */
function looksOf(remedy: Remedy, index: number, finding: Finding): string {
  if (index === 0) {
    return finding.severity === 'stop' ? 'hp-mod-primary' : '';
  }
  return remedy === 'leave' || remedy === 'waive' ? 'hp-mod-plain' : '';
}

function apply(
  remedy: Exclude<Remedy, 'waive'>,
  { file, id }: Finding,
  actions: IPublishActions
): void {
  if (remedy === 'attach') {
    actions.tickFile(file, true);
  } else if (remedy === 'run') {
    actions.edit({ run: true });
  } else {
    actions.decide(id, { remedy, reason: '' });
  }
}

function labelOf(remedy: Remedy, trans: TranslationBundle): string {
  switch (remedy) {
    case 'mask':
      return trans.__('Mask in the published copy');
    case 'hide':
      return trans.__('Hide the cell');
    case 'drop':
      return trans.__('Drop the output');
    case 'attach':
      return trans.__('Attach the file');
    case 'run':
      return trans.__('Run from top to bottom first');
    case 'leave':
      return trans.__('Leave it');
    case 'waive':
      return trans.__('Publish it anyway…');
  }
}

/** What it is, and the rest of the sentence: up to a colon, or before where it is. */
function parted(message: string): [string, string] {
  const colon = message.indexOf(': ');
  const place = message.indexOf(' in ');
  const end = colon >= 0 ? colon + 1 : place >= 0 ? place : message.length;
  return [message.slice(0, end), message.slice(end)];
}
