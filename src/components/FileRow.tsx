import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { FileOffer } from '../api/types';
import type { IFileRow } from '../model/files';
import { inBytes } from './bytes';

export interface IFileRowProps {
  onTick: (name: string, isTicked: boolean) => void;
  row: IFileRow;
  trans: TranslationBundle;
}

/** A file: whether it travels, why it was found, and why it cannot. */
export function FileRow(props: IFileRowProps): React.JSX.Element {
  const { onTick, row, trans } = props;
  const { offer, isTicked } = row;
  const id = React.useId();
  const isReady = offer.state === 'ready';
  return (
    <li className={isReady ? undefined : 'hp-mod-unready'}>
      <input
        aria-describedby={`${id}-why`}
        checked={isTicked}
        disabled={!isReady}
        id={id}
        onChange={event => onTick(offer.name, event.target.checked)}
        type="checkbox"
      />
      <label className="hp-FileRow-name" htmlFor={id} title={offer.name}>
        {offer.name}
      </label>
      <small id={`${id}-why`}>{whyOf(offer, trans)}</small>
      <span className="hp-FileRow-size">
        {offer.size !== null && inBytes(offer.size, trans)}
      </span>
    </li>
  );
}

/** Why it is in the list, and why it cannot be ticked. */
function whyOf(offer: FileOffer, trans: TranslationBundle): string {
  const why = reasonOf(offer, trans);
  switch (offer.state) {
    case 'ready':
      return why;
    case 'missing':
      return trans.__('%1; not found', why);
    case 'hidden':
      return trans.__('never offered: files whose name starts with a dot');
    case 'outside':
      return trans.__('%1; not in the notebook’s folder', why);
    case 'too_large':
      return trans.__('%1; too large to tick', why);
    case 'not_a_file':
      return trans.__('%1; not a file', why);
  }
}

function reasonOf(
  { cells, reason }: FileOffer,
  trans: TranslationBundle
): string {
  const where = cells.join(', ');
  const count = Math.max(cells.length, 1);
  switch (reason) {
    case 'read':
      return trans._n('read in cell %2', 'read in cells %2', count, where);
    case 'image':
      return trans._n('image in cell %2', 'image in cells %2', count, where);
    case 'script':
      return trans._n('run in cell %2', 'run in cells %2', count, where);
    case 'module':
      return trans._n(
        'imported in cell %2',
        'imported in cells %2',
        count,
        where
      );
    case 'added':
      return trans.__('added by you');
  }
}
