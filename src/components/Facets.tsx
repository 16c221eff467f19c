/**
 * The filters: who wrote, what about, with which packages, when, in which language.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Facets as Counted, FacetCount, SinceCount } from '../api/types';
import type { FacetsState } from '../model/facets';
import type { Chip, Facet } from '../query';
import { isChosen } from '../query';
import type { IFilters } from '../tokens';
import { nameOfLanguage } from './chipNames';
import type { IFacetValue } from './FacetList';
import { FacetList } from './FacetList';

export interface IFacetsProps {
  readonly state: FacetsState;
  readonly filters: IFilters;
  readonly onChoose: (chip: Chip, isChosen: boolean) => void;
  readonly onRetry: () => void;
  readonly trans: TranslationBundle;
}

export function Facets(props: IFacetsProps): JSX.Element | null {
  const { state, onRetry, trans } = props;
  // What was counted before stays until it is counted anew, so that nothing jumps.
  const last = React.useRef<Counted | null>(null);
  if (state.kind === 'closed') {
    last.current = null;
    return null;
  }
  if (state.kind === 'counted') {
    last.current = state.facets;
  }
  return (
    <div
      className="hp-Facets"
      role="group"
      aria-label={trans.__('Filters')}
      aria-busy={state.kind === 'counting'}
    >
      {state.kind === 'failed' && (
        <p className="hp-Facets-note" role="status">
          {trans.__('The filters could not be counted.')}{' '}
          <button type="button" className="hp-Text" onClick={onRetry}>
            {trans.__('Try again')}
          </button>
        </p>
      )}
      {last.current && <Lists {...props} facets={last.current} />}
    </div>
  );
}

interface IListsProps extends IFacetsProps {
  readonly facets: Counted;
}

function Lists(props: IListsProps): JSX.Element {
  const { facets, filters, onChoose, trans } = props;
  const lists = [
    { name: trans.__('Author'), values: valuesOf('authors', props) },
    { name: trans.__('Tag'), values: valuesOf('tags', props) },
    { name: trans.__('Package'), values: valuesOf('packages', props) },
    { name: trans.__('When'), values: spansOf(facets.since, filters, trans) },
    { name: trans.__('Language'), values: valuesOf('languages', props) }
  ].filter(({ values }) => values.length > 0);
  return (
    <>
      {!facets.current && (
        <p className="hp-Facets-note" role="status">
          {trans.__('The index is being made; then the filters are counted.')}
        </p>
      )}
      {facets.current && lists.length === 0 && (
        <p className="hp-Facets-note" role="status">
          {trans.__('Nothing was found that could be narrowed down.')}
        </p>
      )}
      {lists.map(({ name, values }, index) => (
        <FacetList
          key={name}
          name={name}
          values={values}
          isOpenAtFirst={index < lists.length - 1 || lists.length < OPEN}
          onChoose={onChoose}
          trans={trans}
        />
      ))}
    </>
  );
}

const OPEN = 5; // where all kinds are there, the last waits to be opened

/** What was counted, and before it what is chosen and was not. */
function valuesOf(
  facet: Exclude<Facet, 'owners' | 'states'>,
  { facets, filters }: IListsProps
): readonly IFacetValue[] {
  const counted: readonly FacetCount[] = facets[facet];
  const known = new Set(counted.map(({ value }) => value));
  const chosen = (filters[facet] ?? []).filter(value => !known.has(value));
  const all = [...chosen.map(value => ({ value, reports: null })), ...counted];
  return all.map(({ value, reports }) => ({
    chip: { facet, value },
    name: facet === 'languages' ? nameOfLanguage(value) : value,
    reports,
    isChosen: isChosen(filters, { facet, value })
  }));
}

function spansOf(
  since: readonly SinceCount[],
  filters: IFilters,
  trans: TranslationBundle
): readonly IFacetValue[] {
  const names = {
    week: trans.__('this week'),
    month: trans.__('this month'),
    year: trans.__('this year')
  };
  return since
    .map(({ span, after, reports }): IFacetValue => {
      const chip = { facet: 'after', value: after } as const;
      const name = names[span];
      return { chip, name, reports, isChosen: isChosen(filters, chip) };
    })
    .filter(({ reports, isChosen }) => reports !== 0 || isChosen);
}
