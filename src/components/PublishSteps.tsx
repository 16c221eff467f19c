import type { TranslationBundle } from '@jupyterlab/translation';
import { checkIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { Job } from '../api/types';

export interface IPublishStepsProps {
  /** Whether the notebook is open here, so that it has been saved. */
  isOpen: boolean;
  /** Null until the server has begun. */
  job: Job | null;
  trans: TranslationBundle;
}

type Place = 'done' | 'now' | 'todo';

/** How far a publication has come. */
export function PublishSteps(props: IPublishStepsProps): React.JSX.Element {
  const { isOpen, job, trans } = props;
  const reached =
    job === null || job.step === 'reading'
      ? 0
      : job.step === 'rendering'
        ? 1
        : 2;
  const place = (step: number): Place =>
    step < reached ? 'done' : step === reached ? 'now' : 'todo';
  // An open notebook was saved before the dialog opened.
  const first = isOpen ? 'done' : place(0);
  const rendering = isOpen && reached === 0 ? 'now' : place(1);
  const steps: [Place, string][] = [
    [
      first,
      isOpen
        ? trans.__('Notebook saved')
        : first === 'done'
          ? trans.__('Notebook read')
          : trans.__('Reading the notebook')
    ],
    [
      rendering,
      rendering === 'done'
        ? trans.__('Page rendered')
        : trans.__('Rendering the page')
    ],
    [place(2), trans.__('Storing the report')]
  ];
  return (
    <>
      <ol className="hp-PublishSteps">
        {steps.map(([place, text], index) => (
          <Step
            key={index}
            place={place}
            progress={index === 1 ? job?.progress : null}
            trans={trans}
          >
            {text}
          </Step>
        ))}
      </ol>
      <span className="hp-PublishSteps-spoken" role="status">
        {steps.find(([place]) => place === 'now')?.[1]}
      </span>
    </>
  );
}

interface IStepProps {
  children: React.ReactNode;
  place: Place;
  progress?: Job['progress'];
  trans?: TranslationBundle;
}

function Step({
  children,
  place,
  progress,
  trans
}: IStepProps): React.JSX.Element {
  // Before the first cell there is nothing to count: the renderer starts.
  const isMeasured = place === 'now' && progress && progress.done > 0;
  return (
    <li
      aria-current={place === 'now' ? 'step' : undefined}
      className={`hp-mod-${place}`}
    >
      {place === 'done' ? (
        <checkIcon.react tag="span" />
      ) : (
        <i aria-hidden="true" />
      )}
      <span>{children}</span>
      {isMeasured && (
        <>
          <small>
            {trans?.__('cell %1 of %2', progress.done, progress.total)}
          </small>
          <progress
            aria-label={trans?.__('Cells that are rendered')}
            max={progress.total}
            value={progress.done}
          />
        </>
      )}
    </li>
  );
}
