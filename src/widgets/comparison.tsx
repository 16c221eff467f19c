/**
 * The tab in which two versions of a report are compared.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { type ISignal, Signal } from '@lumino/signaling';
import * as React from 'react';

import { ComparisonPage } from '../components/ComparisonPage';
import { Failure } from '../components/Failure';
import { compareIcon } from '../icons';
import type { ComparisonModel, ICompared } from '../model/comparison';
import { tabLabel } from '../components/shortened';
import { troubleOf } from '../model/trouble';
import { timesNow } from './times';

import '../../style/comparison.css';
import '../../style/reader.css';

export interface IComparisonViewOptions {
  readonly model: ComparisonModel;
  /** What the tab is called until the versions are there. */
  readonly title: string;
  readonly copy: (text: string) => void;
  readonly restore: (version: number) => void;
  readonly trans: TranslationBundle;
}

export class ComparisonView extends ReactWidget {
  constructor(private _options: IComparisonViewOptions) {
    super();
    const { model, title } = _options;
    this.addClass('hp-Reader');
    this.addClass('hp-Comparison');
    this.node.tabIndex = -1;
    this.title.icon = compareIcon;
    this.title.label = tabLabel(title);
    model.stateChanged.connect(this._onState, this);
  }

  /** Emitted when what a reload would need is another. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get model(): ComparisonModel {
    return this._options.model;
  }

  dispose(): void {
    if (!this.isDisposed) {
      this._options.model.dispose();
      Signal.clearData(this);
      super.dispose();
    }
  }

  /** J and K go from change to change, as in other tools that compare. */
  handleEvent(event: KeyboardEvent): void {
    const isTyping = (event.target as Element).closest('select, input');
    const isChord = event.ctrlKey || event.metaKey || event.altKey;
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (step && !isTyping && !isChord) {
      event.preventDefault();
      event.stopPropagation();
      this._step(step);
    }
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this.node.addEventListener('keydown', this);
  }

  protected onBeforeDetach(msg: Message): void {
    this.node.removeEventListener('keydown', this);
    super.onBeforeDetach(msg);
  }

  protected onActivateRequest(msg: Message): void {
    super.onActivateRequest(msg);
    this.node.focus();
  }

  protected render(): React.JSX.Element | null {
    const { copy, model, trans } = this._options;
    const { state } = model;
    switch (state.kind) {
      case 'loading':
        return (
          <p className="hp-Comparison-loading" role="status">
            {trans.__('Comparing the versions…')}
          </p>
        );
      case 'failed':
        return (
          <Failure
            trouble={troubleOf(state.refusal, trans)}
            onCopy={copy}
            onRetry={() => void model.again()}
            trans={trans}
          />
        );
      case 'ready':
        return this._renderPage(state);
    }
  }

  private _renderPage(compared: ICompared): React.JSX.Element {
    const { model, restore, trans } = this._options;
    return (
      <ComparisonPage
        compared={compared}
        current={this._current}
        key={model.pair.join(' ')}
        onCompare={(before, after) => void model.compare(before, after)}
        onGo={entry => this._go(entry)}
        onRestore={restore}
        onShowCode={isShown => {
          this._showsCode = isShown;
          this.update();
        }}
        showsCode={this._showsCode}
        times={timesNow(trans)}
        trans={trans}
      />
    );
  }

  private _onState(): void {
    const { model, trans } = this._options;
    const { state } = model;
    this._current = null;
    if (state.kind === 'ready') {
      const [before, after] = model.pair;
      const { title } = state.report;
      const label = trans.__('Version %1 and %2: %3', before, after, title);
      this.title.label = tabLabel(label);
      this.title.caption = label;
    }
    this.update();
    this._changed.emit();
  }

  private _step(by: number): void {
    const entries = this._entries();
    const at = entries.findIndex(
      ({ dataset }) => dataset.entry === this._current
    );
    const next = entries[at < 0 && by < 0 ? entries.length - 1 : at + by];
    if (next?.dataset.entry) {
      this._go(next.dataset.entry);
    }
  }

  private _go(entry: string): void {
    this._current = entry;
    this._entries()
      .find(({ dataset }) => dataset.entry === entry)
      ?.scrollIntoView({ block: 'start' });
    this.update();
  }

  private _entries(): HTMLElement[] {
    return [...this.node.querySelectorAll<HTMLElement>('[data-entry]')];
  }

  private _changed = new Signal<this, void>(this);
  private _current: string | null = null;
  private _showsCode = true;
}
