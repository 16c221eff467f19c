/**
 * The panel's other kind: a search box over the tables that reports write.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon, searchIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { DatasetSummary } from '../api/types';
import type { DatasetsState, IListedDatasets } from '../model/datasets';
import type { IFault } from '../model/search';
import type { ITrouble } from '../model/trouble';
import type { IDatasetListHandle } from './DatasetList';
import { DatasetList } from './DatasetList';
import { countOfDatasets } from './datasetTexts';
import { Failure } from './Failure';
import type { Kind } from './KindTabs';
import { NoDatasets } from './NoDatasets';
import { Outdated } from './Outdated';
import { PanelHead } from './PanelHead';
import { Skeletons } from './Skeletons';
import { Spoken } from './Spoken';
import type { ITimes } from './time';

/** What the panel can ask for. */
export interface IDatasetsActs {
  readonly list: (kind: Kind) => void;
  readonly type: (words: string) => void;
  /** All of them, or one's own. */
  readonly choose: (mine: boolean) => void;
  readonly load: () => void;
  readonly more: () => void;
  readonly open: (dataset: DatasetSummary) => void;
  readonly copy: (text: string) => void;
  /** Give the keyboard back to the main area. */
  readonly leave: () => void;
}

export interface IDatasetsPanelProps {
  readonly state: DatasetsState;
  readonly words: string;
  readonly mine: boolean;
  /** The dataset that the main area shows, or null. */
  readonly openId: string | null;
  readonly times: ITimes;
  readonly acts: IDatasetsActs;
  readonly hrefOf: (dataset: DatasetSummary) => string;
  readonly explain: (fault: IFault) => ITrouble;
  /** What stands below the list. */
  readonly foot?: React.ReactNode;
  readonly trans: TranslationBundle;
}

export function DatasetsPanel(props: IDatasetsPanelProps): React.JSX.Element {
  const { state, acts, trans } = props;
  const box = React.useRef<HTMLInputElement>(null);
  const list = React.useRef<IDatasetListHandle>(null);
  const toBox = () => {
    box.current?.focus();
    box.current?.select();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const isTyping = event.target instanceof HTMLInputElement;
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      toBox();
    }
  };
  return (
    // To be focused by the mouse anywhere: keys are for whoever has pressed in here.
    <div className="hp-Panel-body" tabIndex={-1} onKeyDown={onKeyDown}>
      <PanelHead
        kind="datasets"
        onKind={acts.list}
        onGallery={null}
        onMenu={null}
        trans={trans}
      />
      <Box {...props} ref={box} onDown={() => list.current?.focus()} />
      <Scopes {...props} />
      {state.kind === 'loading' && state.late && <Skeletons />}
      {state.kind === 'failed' && (
        <Failure
          trouble={props.explain(state.fault)}
          onRetry={acts.load}
          onCopy={acts.copy}
          trans={trans}
        />
      )}
      {state.kind === 'listed' && (
        <Listed {...props} listed={state} listRef={list} toBox={toBox} />
      )}
      {props.foot}
      <Spoken
        text={
          state.kind === 'listed' ? countOfDatasets(state.total, trans) : ''
        }
      />
    </div>
  );
}

interface IBoxProps extends IDatasetsPanelProps {
  readonly onDown: () => void;
}

const Box = React.forwardRef<HTMLInputElement, IBoxProps>(
  function Box(props, ref): React.JSX.Element {
    const { words, acts, onDown, trans } = props;
    const label = trans.__('Search datasets');
    const onKeyDown = (event: React.KeyboardEvent): void => {
      const act = {
        ArrowDown: onDown,
        Enter: acts.load,
        Escape: words ? () => acts.type('') : acts.leave
      }[event.key];
      if (act && !event.nativeEvent.isComposing) {
        event.preventDefault();
        act();
      }
    };
    return (
      <div className="hp-Search">
        <label>
          <searchIcon.react tag="span" className="hp-Search-icon" />
          <input
            ref={ref}
            type="text"
            value={words}
            placeholder={label}
            aria-label={label}
            aria-keyshortcuts="/"
            autoComplete="off"
            spellCheck={false}
            onChange={event => acts.type(event.target.value)}
            onKeyDown={onKeyDown}
          />
        </label>
        {words ? (
          <button
            type="button"
            className="hp-Icon"
            title={trans.__('Clear the search')}
            onClick={() => acts.type('')}
          >
            <closeIcon.react tag="span" />
          </button>
        ) : (
          <kbd className="hp-Key" aria-hidden="true">
            /
          </kbd>
        )}
      </div>
    );
  }
);

/** Whose: everybody's, or those that one's own reports write. */
function Scopes(props: IDatasetsPanelProps): React.JSX.Element {
  const { acts, mine, state, trans } = props;
  const scopes: readonly (readonly [boolean, string])[] = [
    [false, trans.__('All')],
    [true, trans.__('Mine')]
  ];
  return (
    <div className="hp-Line">
      <div
        className="hp-Scopes"
        role="group"
        aria-label={trans.__('Whose datasets')}
      >
        {scopes.map(([isMine, name]) => (
          <button
            key={name}
            type="button"
            className="hp-Scope"
            aria-pressed={mine === isMine}
            data-text={name}
            onClick={() => acts.choose(isMine)}
          >
            {name}
          </button>
        ))}
      </div>
      {state.kind === 'listed' && state.datasets.length > 0 && (
        <span className="hp-Line-count">
          {countOfDatasets(state.total, trans)}
        </span>
      )}
    </div>
  );
}

interface IListedProps extends IDatasetsPanelProps {
  readonly listed: IListedDatasets;
  readonly listRef: React.RefObject<IDatasetListHandle>;
  readonly toBox: () => void;
}

function Listed(props: IListedProps): React.JSX.Element {
  const { listed, acts, listRef, toBox, words, trans } = props;
  const { datasets, fault, search } = listed;
  return (
    <>
      {fault && (
        <Outdated
          since={fault.since}
          trouble={props.explain(fault)}
          onRetry={acts.load}
          trans={trans}
        />
      )}
      {datasets.length === 0 ? (
        <NoDatasets
          words={search.words.trim()}
          mine={search.mine}
          onClear={() => acts.type('')}
          trans={trans}
        />
      ) : (
        <DatasetList
          ref={listRef}
          datasets={datasets}
          total={listed.total}
          openId={props.openId}
          more={listed.more}
          hasMore={listed.next !== null}
          times={props.times}
          hrefOf={props.hrefOf}
          onOpen={acts.open}
          onMore={acts.more}
          onUp={toBox}
          onEscape={words ? () => acts.type('') : acts.leave}
          trans={trans}
        />
      )}
    </>
  );
}
