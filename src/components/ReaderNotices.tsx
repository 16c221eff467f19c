/**
 * What a reader is to know before anything else, each in one sentence with what can be done about it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { historyIcon } from '@jupyterlab/ui-components';
import type { LabIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { ReportSummary } from '../api/types';
import { noticeIcon, warningIcon } from '../icons';
import type { Notice } from '../model/reader';
import type { ITimes } from './time';

export interface INoticeActs {
  readonly showNewest: () => void;
  readonly openReport: (report: ReportSummary) => void;
  /** Take a withdrawal back. */
  readonly undoWithdrawal: () => void;
  /** Say that an archived report is not old after all. */
  readonly bringBack: () => void;
  /** Show the page with its scripts again. */
  readonly runScripts: () => void;
}

export interface IReaderNoticesProps {
  readonly notices: readonly Notice[];
  /** What the page misses, in a sentence, or null. */
  readonly trouble: string | null;
  readonly mayUpdate: boolean;
  readonly times: ITimes;
  readonly acts: INoticeActs;
  readonly trans: TranslationBundle;
}

export function ReaderNotices(props: IReaderNoticesProps): React.JSX.Element {
  const { notices, trouble } = props;
  return (
    <>
      {notices.map(notice => (
        <Banner key={notice.kind} {...bannerOf(notice, props)} />
      ))}
      {trouble !== null && (
        <Banner icon={warningIcon} look="warn" text={trouble} />
      )}
    </>
  );
}

interface IBannerProps {
  readonly look?: 'warn' | 'quiet';
  readonly icon?: LabIcon;
  readonly text: string;
  readonly action?: string;
  readonly onAct?: () => void;
}

function Banner(props: IBannerProps): React.JSX.Element {
  const { look, icon: Icon, text, action, onAct } = props;
  return (
    <div className={`hp-Banner${look ? ` hp-mod-${look}` : ''}`} role="status">
      {Icon && <Icon.react tag="span" />}
      <span>{text}</span>
      {action && (
        <button type="button" className="hp-Text" onClick={onAct}>
          {action}
        </button>
      )}
    </div>
  );
}

function bannerOf(notice: Notice, props: IReaderNoticesProps): IBannerProps {
  const { mayUpdate, times, acts, trans } = props;
  switch (notice.kind) {
    case 'withdrawn':
      return {
        look: 'warn',
        icon: warningIcon,
        text: notice.removedOn
          ? trans.__(
              'You withdrew this report. It will be removed on %1.',
              times.day(new Date(notice.removedOn))
            )
          : trans.__('You withdrew this report. Nobody else sees it.'),
        action: trans.__('Undo'),
        onAct: acts.undoWithdrawal
      };
    case 'replaced':
      return {
        look: 'warn',
        icon: noticeIcon,
        text: trans.__(
          '“%1” by %2 has taken the place of this report.',
          notice.by.title,
          notice.by.authors.join(', ')
        ),
        action: trans.__('Open it'),
        onAct: () => acts.openReport(notice.by)
      };
    case 'archived':
      return {
        look: 'quiet',
        icon: noticeIcon,
        text: trans.__(
          'This report is archived: it is kept, and marked as old.'
        ),
        ...(mayUpdate && {
          action: trans.__('Bring it back'),
          onAct: acts.bringBack
        })
      };
    case 'older':
      return {
        look: 'quiet',
        icon: historyIcon,
        text: trans.__('Version %1 of %2', notice.shown, notice.newest),
        action: trans.__('Show the newest'),
        onAct: acts.showNewest
      };
    case 'newer':
      return {
        text: trans.__('Version %1 is here.', notice.newest),
        action: trans.__('Show it'),
        onAct: acts.showNewest
      };
    case 'still':
      return {
        look: 'quiet',
        icon: noticeIcon,
        text: trans.__(
          'No script runs in this view: interactive charts stay still or empty.'
        ),
        action: trans.__('Read with scripts'),
        onAct: acts.runScripts
      };
  }
}
