/**
 * Everything about one dataset, on a page: what it holds, how to get at it, and who relies on it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type {
  Consumer,
  ConsumerToAdd,
  DatasetDetail,
  LineageNode,
  Question,
  QuestionToAsk,
  ReportRef
} from '../api/types';
import type { IShownDataset } from '../model/dataset';
import type { ITrouble } from '../model/trouble';
import { ColumnTable } from './ColumnTable';
import { Connect } from './Connect';
import { DatasetHead } from './DatasetHead';
import { DatasetSection } from './DatasetSection';
import { DatasetVersions } from './DatasetVersions';
import { countOfRows } from './datasetTexts';
import { rhythmOf } from './promises';
import { LineageList, LineagePicture } from './LineagePicture';
import { Questions } from './Questions';
import { SampleTable } from './SampleTable';
import type { ITimes } from './time';
import { UsedBy } from './UsedBy';

/** What can be done with a dataset; all that returns a promise may reject. */
export interface IDatasetActs {
  readonly copy: (text: string) => void;
  readonly openReport: (report: ReportRef) => void;
  readonly openNode: (node: LineageNode) => void;
  readonly allVersions: () => Promise<void>;
  readonly ask: (question: QuestionToAsk) => Promise<void>;
  readonly answer: (question: Question, text: string) => Promise<void>;
  readonly removeQuestion: (question: Question) => Promise<void>;
  readonly addConsumer: (consumer: ConsumerToAdd) => Promise<void>;
  readonly removeConsumer: (consumer: Consumer) => Promise<void>;
}

export interface IDatasetPageProps {
  readonly shown: IShownDataset;
  readonly acts: IDatasetActs;
  /** The address of this page, for people with a browser only. */
  readonly link: string;
  readonly reportHref: (report: ReportRef) => string;
  readonly nodeHref: (node: LineageNode) => string | null;
  readonly fileUrl: (name: string) => string;
  readonly schemaUrl: string;
  readonly explain: (error: unknown) => ITrouble;
  readonly times: ITimes;
  readonly trans: TranslationBundle;
}

export function DatasetPage(props: IDatasetPageProps): React.JSX.Element {
  const { shown, acts, explain, link, reportHref, times, trans } = props;
  const { dataset } = shown;
  return (
    <div className="hp-Dataset-page">
      <DatasetHead
        dataset={dataset}
        hrefOf={reportHref}
        onOpen={acts.openReport}
        link={link}
        onCopy={acts.copy}
        times={times}
        trans={trans}
      />
      <div className="hp-Dataset-columns">
        <div>
          <Contents {...props} />
        </div>
        <aside>
          <UsedBy
            consumers={dataset.consumers}
            reports={dataset.read_by}
            hrefOf={reportHref}
            onOpen={acts.openReport}
            onAdd={acts.addConsumer}
            onRemove={acts.removeConsumer}
            explain={explain}
            trans={trans}
          />
          <DatasetVersions
            versions={shown.versions}
            count={dataset.version_count}
            onAll={acts.allVersions}
            explain={explain}
            times={times}
            trans={trans}
          />
          <Promises dataset={dataset} trans={trans} />
        </aside>
      </div>
      <Around {...props} />
      <Questions
        questions={dataset.questions}
        columns={dataset.columns.map(({ name }) => name)}
        onAsk={acts.ask}
        onAnswer={acts.answer}
        onRemove={acts.removeQuestion}
        explain={explain}
        times={times}
        trans={trans}
      />
    </div>
  );
}

/** What is in it, and how to get at it. */
function Contents(props: IDatasetPageProps): React.JSX.Element {
  const { shown, acts, fileUrl, schemaUrl, trans } = props;
  const { connections, dataset } = shown;
  const { columns, rows, sample } = dataset;
  return (
    <>
      <DatasetSection
        title={trans.__('Columns')}
        more={
          <a href={schemaUrl} download>
            {trans.__('Download schema')}
          </a>
        }
      >
        <ColumnTable columns={columns} rows={rows} trans={trans} />
      </DatasetSection>
      {connections && connections.snippets.length > 0 && (
        <DatasetSection title={trans.__('How to connect')}>
          <Connect
            connections={connections}
            fileUrl={fileUrl}
            onCopy={acts.copy}
            trans={trans}
          />
        </DatasetSection>
      )}
      <DatasetSection
        title={trans.__('Sample')}
        note={
          sample
            ? trans.__(
                '%1 of %2',
                sample.rows.length.toLocaleString(),
                countOfRows(rows, trans)
              )
            : undefined
        }
      >
        {sample && sample.rows.length > 0 ? (
          <SampleTable sample={sample} columns={columns} trans={trans} />
        ) : (
          <p className="hp-Dataset-quiet">
            {sample
              ? trans.__('It has no rows.')
              : trans.__('The author shows no rows of it.')}
          </p>
        )}
      </DatasetSection>
    </>
  );
}

/** Where it comes from and where it goes: as a picture, or in words. */
function Around(props: IDatasetPageProps): React.JSX.Element | null {
  const { shown, acts, nodeHref, trans } = props;
  const { lineage } = shown;
  const [isList, list] = React.useState(false);
  if (!lineage || lineage.nodes.length < 2) {
    return null;
  }
  const Shape = isList ? LineageList : LineagePicture;
  return (
    <DatasetSection
      title={trans.__('Where it comes from and where it goes')}
      more={
        <button type="button" className="hp-Text" onClick={() => list(!isList)}>
          {isList ? trans.__('As a picture') : trans.__('As a list')}
        </button>
      }
    >
      <Shape
        lineage={lineage}
        hrefOf={nodeHref}
        onOpen={acts.openNode}
        trans={trans}
      />
    </DatasetSection>
  );
}

interface IPromisesProps {
  readonly dataset: DatasetDetail;
  readonly trans: TranslationBundle;
}

/** What readers may rely on, in a sentence. */
function Promises(props: IPromisesProps): React.JSX.Element | null {
  const { dataset, trans } = props;
  const { fresh_within, keys } = dataset;
  const promises = [
    ...(keys.length > 0
      ? [
          trans._n(
            'the key %2 is unique',
            'the keys %2 together are unique',
            keys.length,
            keys.join(', ')
          )
        ]
      : []),
    ...(fresh_within === null
      ? []
      : [trans.__('written %1', rhythmOf(fresh_within, trans))])
  ];
  return promises.length === 0 ? null : (
    <p className="hp-Dataset-quiet hp-Dataset-promises">
      {trans.__('Promises: %1.', promises.join('; '))}
    </p>
  );
}
