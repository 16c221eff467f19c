/**
 * The quiet line under a report's title: who, which version, when, how it ran, what came with it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { caretDownEmptyIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import { publishedIcon } from '../icons';
import type { HistoryState, IPair } from '../model/history';
import type { IReading } from '../model/reader';
import type { ITrouble } from '../model/trouble';
import { AudienceMark } from './AudienceMark';
import { contentsOf, evidenceOf } from './evidence';
import { readText } from './likeness';
import { Popup } from './Popup';
import { Tags } from './Tags';
import type { ITimes } from './time';
import { Time } from './time';
import { VersionContents } from './VersionContents';
import type { IVersionMenuActs } from './VersionMenu';
import { VersionMenu } from './VersionMenu';

/** What hangs open under the header. */
export type OpenPopup = 'versions' | 'contents' | null;

export interface IReaderMetaActs extends IVersionMenuActs {
  readonly popup: (which: OpenPopup) => void;
  readonly tag: (tag: string) => void;
  readonly author: (name: string) => void;
}

export interface IReaderMetaProps {
  readonly reading: IReading;
  readonly history: HistoryState;
  /** What *Compare two versions* begins with, or null where there are no two. */
  readonly pair: IPair | null;
  readonly mayRestore: boolean;
  readonly popup: OpenPopup;
  readonly times: ITimes;
  readonly explain: (error: unknown) => ITrouble;
  readonly fileUrl: (path: string) => string;
  readonly environmentUrl: (name: string) => string;
  readonly acts: IReaderMetaActs;
  readonly trans: TranslationBundle;
}

const TAGS = 4; // shown; the rest is counted

export function ReaderMeta(props: IReaderMetaProps): React.JSX.Element {
  const { reading, times, acts, trans } = props;
  const { report, version } = reading;
  return (
    <div className="hp-Reader-meta">
      <Authors names={report.authors} onAuthor={acts.author} trans={trans} />
      <Dot />
      <Versions {...props} />
      <Dot />
      <Time at={version.published} times={times} />
      {report.audience !== 'everyone' && (
        <>
          <Dot />
          <AudienceMark className="hp-Badge" report={report} trans={trans} />
        </>
      )}
      {version.ran && (
        <>
          <Dot />
          <span className="hp-Badge" title={evidenceOf(version.ran, trans)}>
            <publishedIcon.react tag="span" />
            {trans.__('Ran clean')}
          </span>
        </>
      )}
      {version.erased === null && <Contents {...props} />}
      {report.views > 0 && (
        <>
          <Dot />
          <span
            className="hp-Reader-views"
            title={trans.__(
              'Each reader is counted once a day, and its authors never'
            )}
          >
            {readText(report.views, trans)}
          </span>
        </>
      )}
      <span className="hp-Reader-gap" />
      <Tags
        tags={report.tags}
        shown={Math.min(TAGS, report.tags.length)}
        onTag={acts.tag}
        isTabStop
        trans={trans}
      />
    </div>
  );
}

function Dot(): React.JSX.Element {
  return (
    <span className="hp-Reader-dot" aria-hidden="true">
      ·
    </span>
  );
}

interface IAuthorsProps {
  readonly names: readonly string[];
  readonly onAuthor: (name: string) => void;
  readonly trans: TranslationBundle;
}

function Authors(props: IAuthorsProps): React.JSX.Element {
  const { names, onAuthor, trans } = props;
  return (
    <span className="hp-Reader-authors" title={names.join(', ')}>
      {names.map((name, index) => (
        <React.Fragment key={name}>
          {index > 0 && ', '}
          <button
            type="button"
            className="hp-Author"
            title={trans.__('Show reports by %1', name)}
            onClick={() => onAuthor(name)}
          >
            {name}
          </button>
        </React.Fragment>
      ))}
    </span>
  );
}

/** Which version is shown; a press lists them all. */
function Versions(props: IReaderMetaProps): React.JSX.Element {
  const { reading, popup, acts, trans } = props;
  const { number } = reading.version;
  const button = React.useRef<HTMLButtonElement>(null);
  const isOpen = popup === 'versions';
  return (
    <>
      <button
        type="button"
        className="hp-Opener hp-mod-plain"
        aria-expanded={isOpen}
        aria-haspopup="dialog"
        title={trans.__('All versions of this report')}
        onClick={() => acts.popup(isOpen ? null : 'versions')}
        ref={button}
      >
        {trans.__('Version %1', number)}
        <caretDownEmptyIcon.react tag="span" />
      </button>
      {isOpen && (
        <Popup
          anchor={button}
          className="hp-Versions"
          label={trans.__('Versions')}
          onClose={() => acts.popup(null)}
        >
          <VersionMenu {...props} shown={number} />
        </Popup>
      )}
    </>
  );
}

/** What came with the version; a press lists it. */
function Contents(props: IReaderMetaProps): React.JSX.Element | null {
  const { reading, popup, acts, trans } = props;
  const button = React.useRef<HTMLButtonElement>(null);
  const text = contentsOf(reading.version, trans);
  const isOpen = popup === 'contents';
  if (!text) {
    return null;
  }
  return (
    <>
      <Dot />
      <button
        type="button"
        className="hp-Opener hp-mod-contents"
        aria-expanded={isOpen}
        aria-haspopup="dialog"
        title={trans.__('Files and environment of this version')}
        onClick={() => acts.popup(isOpen ? null : 'contents')}
        ref={button}
      >
        <span>{text}</span>
        <caretDownEmptyIcon.react tag="span" />
      </button>
      {isOpen && (
        <Popup
          anchor={button}
          className="hp-Contents"
          label={trans.__('Files and environment')}
          onClose={() => acts.popup(null)}
        >
          <VersionContents {...props} version={reading.version} />
        </Popup>
      )}
    </>
  );
}
