/**
 * Who relies on a dataset: the dashboards that people have named, and the reports that read it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { Consumer, ConsumerToAdd, ReportRef } from '../api/types';
import { consumerIcon } from '../datasetIcons';
import { reportIcon } from '../icons';
import type { ITrouble } from '../model/trouble';
import { ConsumerForm } from './ConsumerForm';
import { DatasetSection } from './DatasetSection';
import { ReportLink } from './ReportLink';
import { Trouble } from './Trouble';
import { useDeed } from './useDeed';

export interface IUsedByProps {
  readonly consumers: readonly Consumer[];
  readonly reports: readonly ReportRef[];
  readonly hrefOf: (report: ReportRef) => string;
  readonly onOpen: (report: ReportRef) => void;
  /** Both may reject. */
  readonly onAdd: (consumer: ConsumerToAdd) => Promise<void>;
  readonly onRemove: (consumer: Consumer) => Promise<void>;
  readonly explain: (error: unknown) => ITrouble;
  readonly trans: TranslationBundle;
}

export function UsedBy(props: IUsedByProps): React.JSX.Element {
  const { consumers, reports, trans } = props;
  const [isAdding, add] = React.useState(false);
  return (
    <DatasetSection
      title={trans.__('Used by')}
      more={
        !isAdding && (
          <button type="button" className="hp-Text" onClick={() => add(true)}>
            {trans.__('Add yours')}
          </button>
        )
      }
    >
      {isAdding && (
        <ConsumerForm
          onAdd={props.onAdd}
          onDone={() => add(false)}
          explain={props.explain}
          trans={trans}
        />
      )}
      {consumers.length + reports.length === 0 ? (
        <p className="hp-Dataset-quiet">
          {trans.__(
            'Nobody yet. If a dashboard of yours reads it, name it here: you hear of changes then.'
          )}
        </p>
      ) : (
        <ul className="hp-Users">
          {consumers.map(consumer => (
            <Feeding {...props} key={consumer.id} consumer={consumer} />
          ))}
          {reports.map(report => (
            <Reading {...props} key={report.id} report={report} />
          ))}
        </ul>
      )}
    </DatasetSection>
  );
}

function Feeding(
  props: IUsedByProps & { readonly consumer: Consumer }
): React.JSX.Element {
  const { consumer, explain, onRemove, trans } = props;
  const { link, may_remove, name, title, tool } = consumer;
  const deed = useDeed(explain);
  return (
    <li>
      <consumerIcon.react tag="span" />
      <div>
        <a href={link} target="_blank" rel="noopener noreferrer" title={link}>
          {title}
        </a>
        <small>{[tool, name].filter(Boolean).join(' · ')}</small>
        <Trouble trouble={deed.trouble} />
      </div>
      {may_remove && (
        <button
          type="button"
          className="hp-Icon"
          title={trans.__('Remove “%1”', title)}
          disabled={deed.isBusy}
          onClick={() => void deed.do(() => onRemove(consumer))}
        >
          <closeIcon.react tag="span" />
        </button>
      )}
    </li>
  );
}

function Reading(
  props: IUsedByProps & { readonly report: ReportRef }
): React.JSX.Element {
  const { hrefOf, onOpen, report, trans } = props;
  return (
    <li>
      <reportIcon.react tag="span" />
      <div>
        <ReportLink report={report} href={hrefOf(report)} onOpen={onOpen} />
        <small>{trans.__('report · %1', report.authors.join(', '))}</small>
      </div>
    </li>
  );
}
