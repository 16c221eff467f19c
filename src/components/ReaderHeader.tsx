/**
 * Two quiet rows above a page: what it is, and what can be done with it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { permanentLinkIcon, readOnlyNotebookIcon, warningIcon } from '../icons';
import type { IReading } from '../model/reader';
import { Switch } from './Switch';
import { Tags } from './Tags';
import type { ITimes } from './time';
import { Time } from './time';

export interface IReaderActs {
  readonly showCode: (isShown: boolean) => void;
  readonly copyLink: () => void;
  readonly openNotebook: () => void;
  readonly showNewest: () => void;
  readonly tag: (tag: string) => void;
  readonly author: (name: string) => void;
}

export interface IReaderHeaderProps {
  readonly reading: IReading;
  /** The number of a newer version, or null. */
  readonly newer: number | null;
  readonly times: ITimes;
  readonly acts: IReaderActs;
  readonly trans: TranslationBundle;
}

const TAGS = 4; // shown; the rest is counted

export function ReaderHeader(props: IReaderHeaderProps): JSX.Element {
  const { reading, newer, acts, trans } = props;
  const { version, code, trouble } = reading;
  return (
    <>
      <header className="hp-Reader-head">
        <div className="hp-Reader-row">
          <h1 title={version.title}>{version.title}</h1>
          <Switch
            label={trans.__('Show code')}
            isOn={code}
            onChange={acts.showCode}
          />
          <span className="hp-Reader-rule" aria-hidden="true" />
          <button
            type="button"
            className="hp-Button hp-mod-plain"
            title={trans.__('Copy the permanent link')}
            aria-label={trans.__('Copy link')}
            onClick={acts.copyLink}
          >
            <permanentLinkIcon.react tag="span" />
            <span className="hp-Reader-word">{trans.__('Copy link')}</span>
          </button>
          <button
            type="button"
            className="hp-Button"
            title={trans.__('Open this version as a notebook, read-only')}
            aria-label={trans.__('Open as notebook')}
            onClick={acts.openNotebook}
          >
            <readOnlyNotebookIcon.react tag="span" />
            <span className="hp-Reader-word">
              {trans.__('Open as notebook')}
            </span>
          </button>
        </div>
        <Meta {...props} />
      </header>
      {newer !== null && (
        <div className="hp-Banner" role="status">
          <span>{trans.__('Version %1 is here.', newer)}</span>
          <button type="button" className="hp-Text" onClick={acts.showNewest}>
            {trans.__('Show it')}
          </button>
        </div>
      )}
      {trouble !== null && (
        <div className="hp-Banner hp-mod-warn" role="status">
          <warningIcon.react tag="span" />
          <span>{trouble}</span>
        </div>
      )}
    </>
  );
}

function Meta(props: IReaderHeaderProps): JSX.Element {
  const { reading, times, acts, trans } = props;
  const { report, version } = reading;
  const dot = (
    <span className="hp-Reader-dot" aria-hidden="true">
      ·
    </span>
  );
  return (
    <div className="hp-Reader-meta">
      <span className="hp-Reader-authors" title={report.authors.join(', ')}>
        {report.authors.map((name, index) => (
          <React.Fragment key={name}>
            {index > 0 && ', '}
            <button
              type="button"
              className="hp-Author"
              title={trans.__('Show reports by %1', name)}
              onClick={() => acts.author(name)}
            >
              {name}
            </button>
          </React.Fragment>
        ))}
      </span>
      {dot}
      <span className="hp-Reader-version">
        {trans.__('Version %1', version.number)}
      </span>
      {dot}
      <Time at={version.published} times={times} />
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
