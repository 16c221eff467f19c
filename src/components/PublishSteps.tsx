import type { TranslationBundle } from '@jupyterlab/translation';
import { checkIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { Job } from '../api/types';
import type { IPublishingScreen } from '../model/screens';
import { lasting } from './evidence';

export interface IPublishStepsProps {
  /** Whether the notebook is open here, so that it has been saved. */
  isOpen: boolean;
  screen: IPublishingScreen;
  trans: TranslationBundle;
}

type Place = 'done' | 'now' | 'todo';

interface IStep {
  readonly place: Place;
  readonly text: string;
  /** What it has come to, once it is done. */
  readonly outcome?: string;
  /** What the bar measures. */
  readonly measure?: string;
}

/** How far a publication has come. */
export function PublishSteps(props: IPublishStepsProps): React.JSX.Element {
  const { screen, trans } = props;
  const steps = stepsOf(props);
  return (
    <>
      <ol className="hp-PublishSteps">
        {steps.map((step, index) => (
          <Step
            key={index}
            progress={screen.job?.progress}
            step={step}
            trans={trans}
          />
        ))}
      </ol>
      <span className="hp-Spoken" role="status">
        {steps.find(({ place }) => place === 'now')?.text}
      </span>
    </>
  );
}

/** The steps that this publication takes; whether it runs is known once the server has begun. */
function stepsOf({ isOpen, screen, trans }: IPublishStepsProps): IStep[] {
  const { files, job } = screen;
  const order: Job['step'][] = job?.runs
    ? ['reading', 'running', 'rendering', 'storing']
    : ['reading', 'rendering', 'storing'];
  const at = job ? order.indexOf(job.step) : 0;
  // An open notebook was saved before the dialog opened.
  const reached = isOpen ? Math.max(at, 1) : at;
  return order.map((step, index) => {
    const place: Place =
      index < reached ? 'done' : index === reached ? 'now' : 'todo';
    switch (step) {
      case 'reading':
        return { place, text: readingText(isOpen, place, trans) };
      case 'running':
        return { place, ...running(job, place, trans) };
      case 'rendering':
        return {
          place,
          text:
            place === 'done'
              ? trans.__('Page rendered')
              : trans.__('Rendering the page'),
          measure: trans.__('Cells that are rendered')
        };
      case 'storing':
        return { place, text: storingText(files ?? 0, trans) };
    }
  });
}

function readingText(
  isOpen: boolean,
  place: Place,
  trans: TranslationBundle
): string {
  if (isOpen) {
    return trans.__('Notebook saved');
  }
  return place === 'done'
    ? trans.__('Notebook read')
    : trans.__('Reading the notebook');
}

function running(
  job: Job | null,
  place: Place,
  trans: TranslationBundle
): Omit<IStep, 'place'> {
  if (place !== 'done') {
    return {
      text: trans.__('Running from top to bottom in a kernel of its own'),
      measure: trans.__('Cells that have run')
    };
  }
  const ran = job?.ran;
  return {
    text: trans.__('Ran from top to bottom in a kernel of its own'),
    outcome: ran
      ? trans._n(
          '%1 cell, %2',
          '%1 cells, %2',
          ran.cells,
          lasting(ran.seconds, trans)
        )
      : undefined
  };
}

function storingText(files: number, trans: TranslationBundle): string {
  return files > 0
    ? trans._n(
        'Storing the report and %1 file',
        'Storing the report and %1 files',
        files
      )
    : trans.__('Storing the report');
}

interface IStepProps {
  progress: Job['progress'] | undefined;
  step: IStep;
  trans: TranslationBundle;
}

function Step({ progress, step, trans }: IStepProps): React.JSX.Element {
  const { measure, outcome, place, text } = step;
  // Before the first cell there is nothing to count: the renderer or the kernel starts.
  const isMeasured =
    measure && place === 'now' && progress && progress.done > 0;
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
      <span>{text}</span>
      {outcome && <small>{outcome}</small>}
      {isMeasured && (
        <>
          <small>
            {trans.__('cell %1 of %2', progress.done, progress.total)}
          </small>
          <progress
            aria-label={measure}
            max={progress.total}
            value={progress.done}
          />
        </>
      )}
    </li>
  );
}
