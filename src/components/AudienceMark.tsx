/**
 * A sign and a word for a report that not everybody finds.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { ReportSummary } from '../api/types';
import { AUDIENCE_ICONS, audienceMark } from './audiences';

export interface IAudienceMarkProps {
  readonly className: string;
  /** With the people whom it names, where they are known. */
  readonly report: ReportSummary & { readonly people?: readonly string[] };
  readonly trans: TranslationBundle;
}

export function AudienceMark(
  props: IAudienceMarkProps
): React.JSX.Element | null {
  const { className, report, trans } = props;
  const text = audienceMark(report, trans);
  const Icon = AUDIENCE_ICONS[report.audience];
  return text === null ? null : (
    <span
      className={`${className} hp-AudienceMark`}
      title={trans.__('Who may see it: %1', text)}
    >
      <Icon.react tag="span" />
      <span>{text}</span>
    </span>
  );
}
