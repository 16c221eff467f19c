/**
 * The datasets in the sidebar: it shows the search, and asks only while somebody can see it.
 */
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { Signal } from '@lumino/signaling';
import * as React from 'react';

import { DatasetsClient } from '../api/datasets';
import type { DatasetSummary } from '../api/types';
import { DatasetsPanel, type IDatasetsActs } from '../components/DatasetsPanel';
import { chosenTab } from '../components/KindTabs';
import { QuestionsLine } from '../components/QuestionsLine';
import { Shown } from '../components/Shown';
import { DatasetsModel } from '../model/datasets';
import { datasetLinkOf } from '../model/link';
import { troubleOf } from '../model/trouble';
import { WaitingQuestions } from '../model/waiting';
import type { IReportsViewOptions } from './reportsView';
import { timesNow } from './times';

import '../../style/datasets-panel.css';

export type IDatasetsViewOptions = Pick<
  IReportsViewOptions,
  'currentChanged' | 'library' | 'onKind' | 'openDataset' | 'outside' | 'trans'
>;

const MINUTE = 60_000;

export class DatasetsView extends ReactWidget {
  constructor(private _options: IDatasetsViewOptions) {
    super();
    const { currentChanged, library } = _options;
    const client = new DatasetsClient(library.client);
    this.addClass('hp-Panel-view');
    this._model = new DatasetsModel(client);
    this._questions = new WaitingQuestions(client);
    [this._model, this._questions].forEach(({ changed }) =>
      changed.connect(() => this._changed.emit(), this)
    );
    library.changed.connect(this._onNews, this);
    currentChanged?.connect(() => this._changed.emit(), this);
    this._acts = this._makeActs();
  }

  /** Put the cursor into the search box. */
  focusSearch(): void {
    this._give(this.node.querySelector('input'), 'input');
  }

  /** Give the keyboard to the tab that says what is listed. */
  focusKind(): void {
    this._give(chosenTab(this.node), 'tab');
  }

  dispose(): void {
    if (!this.isDisposed) {
      clearInterval(this._clock);
      Signal.disconnectReceiver(this);
      this._model.dispose();
      this._questions.dispose();
      Signal.clearData(this);
      super.dispose();
    }
  }

  protected onAfterShow(msg: Message): void {
    super.onAfterShow(msg);
    this._watch(true);
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this._watch(this.isVisible);
  }

  protected onAfterHide(msg: Message): void {
    super.onAfterHide(msg);
    this._watch(false);
  }

  protected render(): React.JSX.Element {
    return (
      <>
        <UseSignal signal={this._changed}>
          {() => this._renderPanel()}
        </UseSignal>
        <Shown onShown={this._onShown} />
      </>
    );
  }

  private _renderPanel(): React.JSX.Element {
    const { openDataset, outside, trans } = this._options;
    const { search, state } = this._model;
    return (
      <DatasetsPanel
        state={state}
        words={search.words}
        mine={search.mine}
        openId={openDataset()}
        times={timesNow(trans)}
        acts={this._acts}
        hrefOf={this._hrefOf}
        explain={({ refusal }) => troubleOf(refusal, trans)}
        foot={
          <QuestionsLine
            questions={this._questions.questions}
            onLook={dataset => outside().openDataset(dataset, 'questions')}
            trans={trans}
          />
        }
        trans={trans}
      />
    );
  }

  private _makeActs(): IDatasetsActs {
    const { onKind, outside } = this._options;
    const model = this._model;
    return {
      list: onKind,
      type: words => model.type(words),
      choose: mine => model.choose(mine),
      load: () => void model.load(),
      more: () => void model.more(),
      open: ({ id, name }) => outside().openDataset({ id, name }),
      copy: text => outside().copy(text),
      leave: () => outside().leave()
    };
  }

  /** At once, or when it is on the screen. */
  private _give(node: HTMLElement | null, wanted: 'input' | 'tab'): void {
    this._wanted = node ? null : wanted;
    node?.focus();
  }

  private _onShown = (): void => {
    if (this._wanted === 'input') {
      this.focusSearch();
    } else if (this._wanted === 'tab') {
      this.focusKind();
    }
  };

  private _onNews(): void {
    this._model.notice();
    if (this.isVisible) {
      void this._questions.look();
    }
  }

  private _watch(isVisible: boolean): void {
    this._model.isVisible = isVisible;
    clearInterval(this._clock);
    if (isVisible) {
      this._tick();
      this._clock = setInterval(() => this._tick(), MINUTE);
    }
  }

  private _tick(): void {
    void this._questions.look();
    this._changed.emit();
  }

  private _hrefOf = ({ id, writer }: DatasetSummary): string =>
    datasetLinkOf(this._options.library.client.base, id, writer);

  private _model: DatasetsModel;
  private _questions: WaitingQuestions;
  private _acts: IDatasetsActs;
  private _wanted: 'input' | 'tab' | null = null;
  private _clock: ReturnType<typeof setInterval> | undefined;
  private _changed = new Signal<this, void>(this);
}
