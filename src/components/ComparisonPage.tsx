/**
 * What differs between two versions: a list of the changes, and beside it each of them.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { historyIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { Version } from '../api/types';
import type { ICompared } from '../model/comparison';
import { ComparedCell } from './ComparedCell';
import { entriesOf, gistOf, type IEntry } from './comparedEntries';
import { ComparedFiles, ComparedPackages } from './ComparedLists';
import { ComparedText } from './ComparedText';
import { Switch } from './Switch';
import type { ITimes } from './time';
import { Time } from './time';

export interface IComparisonPageProps {
  readonly compared: ICompared;
  readonly showsCode: boolean;
  /** The change that the keyboard or a click has led to, by its anchor. */
  readonly current: string | null;
  readonly times: ITimes;
  readonly onShowCode: (isShown: boolean) => void;
  readonly onGo: (entry: string) => void;
  readonly onCompare: (before: number, after: number) => void;
  readonly onRestore: (version: number) => void;
  readonly trans: TranslationBundle;
}

const KEYS = { next: 'J', previous: 'K' };
const MOST = 200; // changed cells that are drawn at once; more are asked for

export function ComparisonPage(props: IComparisonPageProps): React.JSX.Element {
  const { compared, current, onGo, showsCode, trans } = props;
  const entries = entriesOf(compared.comparison, showsCode, trans);
  return (
    <>
      <Head {...props} />
      <div className="hp-Comparison-body">
        <nav aria-label={trans.__('Changes')}>
          <h2>
            {entries.length === 0
              ? trans.__('No changes')
              : trans._n('%1 change', '%1 changes', entries.length)}
          </h2>
          <ul>
            {entries.map(entry => (
              <li key={entry.id}>
                <button
                  type="button"
                  aria-current={entry.id === current}
                  title={entry.label}
                  onClick={() => onGo(entry.id)}
                >
                  <Sign kind={entry.kind} trans={trans} />
                  <span>{entry.label}</span>
                </button>
              </li>
            ))}
          </ul>
          {entries.length > 1 && (
            <p className="hp-Comparison-keys">
              <kbd>{KEYS.next}</kbd> {trans.__('next change')}
              <br />
              <kbd>{KEYS.previous}</kbd> {trans.__('previous')}
            </p>
          )}
        </nav>
        <div className="hp-Comparison-main" tabIndex={-1}>
          <Sides {...props} />
          <Changes {...props} />
        </div>
      </div>
    </>
  );
}

function Head(props: IComparisonPageProps): React.JSX.Element {
  const { compared, onRestore, onShowCode, showsCode, trans } = props;
  const { comparison, report } = compared;
  const old = comparison.before.number;
  return (
    <div className="hp-Reader-head">
      <div className="hp-Reader-row">
        <h1 title={report.title}>
          {trans.__('What changed: %1', report.title)}
        </h1>
        <Switch
          label={trans.__('Show code')}
          isOn={showsCode}
          onChange={onShowCode}
        />
        {report.may_update && (
          <>
            <span className="hp-Reader-rule" aria-hidden="true" />
            <button
              type="button"
              className="hp-Button"
              onClick={() => onRestore(old)}
            >
              <historyIcon.react tag="span" />
              <span className="hp-Reader-word">
                {trans.__('Restore version %1…', old)}
              </span>
            </button>
          </>
        )}
      </div>
      <p className="hp-Comparison-gist">{gistOf(comparison, trans)}</p>
    </div>
  );
}

function Sign(props: {
  kind: IEntry['kind'];
  trans: TranslationBundle;
}): React.JSX.Element {
  const { kind, trans } = props;
  const [sign, word] = {
    added: ['+', trans.__('Added:')],
    removed: ['−', trans.__('Removed:')],
    changed: ['±', trans.__('Changed:')]
  }[kind];
  return (
    <>
      <b aria-hidden="true" className={`hp-Comparison-sign hp-mod-${kind}`}>
        {sign}
      </b>
      <span className="hp-Comparison-spoken">{word} </span>
    </>
  );
}

/** Which versions these are; another one can be chosen in its place. */
function Sides(props: IComparisonPageProps): React.JSX.Element {
  const { before, after } = props.compared.comparison;
  const { onCompare, trans } = props;
  return (
    <div className="hp-Comparison-sides">
      <Side
        {...props}
        label={trans.__('The older version')}
        version={before}
        onChoose={number => onCompare(number, after.number)}
        isOffered={number => number !== after.number}
      />
      <Side
        {...props}
        label={trans.__('The newer version')}
        version={after}
        onChoose={number => onCompare(before.number, number)}
        isOffered={number => number !== before.number}
      />
    </div>
  );
}

interface ISideProps extends IComparisonPageProps {
  readonly label: string;
  readonly version: Version;
  readonly isOffered: (number: number) => boolean;
  readonly onChoose: (number: number) => void;
}

function Side(props: ISideProps): React.JSX.Element {
  const { compared, isOffered, label, onChoose, times, trans, version } = props;
  return (
    <div>
      <select
        aria-label={label}
        value={version.number}
        onChange={({ target }) => onChoose(Number(target.value))}
      >
        {compared.versions
          .map(({ number }) => number)
          .filter(isOffered)
          .map(number => (
            <option key={number} value={number}>
              {trans.__('Version %1', number)}
            </option>
          ))}
      </select>
      <small title={version.message}>
        {version.publisher}
        {' · '}
        <Time at={version.published} times={times} />
        {version.message && ` · “${version.message}”`}
      </small>
    </div>
  );
}

function Changes(props: IComparisonPageProps): React.JSX.Element {
  const { compared, showsCode, trans } = props;
  const { comparison } = compared;
  const { cells, complete, files, packages, rest, title } = comparison;
  const [shown, setShown] = React.useState(MOST);
  const isSame =
    cells.length + files.length + packages.length + title.length === 0;
  return (
    <>
      {isSame && (
        <p className="hp-Comparison-note" role="status">
          {trans.__('The two versions show the same.')}
        </p>
      )}
      {title.length > 0 && (
        <section className="hp-Compared" data-entry="title">
          <h3>{trans.__('Title')}</h3>
          <ComparedText pieces={title} />
        </section>
      )}
      {cells.slice(0, shown).map((cell, at) => (
        <React.Fragment key={at}>
          <Skipped count={cell.skipped} trans={trans} />
          <ComparedCell
            at={at}
            cell={cell}
            numbers={[comparison.before.number, comparison.after.number]}
            showsCode={showsCode}
            trans={trans}
          />
        </React.Fragment>
      ))}
      {cells.length > shown && (
        <p className="hp-Comparison-note">
          <button
            type="button"
            className="hp-Text"
            onClick={() => setShown(shown + MOST)}
          >
            {trans._n(
              'Show %1 more changed cell',
              'Show %1 more changed cells',
              cells.length - shown
            )}
          </button>
        </p>
      )}
      <Skipped count={rest} trans={trans} />
      <ComparedPackages packages={packages} trans={trans} />
      <ComparedFiles files={files} trans={trans} />
      {!complete && (
        <p className="hp-Comparison-note">
          {trans.__(
            'Some outputs or texts are too large to be compared in detail.'
          )}
        </p>
      )}
    </>
  );
}

function Skipped(props: {
  count: number;
  trans: TranslationBundle;
}): React.JSX.Element | null {
  const { count, trans } = props;
  return count > 0 ? (
    <p className="hp-Comparison-skip">
      {trans._n('%1 cell is the same', '%1 cells are the same', count)}
    </p>
  ) : null;
}
