/**
 * All versions of a report in a list: each opens, and each can be compared with the one that is shown.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { checkIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { Version } from '../api/types';
import type { HistoryState, IPair } from '../model/history';
import type { ITrouble } from '../model/trouble';
import { evidenceOf } from './evidence';
import type { ITimes } from './time';
import { Time } from './time';

export interface IVersionMenuActs {
  readonly showVersion: (version: number) => void;
  readonly compare: (one: number, other: number) => void;
  /** Ask which old version is to be the newest. */
  readonly restore: () => void;
  readonly loadVersions: () => void;
}

export interface IVersionMenuProps {
  readonly history: HistoryState;
  /** The number of the version that the tab shows. */
  readonly shown: number;
  /** What *Compare two versions* begins with, or null where there are no two. */
  readonly pair: IPair | null;
  readonly mayRestore: boolean;
  readonly times: ITimes;
  readonly explain: (error: unknown) => ITrouble;
  readonly acts: IVersionMenuActs;
  readonly trans: TranslationBundle;
}

export function VersionMenu(props: IVersionMenuProps): React.JSX.Element {
  const { history, pair, mayRestore, acts, trans } = props;
  return (
    <>
      {history.kind === 'loading' && (
        <p className="hp-Versions-note" role="status">
          {trans.__('Loading versions…')}
        </p>
      )}
      {history.kind === 'failed' && (
        <p className="hp-Versions-note" role="alert">
          {props.explain(history.refusal).message}{' '}
          <button type="button" className="hp-Text" onClick={acts.loadVersions}>
            {trans.__('Try again')}
          </button>
        </p>
      )}
      {history.kind === 'listed' && (
        <Rows {...props} versions={history.versions} />
      )}
      {(pair || mayRestore) && (
        <div className="hp-Versions-foot">
          {pair && (
            <button
              type="button"
              className="hp-Text"
              onClick={() => acts.compare(pair.before, pair.after)}
            >
              {trans.__('Compare two versions')}
            </button>
          )}
          {mayRestore && (
            <button type="button" className="hp-Text" onClick={acts.restore}>
              {trans.__('Restore an old version…')}
            </button>
          )}
        </div>
      )}
    </>
  );
}

interface IRowsProps extends IVersionMenuProps {
  readonly versions: readonly Version[];
}

function Rows(props: IRowsProps): React.JSX.Element {
  const { versions, shown } = props;
  const list = React.useRef<HTMLUListElement>(null);
  React.useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>(
      '[aria-current="true"]'
    );
    current?.scrollIntoView?.({ block: 'nearest' });
    current?.focus({ preventScroll: true });
  }, []);
  const isShownKept = versions.some(
    ({ number, erased }) => number === shown && erased === null
  );
  return (
    <ul
      className="hp-Versions-list"
      ref={list}
      onKeyDown={event => step(event, list.current)}
    >
      {versions.map(version => (
        <Row
          {...props}
          key={version.number}
          version={version}
          canCompare={
            isShownKept && version.erased === null && version.number !== shown
          }
        />
      ))}
    </ul>
  );
}

interface IRowProps extends IVersionMenuProps {
  readonly version: Version;
  readonly canCompare: boolean;
}

function Row(props: IRowProps): React.JSX.Element {
  const { version, canCompare, shown, acts, trans } = props;
  const { number, erased } = version;
  const isShown = number === shown;
  const name = isShown
    ? trans.__('Version %1, shown', number)
    : trans.__('Version %1', number);
  return (
    <li className={`hp-Versions-row${erased ? ' hp-mod-erased' : ''}`}>
      <button
        type="button"
        className="hp-Versions-open"
        aria-current={isShown}
        onClick={() => acts.showVersion(number)}
      >
        <span className="hp-Versions-check">
          {isShown && <checkIcon.react tag="span" />}
        </span>
        <b>{name}</b>
        <Facts {...props} />
      </button>
      {canCompare && (
        <button
          type="button"
          className="hp-Text hp-Versions-compare"
          aria-label={trans.__('Compare version %1', number)}
          title={trans.__('Compare with version %1', shown)}
          onClick={() => acts.compare(number, shown)}
        >
          {trans.__('Compare')}
        </button>
      )}
    </li>
  );
}

/** Who, when, what is known of it, and at last what may be long. */
function Facts({ version, times, trans }: IRowProps): React.JSX.Element {
  const { erased, message, ran, restores } = version;
  return (
    <small className="hp-Versions-facts" title={message}>
      {version.publisher}
      {' · '}
      <Time at={version.published} times={times} />
      {ran && (
        <>
          {' · '}
          <span title={evidenceOf(ran, trans)}>{trans.__('ran clean')}</span>
        </>
      )}
      {restores !== null && (
        <> · {trans.__('restored from version %1', restores)}</>
      )}
      {erased !== null && (
        <>
          {' · '}
          <span title={times.exactly(new Date(erased))}>
            {trans.__('erased')}
          </span>
        </>
      )}
      {message && (
        <>
          {' · '}
          <span className="hp-Versions-message">{message}</span>
        </>
      )}
    </small>
  );
}

/** Arrows go from version to version; Tab reaches what stands beside them. */
function step(event: React.KeyboardEvent, list: HTMLElement | null): void {
  const rows = [
    ...(list?.querySelectorAll<HTMLElement>('.hp-Versions-open') ?? [])
  ];
  const row = (event.target as Element).closest('.hp-Versions-row');
  const at = rows.findIndex(one => row?.contains(one));
  const to: { [key: string]: HTMLElement | undefined } = {
    ArrowDown: rows[at + 1],
    ArrowUp: rows[at - 1],
    Home: rows[0],
    End: rows[rows.length - 1]
  };
  if (event.key in to) {
    event.preventDefault();
    to[event.key]?.focus();
  }
}
