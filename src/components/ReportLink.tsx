/**
 * A report that is named among other things: a link that opens it in a tab.
 */
import * as React from 'react';

import type { ReportRef } from '../api/types';
import { plainly } from './plainly';

export interface IReportLinkProps {
  readonly report: ReportRef;
  /** Where a browser's own "open in a new tab" leads. */
  readonly href: string;
  readonly onOpen: (report: ReportRef) => void;
}

export function ReportLink(props: IReportLinkProps): React.JSX.Element {
  const { report, href, onOpen } = props;
  return (
    <a href={href} title={report.title} onClick={plainly(() => onOpen(report))}>
      {report.title}
    </a>
  );
}
