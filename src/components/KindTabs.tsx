/**
 * What the panel lists: reports, or the tables that they write. The arrow keys change it, as tabs do.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

/** What is listed. */
export type Kind = 'reports' | 'datasets';

export interface IKindTabsProps {
  readonly kind: Kind;
  readonly onKind: (kind: Kind) => void;
  readonly trans: TranslationBundle;
}

export function KindTabs(props: IKindTabsProps): JSX.Element {
  const { kind, onKind, trans } = props;
  const kinds: readonly (readonly [Kind, string])[] = [
    ['reports', trans.__('Reports')],
    ['datasets', trans.__('Datasets')]
  ];
  const other = kind === 'reports' ? 'datasets' : 'reports';
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      event.preventDefault();
      onKind(other);
    }
  };
  return (
    <div
      className="hp-Kinds"
      role="tablist"
      aria-label={trans.__('What is listed')}
      onKeyDown={onKeyDown}
    >
      {kinds.map(([one, name]) => (
        <button
          key={one}
          type="button"
          role="tab"
          className="hp-Kind"
          aria-selected={one === kind}
          tabIndex={one === kind ? 0 : -1}
          // Bold words are wider: the place that they will need is kept.
          data-text={name}
          onClick={() => onKind(one)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

/** The tab that has the keyboard when one of them has it. */
export function chosenTab(panel: HTMLElement): HTMLElement | null {
  return panel.querySelector('[role="tab"][aria-selected="true"]');
}
