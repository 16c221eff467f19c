import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

export interface ICellLinksProps {
  /** Counted from 1. */
  cells: readonly number[];
  /** Show a cell; null where the notebook is not open. */
  onShow: ((cell: number) => void) | null;
  trans: TranslationBundle;
}

/** Cells that are named in full; the others are counted. */
const NAMED = 3;

/** Which cells something is about; each leads there. */
export function CellLinks(props: ICellLinksProps): React.JSX.Element | null {
  const { cells, onShow, trans } = props;
  if (cells.length === 0) {
    return null;
  }
  const named = cells.slice(0, NAMED);
  const others = cells.length - named.length;
  const isMany = cells.length > 1;
  return (
    <span className={`hp-CellLinks${isMany ? ' hp-mod-many' : ''}`}>
      {isMany && `${trans.__('Cells')} `}
      {named.map((cell, index) => (
        <React.Fragment key={cell}>
          {index > 0 && ', '}
          <CellLink
            cell={cell}
            label={isMany ? String(cell) : trans.__('Cell %1', cell)}
            onShow={onShow}
            trans={trans}
          />
        </React.Fragment>
      ))}
      {others > 0 && (
        <span title={cells.join(', ')}>
          {' '}
          {trans._n('and %1 more', 'and %1 more', others)}
        </span>
      )}
    </span>
  );
}

interface ICellLinkProps {
  cell: number;
  label: string;
  onShow: ((cell: number) => void) | null;
  trans: TranslationBundle;
}

function CellLink(props: ICellLinkProps): React.JSX.Element {
  const { cell, label, onShow, trans } = props;
  return onShow ? (
    <button
      aria-label={trans.__('Cell %1', cell)}
      className="hp-Text"
      onClick={() => onShow(cell)}
      title={trans.__('Show cell %1 in the notebook', cell)}
      type="button"
    >
      {label}
    </button>
  ) : (
    <span>{label}</span>
  );
}
