/**
 * The tab in which a report is read: a header over the shell that frames the page.
 */
import { Printing } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { Panel } from '@lumino/widgets';
import * as React from 'react';

import { Failure } from '../components/Failure';
import type { IReaderActs } from '../components/ReaderHeader';
import { ReaderHeader } from '../components/ReaderHeader';
import { ReportMissing } from '../components/ReportMissing';
import { reportIcon } from '../icons';
import type { FromShell } from '../model/messages';
import type { ReaderModel } from '../model/reader';
import { troubleOf } from '../model/trouble';
import { ShellFrame } from './shellFrame';
import { timesNow } from './times';

import '../../style/reader.css';

export interface IReaderOptions {
  readonly model: ReaderModel;
  /** The address under which all routes lie, ending in a slash. */
  readonly base: string;
  /** What the tab is called until the report is there. */
  readonly title: string;
  readonly acts: {
    readonly copyLink: (id: string) => void;
    readonly copy: (text: string) => void;
    readonly openNotebook: (id: string, version: number) => void;
    readonly openReport: (id: string) => void;
    readonly search: (filter: { tag: string } | { author: string }) => void;
  };
  readonly trans: TranslationBundle;
}

const MINUTE = 60_000;

export class ReportReader extends Panel implements Printing.IPrintable {
  constructor(private _options: IReaderOptions) {
    super();
    const { model, title, trans } = _options;
    this.addClass('hp-Reader');
    this.title.icon = reportIcon;
    this.title.label = title;
    this._frame = new ShellFrame(trans.__('Report'));
    const head = ReactWidget.create(
      <UseSignal signal={this._changed}>{() => this._renderHead()}</UseSignal>
    );
    head.addClass('hp-Reader-top');
    this.addWidget(head);
    this.addWidget(this._frame);
    this._frame.heard.connect(this._onHeard, this);
    model.stateChanged.connect(this._onState, this);
    this._onState();
  }

  /** Emitted when what a reload would need is another. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get model(): ReaderModel {
    return this._options.model;
  }

  /** Show that place of the page, at once or when it is there. */
  jump(fragment: string): void {
    const { state } = this._options.model;
    if (state.kind === 'reading' && state.code !== null) {
      this._frame.say({ type: 'jump', fragment });
    } else {
      this._fragment = fragment;
    }
  }

  /** What JupyterLab's own command prints; the page opens the browser's dialog when it is ready. */
  [Printing.symbol](): Printing.OptionalAsyncThunk {
    const { state } = this._options.model;
    return state.kind === 'reading' && state.code !== null
      ? async () => this._frame.say({ type: 'print' })
      : null;
  }

  /** The theme of JupyterLab has changed. */
  retheme(): void {
    this._frame.say({ type: 'theme', theme: theme() });
  }

  dispose(): void {
    clearInterval(this._clock);
    this._options.model.dispose();
    Signal.clearData(this);
    super.dispose();
  }

  protected onAfterShow(msg: Message): void {
    super.onAfterShow(msg);
    this._watch(true);
  }

  protected onAfterHide(msg: Message): void {
    super.onAfterHide(msg);
    this._watch(false);
  }

  private _watch(isVisible: boolean): void {
    clearInterval(this._clock);
    if (isVisible) {
      this._changed.emit();
      this._clock = setInterval(() => this._changed.emit(), MINUTE);
    }
  }

  private _onState(): void {
    const { state, id } = this._options.model;
    if (state.kind === 'reading') {
      const { report, version } = state;
      this.title.label = version.title;
      this.title.caption = `${version.title}\n${report.authors.join(', ')}`;
      this._frame.open(this._urlOf(id, version.number));
    }
    this._frame.setHidden(state.kind !== 'reading');
    this._changed.emit();
  }

  private _urlOf(id: string, version: number): string {
    const query = new URLSearchParams({ in: 'lab', theme: theme() });
    const hash = this._fragment ? `#${encodeURIComponent(this._fragment)}` : '';
    return `${this._options.base}read/${id}/${version}?${query}${hash}`;
  }

  private _onHeard(_: ShellFrame, message: FromShell): void {
    const { model, acts } = this._options;
    if (message.type === 'report') {
      acts.openReport(message.id);
      return;
    }
    if (message.type === 'ready') {
      // Both may have changed while the page was on its way.
      this.retheme();
      if (this._fragment) {
        this._frame.say({ type: 'jump', fragment: this._fragment });
        this._fragment = '';
      }
    }
    model.hear(message);
  }

  private _renderHead(): JSX.Element | null {
    const { model, acts, trans } = this._options;
    const { state } = model;
    switch (state.kind) {
      case 'loading':
        return null;
      case 'missing':
        return <ReportMissing trans={trans} />;
      case 'failed':
        return (
          <Failure
            trouble={troubleOf(state.refusal, trans)}
            onRetry={() => void model.show(model.pinned)}
            onCopy={acts.copy}
            trans={trans}
          />
        );
      case 'reading':
        return (
          <ReaderHeader
            reading={state}
            newer={model.newer}
            times={timesNow(trans)}
            acts={this._acts(state.version.number)}
            trans={trans}
          />
        );
    }
  }

  private _acts(version: number): IReaderActs {
    const { model, acts } = this._options;
    return {
      showCode: shown => {
        this._frame.say({ type: 'code', shown });
        model.hear({ type: 'code', shown });
      },
      copyLink: () => acts.copyLink(model.id),
      openNotebook: () => acts.openNotebook(model.id, version),
      showNewest: () => void model.show(null),
      tag: tag => acts.search({ tag }),
      author: author => acts.search({ author })
    };
  }

  private _frame: ShellFrame;
  private _fragment = '';
  private _clock: ReturnType<typeof setInterval> | undefined;
  private _changed = new Signal<this, void>(this);
}

function theme(): 'light' | 'dark' {
  return document.body.dataset.jpThemeLight === 'false' ? 'dark' : 'light';
}
