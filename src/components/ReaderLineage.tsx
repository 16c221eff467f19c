/**
 * What a report was made from, and what was made from it: quiet links, and nothing where there is none.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { caretDownEmptyIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { ReportDetail, ReportSummary } from '../api/types';
import { Popup } from './Popup';
import type { ITimes } from './time';
import { Time } from './time';

export interface IReaderLineageProps {
  readonly report: ReportDetail;
  readonly times: ITimes;
  readonly onOpen: (report: ReportSummary) => void;
  readonly trans: TranslationBundle;
}

const MOST = 20; // reports that the server names

export function ReaderLineage(
  props: IReaderLineageProps
): React.JSX.Element | null {
  const { report, onOpen, trans } = props;
  const { based_on: origin, basis_of: derived } = report;
  if (!origin && derived.length === 0) {
    return null;
  }
  return (
    <div className="hp-Reader-lineage">
      {origin && (
        <button
          type="button"
          className="hp-Quiet"
          title={trans.__(
            'Made from a copy of version %1 of “%2”',
            origin.version,
            origin.report.title
          )}
          onClick={() => onOpen(origin.report)}
        >
          {trans.__(
            'Based on “%1” by %2',
            origin.report.title,
            origin.report.authors.join(', ')
          )}
        </button>
      )}
      {origin && derived.length > 0 && (
        <span className="hp-Reader-dot" aria-hidden="true">
          ·
        </span>
      )}
      {derived.length > 0 && <Derived {...props} />}
    </div>
  );
}

function Derived(props: IReaderLineageProps): React.JSX.Element {
  const { report, times, onOpen, trans } = props;
  const derived = report.basis_of;
  const [isOpen, setOpen] = React.useState(false);
  const button = React.useRef<HTMLButtonElement>(null);
  const text =
    derived.length < MOST
      ? trans._n(
          '%1 report is based on this',
          '%1 reports are based on this',
          derived.length
        )
      : trans.__('%1 or more reports are based on this', MOST);
  return (
    <>
      <button
        type="button"
        className="hp-Quiet hp-Opener"
        aria-expanded={isOpen}
        aria-haspopup="dialog"
        onClick={() => setOpen(!isOpen)}
        ref={button}
      >
        {text}
        <caretDownEmptyIcon.react tag="span" />
      </button>
      {isOpen && (
        <Popup anchor={button} label={text} onClose={() => setOpen(false)}>
          <ul className="hp-Derived">
            {derived.map((one, index) => (
              <li key={one.id}>
                <button
                  type="button"
                  data-first={index === 0 || undefined}
                  onClick={() => {
                    setOpen(false);
                    onOpen(one);
                  }}
                >
                  <b>{one.title}</b>
                  <small>
                    {one.authors.join(', ')}
                    {' · '}
                    <Time at={one.updated} times={times} />
                  </small>
                </button>
              </li>
            ))}
          </ul>
        </Popup>
      )}
    </>
  );
}
