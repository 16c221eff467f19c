/**
 * One quiet line at the foot of the panel: somebody has published something near to what one writes.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Related } from '../api/types';
import { reasonsOf } from './likeness';

export interface INearLineProps {
  readonly report: Related;
  /** Where a browser's own "open in a new tab" leads. */
  readonly href: string;
  readonly onOpen: (report: Related) => void;
  readonly onHide: () => void;
  readonly trans: TranslationBundle;
}

export function NearLine(props: INearLineProps): React.JSX.Element {
  const { report, href, onOpen, onHide, trans } = props;
  const why = reasonsOf(report.reasons, trans);
  const onClick = (event: React.MouseEvent) => {
    // Ctrl, ⌘ or Shift: the browser opens the link as it is used to.
    if (!(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
      event.preventDefault();
      onOpen(report);
    }
  };
  return (
    <aside
      className="hp-Near"
      aria-label={trans.__('Near to the notebook you have open')}
    >
      <span>{trans.__('Near to the notebook you have open:')}</span>
      <a
        href={href}
        title={`${report.title}\n${report.authors.join(', ')}`}
        onClick={onClick}
      >
        {report.title}
      </a>
      <span className="hp-Near-why">
        {why && <span title={why}>{why}</span>}
        <button
          type="button"
          className="hp-Text"
          title={trans.__('Say this no more for this notebook')}
          onClick={onHide}
        >
          {trans.__('Hide')}
        </button>
      </span>
    </aside>
  );
}
