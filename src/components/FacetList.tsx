/**
 * One kind of filter: what the reports found have of it, with how many have it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { caretDownEmptyIcon, caretRightIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { Chip } from '../query';

export interface IFacetValue {
  readonly chip: Chip;
  readonly name: string;
  /** Null where it was not counted. */
  readonly reports: number | null;
  readonly isChosen: boolean;
}

export interface IFacetListProps {
  readonly name: string;
  readonly values: readonly IFacetValue[];
  readonly isOpenAtFirst: boolean;
  readonly onChoose: (chip: Chip, isChosen: boolean) => void;
  readonly trans: TranslationBundle;
}

const FEW = 5;

export function FacetList(props: IFacetListProps): JSX.Element | null {
  const { name, values, isOpenAtFirst, onChoose, trans } = props;
  const id = React.useId();
  const [isOpen, open] = React.useState(isOpenAtFirst);
  const [isWhole, showAll] = React.useState(false);
  if (values.length === 0) {
    return null;
  }
  const shown = isWhole ? values : values.slice(0, FEW);
  const Caret = isOpen ? caretDownEmptyIcon : caretRightIcon;
  return (
    <section className="hp-Facet" aria-labelledby={`${id}-name`}>
      <h3>
        <button
          type="button"
          id={`${id}-name`}
          aria-expanded={isOpen}
          onClick={() => open(!isOpen)}
        >
          <Caret.react tag="span" />
          {name}
        </button>
      </h3>
      {isOpen &&
        shown.map(value => (
          <label key={`${value.chip.facet} ${value.chip.value}`}>
            <input
              type="checkbox"
              checked={value.isChosen}
              onChange={event => onChoose(value.chip, event.target.checked)}
            />
            <span className="hp-Facet-name" title={value.name}>
              {value.name}
            </span>
            {value.reports !== null && (
              <span
                className="hp-Facet-count"
                title={trans._n('%1 report', '%1 reports', value.reports)}
              >
                {value.reports.toLocaleString()}
              </span>
            )}
          </label>
        ))}
      {isOpen && values.length > FEW && (
        <button
          type="button"
          className="hp-Text hp-Facet-more"
          aria-expanded={isWhole}
          onClick={() => showAll(!isWhole)}
        >
          {isWhole
            ? trans.__('Less')
            : trans.__('%1 more', values.length - FEW)}
        </button>
      )}
    </section>
  );
}
