/**
 * What a dataset is, in three lines: its name, what it is for, and how it stands now.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { DatasetDetail, ReportRef } from '../api/types';
import { permanentLinkIcon } from '../icons';
import { inBytes } from './bytes';
import { CopyButton } from './CopyButton';
import { countOfColumns, countOfRows } from './datasetTexts';
import { Freshness } from './Freshness';
import { rhythmOf } from './promises';
import { ReportLink } from './ReportLink';
import type { ITimes } from './time';
import { Time } from './time';

export interface IDatasetHeadProps {
  readonly dataset: DatasetDetail;
  readonly hrefOf: (report: ReportRef) => string;
  readonly onOpen: (report: ReportRef) => void;
  /** The address of its page, for people with a browser only. */
  readonly link: string;
  readonly onCopy: (text: string) => void;
  readonly times: ITimes;
  readonly trans: TranslationBundle;
}

export function DatasetHead(props: IDatasetHeadProps): React.JSX.Element {
  const { dataset, hrefOf, link, onCopy, onOpen, times, trans } = props;
  const { bytes, column_count, description, name, rows, writer } = dataset;
  const rhythm = rhythmOf(dataset.fresh_within, trans);
  return (
    <header>
      <div className="hp-Dataset-title">
        <h1>{name}</h1>
        <CopyButton
          text={link}
          label={trans.__('Copy link')}
          icon={permanentLinkIcon}
          onCopy={onCopy}
          trans={trans}
        />
      </div>
      {description && <p className="hp-Dataset-lead">{description}</p>}
      <div className="hp-Dataset-facts">
        <Freshness table={dataset} trans={trans}>
          {trans.__(': written')} <Time at={dataset.written} times={times} />
          {rhythm && trans.__(', promised %1', rhythm)}
        </Freshness>
        <span>{countOfRows(rows, trans)}</span>
        <span>{countOfColumns(column_count, trans)}</span>
        {bytes !== null && <span>{inBytes(bytes, trans)}</span>}
        <span>{trans.__('version %1', dataset.version)}</span>
        <span>
          {trans.__('by %1, written by', writer.authors.join(', '))}{' '}
          <ReportLink report={writer} href={hrefOf(writer)} onOpen={onOpen} />
        </span>
      </div>
    </header>
  );
}
