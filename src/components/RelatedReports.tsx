/**
 * Reports that are near to the one above them, each with the reason.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Related } from '../api/types';
import { reasonsOf } from './likeness';
import { Picture } from './Picture';
import { plainly } from './plainly';

export interface IRelatedReportsProps {
  readonly reports: readonly Related[];
  /** Where a browser's own "open in a new tab" leads. */
  readonly hrefOf: (report: Related) => string;
  readonly pictureOf: (report: Related) => string | null;
  readonly onOpen: (report: Related) => void;
  readonly trans: TranslationBundle;
}

export function RelatedReports(props: IRelatedReportsProps): React.JSX.Element {
  const { reports, hrefOf, pictureOf, onOpen, trans } = props;
  const id = React.useId();
  return (
    <section className="hp-Related" aria-labelledby={id}>
      <h2 id={id}>{trans.__('Related reports')}</h2>
      <ul>
        {reports.map(report => (
          <li key={report.id}>
            <Picture src={pictureOf(report)} />
            <div>
              <a
                href={hrefOf(report)}
                title={report.title}
                onClick={plainly(() => onOpen(report))}
              >
                {report.title}
              </a>
              <small>{whyOf(report, trans)}</small>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function whyOf(report: Related, trans: TranslationBundle): string {
  const author = report.authors[0] ?? report.owner;
  const why = reasonsOf(report.reasons, trans);
  return why ? `${author} · ${why}` : author;
}
