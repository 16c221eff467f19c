/**
 * The tables that a report reads and those that it writes.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { DatasetLink, ReportDatasets } from '../api/types';
import { datasetIcon } from '../datasetIcons';
import { plainly } from './plainly';

export interface IReadsAndWritesProps {
  readonly datasets: ReportDatasets;
  /** Where a browser's own "open in a new tab" leads. */
  readonly hrefOf: (id: string) => string;
  readonly onOpen: (dataset: { id: string; name: string }) => void;
  readonly trans: TranslationBundle;
}

export function ReadsAndWrites(props: IReadsAndWritesProps): React.JSX.Element {
  const { reads, writes } = props.datasets;
  const { trans } = props;
  const id = React.useId();
  return (
    <section className="hp-Related" aria-labelledby={id}>
      <h2 id={id}>{headingOf(props.datasets, trans)}</h2>
      <ul className="hp-Related-datasets">
        {reads.map(dataset => (
          <Named
            {...props}
            key={`reads ${dataset.name}`}
            dataset={dataset}
            note={trans.__('reads')}
          />
        ))}
        {writes.map(dataset => (
          <Named
            {...props}
            key={`writes ${dataset.name}`}
            dataset={dataset}
            note={trans.__('writes')}
          />
        ))}
      </ul>
    </section>
  );
}

/** Whether a report has anything to do with tables that the library knows of. */
export function hasDatasets({ reads, writes }: ReportDatasets): boolean {
  return reads.length + writes.length > 0;
}

function headingOf(
  { reads, writes }: ReportDatasets,
  trans: TranslationBundle
): string {
  if (writes.length === 0) {
    return trans.__('Reads');
  }
  return reads.length === 0 ? trans.__('Writes') : trans.__('Reads and writes');
}

interface INamedProps extends IReadsAndWritesProps {
  readonly dataset: DatasetLink;
  readonly note: string;
}

function Named(props: INamedProps): React.JSX.Element {
  const { dataset, hrefOf, note, onOpen, trans } = props;
  const { freshness, id, name, version } = dataset;
  const about = [
    note,
    version && trans.__('version %1', version),
    freshness === 'late' && trans.__('late')
  ];
  return (
    <li>
      <datasetIcon.react tag="span" />
      <div>
        {id === null ? (
          <code title={name}>{name}</code>
        ) : (
          <a
            href={hrefOf(id)}
            title={name}
            onClick={plainly(() => onOpen({ id, name }))}
          >
            <code>{name}</code>
          </a>
        )}
        <small>{about.filter(Boolean).join(' · ')}</small>
      </div>
    </li>
  );
}
