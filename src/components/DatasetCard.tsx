/**
 * One dataset in the list: its name is the link, the rest says whether to follow it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { DatasetSummary } from '../api/types';
import { countOfColumns, countOfRows } from './datasetTexts';
import { Freshness } from './Freshness';
import type { ITimes } from './time';
import { Time } from './time';

export interface IDatasetCardProps {
  readonly dataset: DatasetSummary;
  /** Where a browser's own "open in a new tab" leads. */
  readonly href: string;
  readonly isTabStop: boolean;
  /** Whether it is what the main area shows. */
  readonly isOpen: boolean;
  readonly times: ITimes;
  readonly onOpen: (dataset: DatasetSummary) => void;
  readonly trans: TranslationBundle;
}

export function DatasetCard(props: IDatasetCardProps): React.JSX.Element {
  const { dataset, href, isTabStop, isOpen, onOpen, trans } = props;
  const { column_count, description, matched, name, open_questions, rows } =
    dataset;
  const onClick = (event: React.MouseEvent) => {
    // Ctrl, ⌘ or Shift: the browser opens the link as it is used to.
    if (!(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
      event.preventDefault();
      onOpen(dataset);
    }
  };
  return (
    <article
      className="hp-Card hp-mod-dataset"
      aria-current={isOpen}
      onClick={onClick}
    >
      <h3 className="hp-Card-title" title={name}>
        <a href={href} tabIndex={isTabStop ? 0 : -1}>
          {name}
        </a>
      </h3>
      <Meta {...props} />
      {description && (
        <p className="hp-Card-summary" title={description}>
          {description}
        </p>
      )}
      {matched.length > 0 && (
        <p className="hp-Card-columns" title={matched.join(', ')}>
          {trans._n(
            'Column %2',
            'Columns %2',
            matched.length,
            matched.join(', ')
          )}
        </p>
      )}
      {open_questions > 0 && (
        <p className="hp-Card-columns">
          {trans._n('%1 open question', '%1 open questions', open_questions)}
        </p>
      )}
      <div className="hp-Card-foot">
        <span className="hp-Card-size">
          {countOfRows(rows, trans)}
          {' · '}
          {countOfColumns(column_count, trans)}
        </span>
        <Freshness table={dataset} trans={trans} />
      </div>
    </article>
  );
}

/** Who, when, and how many rely on it. */
function Meta(props: IDatasetCardProps): React.JSX.Element {
  const { dataset, times, trans } = props;
  const { readers, writer, written } = dataset;
  return (
    <p className="hp-Card-meta">
      <span className="hp-Card-authors" title={writer.authors.join(', ')}>
        {writer.authors.join(', ')}
      </span>
      <span className="hp-Card-when">
        {' · '}
        <Time at={written} times={times} />
        {' · '}
        {readers === 0
          ? trans.__('not used yet')
          : trans._n('used by %1', 'used by %1', readers)}
      </span>
    </p>
  );
}
