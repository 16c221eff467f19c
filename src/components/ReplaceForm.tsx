/**
 * Which report has taken the place of this one: a search box that takes links as well.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { ReportSummary } from '../api/types';
import type { Choices } from '../model/replacing';
import { LabelledField } from './LabelledField';
import { Picture } from './Picture';
import type { ITimes } from './time';
import { Time } from './time';

export interface IReplaceFormProps {
  readonly words: string;
  readonly choices: Choices;
  readonly chosen: ReportSummary | null;
  readonly onType: (words: string) => void;
  readonly onChoose: (report: ReportSummary | null) => void;
  readonly pictureOf: (report: ReportSummary) => string | null;
  readonly times: ITimes;
  readonly trans: TranslationBundle;
}

const ID = 'hp-replace';

export function ReplaceForm(props: IReplaceFormProps): React.JSX.Element {
  const { chosen, onChoose, trans } = props;
  return (
    <>
      <p>
        {trans.__(
          'Readers of this report are led to the one that you choose. This one stays where it is.'
        )}
      </p>
      {chosen ? (
        <div className="hp-Chosen">
          <Summary {...props} report={chosen} />
          <button
            type="button"
            className="hp-Icon"
            data-first
            aria-label={trans.__('Choose another report, or none')}
            title={trans.__('Choose another report, or none')}
            onClick={() => onChoose(null)}
          >
            <closeIcon.react tag="span" />
          </button>
        </div>
      ) : (
        <LabelledField
          id={ID}
          label={trans.__('The report that has taken its place')}
        >
          <Chooser {...props} />
        </LabelledField>
      )}
    </>
  );
}

/** A box to type into, and what was found, always in sight below it. */
function Chooser(props: IReplaceFormProps): React.JSX.Element {
  const { words, choices, onType, onChoose, trans } = props;
  const [at, setAt] = React.useState(0);
  const reports = choices.kind === 'found' ? choices.reports : [];
  const reached = Math.min(at, reports.length - 1);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const count = Math.max(reports.length, 1);
      setAt((reached + step + count) % count);
    } else if (event.key === 'Enter' && reports[reached]) {
      event.preventDefault();
      onChoose(reports[reached]);
    }
  };
  return (
    <>
      <input
        aria-activedescendant={
          reports.length > 0 ? `${ID}-option-${reached}` : undefined
        }
        aria-autocomplete="list"
        aria-controls={`${ID}-list`}
        aria-expanded={reports.length > 0}
        autoComplete="off"
        className="hp-Chooser-box"
        data-first
        id={ID}
        onChange={event => {
          setAt(0);
          onType(event.target.value);
        }}
        onKeyDown={onKeyDown}
        placeholder={trans.__('Search reports, or paste a link')}
        role="combobox"
        spellCheck={false}
        type="text"
        value={words}
      />
      <ul
        aria-label={trans.__('Reports')}
        className="hp-Chooser-list"
        id={`${ID}-list`}
        role="listbox"
      >
        {reports.map((report, index) => (
          <Option
            {...props}
            isReached={index === reached}
            key={report.id}
            id={`${ID}-option-${index}`}
            report={report}
          />
        ))}
        <Note choices={choices} trans={trans} />
      </ul>
    </>
  );
}

interface IOptionProps extends IReplaceFormProps {
  readonly id: string;
  readonly isReached: boolean;
  readonly report: ReportSummary;
}

function Option(props: IOptionProps): React.JSX.Element {
  const { id, isReached, report, onChoose } = props;
  const node = React.useRef<HTMLLIElement>(null);
  React.useEffect(() => {
    if (isReached) {
      node.current?.scrollIntoView?.({ block: 'nearest' });
    }
  }, [isReached]);
  return (
    <li
      aria-selected={isReached}
      id={id}
      onMouseDown={event => {
        // The cursor stays in the box.
        event.preventDefault();
        onChoose(report);
      }}
      ref={node}
      role="option"
    >
      <Summary {...props} report={report} />
    </li>
  );
}

/** Why there is nothing to choose from. */
function Note({
  choices,
  trans
}: Pick<IReplaceFormProps, 'choices' | 'trans'>): React.JSX.Element | null {
  if (choices.kind === 'failed') {
    return (
      <li className="hp-Chooser-note" role="alert">
        {choices.message}
      </li>
    );
  }
  return choices.kind === 'found' && choices.reports.length === 0 ? (
    <li className="hp-Chooser-note" role="status">
      {trans.__('No other report matches.')}
    </li>
  ) : null;
}

function Summary(
  props: Pick<IReplaceFormProps, 'pictureOf' | 'times'> & {
    readonly report: ReportSummary;
  }
): React.JSX.Element {
  const { report, pictureOf, times } = props;
  return (
    <div className="hp-Chosen-report">
      <Picture src={pictureOf(report)} />
      <div>
        <b title={report.title}>{report.title}</b>
        <small>
          {report.authors.join(', ')}
          {' · '}
          <Time at={report.updated} times={times} />
        </small>
      </div>
    </div>
  );
}
