/**
 * The tab in which a report is read: a header over the shell that frames the page.
 */
import { Printing } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { Message } from '@lumino/messaging';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { Panel } from '@lumino/widgets';
import * as React from 'react';

import { ErasedVersion } from '../components/ErasedVersion';
import { contentsOf } from '../components/evidence';
import { Failure } from '../components/Failure';
import type { IReaderActs } from '../components/ReaderHeader';
import { ReaderHeader } from '../components/ReaderHeader';
import type { OpenPopup } from '../components/ReaderMeta';
import { ReportMissing } from '../components/ReportMissing';
import { reportIcon } from '../icons';
import { Asking } from '../model/asking';
import { comparable, pairOf, restorable } from '../model/history';
import type { FromShell } from '../model/messages';
import type { IReading, ReaderModel } from '../model/reader';
import { datasetsOf, isErased, titleOf } from '../model/reader';
import { tabLabel } from '../components/shortened';
import { troubleOf } from '../model/trouble';
import type { ILibraryClient, IStarred } from '../tokens';
import { CommandIds } from '../tokens';
import { ReaderMenu } from './readerMenu';
import { RelatedFoot } from './relatedFoot';
import { ShellFrame } from './shellFrame';
import { themeNow } from './theme';
import { timesNow } from './times';

import '../../style/reader.css';

export interface IReaderOptions {
  readonly model: ReaderModel;
  readonly client: Pick<
    ILibraryClient,
    | 'base'
    | 'askForAccess'
    | 'attachmentUrl'
    | 'bundleUrl'
    | 'environmentUrl'
    | 'me'
  >;
  /** What the tab is called until the report is there. */
  readonly title: string;
  readonly copy: (text: string) => void;
  /** Star a report that stands so now, or take the star away. */
  readonly star: (report: IStarred, isStarred: boolean) => void;
  readonly commands: Pick<CommandRegistry, 'execute' | 'hasCommand'>;
  readonly trans: TranslationBundle;
}

const MINUTE = 60_000;

export class ReportReader extends Panel implements Printing.IPrintable {
  constructor(private _options: IReaderOptions) {
    super();
    const { model, title, trans } = _options;
    this.addClass('hp-Reader');
    this.title.icon = reportIcon;
    this.title.label = tabLabel(title);
    this._frame = new ShellFrame(trans.__('Report'));
    this._asking = new Asking(_options.client, model.id, trans);
    this._asking.changed.connect(() => this._changed.emit(), this);
    const head = ReactWidget.create(
      <UseSignal signal={this._changed}>{() => this._renderHead()}</UseSignal>
    );
    head.addClass('hp-Reader-top');
    this.addWidget(head);
    this.addWidget(this._frame);
    this._foot = new RelatedFoot({
      model: model.related,
      base: _options.client.base,
      open: ({ id }) => void this._run(CommandIds.openReport, { id }),
      openDataset: ({ id, name }) =>
        void this._run(CommandIds.openDataset, { id, title: name }),
      say: message => this._frame.say(message),
      trans
    });
    this.addWidget(this._foot);
    this._frame.heard.connect(this._onHeard, this);
    model.stateChanged.connect(this._onState, this);
    model.history.stateChanged.connect(() => this._changed.emit(), this);
    this._onState();
  }

  /** Emitted when what a reload would need is another. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get model(): ReaderModel {
    return this._options.model;
  }

  /** Show that place of the page and mark those words there, at once or when it is there. */
  jump(fragment: string, marks: readonly string[] = []): void {
    const { state } = this._options.model;
    if (state.kind === 'reading' && state.code !== null) {
      this._frame.say({ type: 'jump', fragment, marks });
    } else {
      this._fragment = fragment;
      this._marks = marks;
    }
  }

  /** Print the page, at once or when it is there. */
  print(): void {
    const { state } = this._options.model;
    if (state.kind === 'reading' && state.code !== null) {
      this._frame.say({ type: 'print' });
    } else {
      // Without scripts nothing says "ready", and a dialog much later would be nobody's wish.
      this._isToPrint = !this._options.model.isStill;
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
    this._frame.say({ type: 'theme', theme: themeNow() });
  }

  dispose(): void {
    clearInterval(this._clock);
    this._menu?.dispose();
    this._asking.dispose();
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
      const title = titleOf(state);
      this.title.label = tabLabel(title);
      this.title.caption = `${title}\n${state.report.authors.join(', ')}`;
    }
    if (state.kind === 'missing') {
      void this._asking.offer();
    }
    const hasPage = state.kind === 'reading' && !isErased(state);
    if (hasPage) {
      this._frame.open(this._urlOf(id, state.version.number));
    }
    this._frame.setHidden(!hasPage);
    this._foot.setHidden(!hasPage);
    this._foot.datasets = datasetsOf(state);
    this._changed.emit();
  }

  private _urlOf(id: string, version: number): string {
    const query = new URLSearchParams({ in: 'lab', theme: themeNow() });
    if (this._options.model.isStill) {
      query.set('scripts', 'off');
    }
    const hash = this._fragment ? `#${encodeURIComponent(this._fragment)}` : '';
    return `${this._options.client.base}read/${id}/${version}?${query}${hash}`;
  }

  private _onHeard(_: ShellFrame, message: FromShell): void {
    const { model } = this._options;
    if (message.type === 'report') {
      void this._run(CommandIds.openReport, { id: message.id });
      return;
    }
    if (message.type === 'room') {
      this._foot.stand(message.shown, message.bar);
      return;
    }
    if (message.type === 'ready') {
      this._foot.askForRoom();
      // Both may have changed while the page was on its way.
      this.retheme();
      if (this._fragment) {
        this._frame.say({
          type: 'jump',
          fragment: this._fragment,
          marks: this._marks
        });
        this._fragment = '';
      }
      if (this._isToPrint) {
        this._frame.say({ type: 'print' });
        this._isToPrint = false;
      }
    }
    model.hear(message);
  }

  private _renderHead(): JSX.Element | null {
    const { model, copy, trans } = this._options;
    const { state } = model;
    switch (state.kind) {
      case 'loading':
        return null;
      case 'missing':
        return (
          <ReportMissing
            asking={this._asking.state}
            onAsk={() => void this._asking.do()}
            onWrite={message => this._asking.write(message)}
            trans={trans}
          />
        );
      case 'failed':
        return (
          <Failure
            trouble={troubleOf(state.refusal, trans)}
            onRetry={() => void model.show(model.pinned)}
            onCopy={copy}
            trans={trans}
          />
        );
      case 'reading':
        return this._renderReading(state);
    }
  }

  private _renderReading(reading: IReading): JSX.Element {
    const { model, client, commands, trans } = this._options;
    const { report, version } = reading;
    const history = model.history.state;
    const versions = history.kind === 'listed' ? history.versions : [];
    const times = timesNow(trans);
    return (
      <>
        <ReaderHeader
          reading={reading}
          title={titleOf(reading)}
          notices={model.notices}
          history={history}
          pair={
            commands.hasCommand(CommandIds.compare)
              ? comparable(versions, version.number)
              : null
          }
          mayRestore={report.may_update && restorable(versions).length > 0}
          popup={this._popup}
          times={times}
          explain={error => troubleOf(error, trans)}
          fileUrl={path =>
            client.attachmentUrl(report.id, version.number, path)
          }
          environmentUrl={name =>
            client.environmentUrl(report.id, version.number, name)
          }
          acts={this._acts(reading)}
          trans={trans}
        />
        {isErased(reading) && (
          <ErasedVersion
            version={version}
            onShowNewest={
              version.number !== report.version
                ? () => void model.show(null)
                : null
            }
            times={times}
            trans={trans}
          />
        )}
      </>
    );
  }

  private _acts(reading: IReading): IReaderActs {
    const { model } = this._options;
    const version = reading.version.number;
    const act = (command: string, args: ReadonlyPartialJSONObject = {}) =>
      void this._run(command, { id: model.id, ...args });
    return {
      showCode: shown => {
        this._frame.say({ type: 'code', shown });
        model.hear({ type: 'code', shown });
      },
      star: isStarred => this._options.star(reading.report, isStarred),
      copyLink: () => act(CommandIds.copyLink),
      openNotebook: () => act(CommandIds.openNotebook, { version }),
      makeCopy: () => act(CommandIds.makeCopy, { version }),
      more: button => this._openMenu(reading, button),
      popup: which => this._show(which),
      showVersion: number => {
        this._show(null);
        void model.show(number === reading.report.version ? null : number);
      },
      showNewest: () => void model.show(null),
      loadVersions: () => void model.history.load(),
      compare: (one, other) => {
        this._show(null);
        act(CommandIds.compare, { ...pairOf(one, other) });
      },
      restore: () => {
        this._show(null);
        void this._restore(null);
      },
      undoWithdrawal: () => void this._deed(CommandIds.withdraw, undone),
      bringBack: () => void this._deed(CommandIds.archive, undone),
      runScripts: () => model.keepStill(false),
      openReport: ({ id }) => act(CommandIds.openReport, { id }),
      tag: tag => void this._discover({ tag }),
      author: author => void this._discover({ author })
    };
  }

  private _openMenu(reading: IReading, button: HTMLElement): void {
    const { model, client, trans } = this._options;
    const { id } = model;
    const { number } = reading.version;
    this._menu?.dispose();
    this._menu = new ReaderMenu(
      reading,
      {
        isStill: model.isStill,
        keepStill: isStill => model.keepStill(isStill),
        archive: () => void this._deed(CommandIds.archive),
        download: () => download(client.bundleUrl(id, number)),
        edit: () => void this._deed(CommandIds.editDetails),
        erase: () => void this._erase(number),
        replace: () => void this._deed(CommandIds.replace),
        restore: version => void this._restore(version),
        showContents: contentsOf(reading.version, trans)
          ? () => this._show('contents')
          : null,
        star: isStarred => this._options.star(reading.report, isStarred),
        undoWithdrawal: () => void this._deed(CommandIds.withdraw, undone),
        withdraw: () => void this._deed(CommandIds.withdraw)
      },
      trans
    );
    const { bottom, right } = button.getBoundingClientRect();
    this._menu.open(right, bottom + 2, { horizontalAlignment: 'right' });
  }

  private _show(popup: OpenPopup): void {
    this._popup = popup;
    if (popup === 'versions') {
      void this._options.model.history.load();
    }
    this._changed.emit();
  }

  /** Show a tag's reports or an author's: in the main area, where it has room for another tab. */
  private _discover(args: ReadonlyPartialJSONObject): Promise<unknown> {
    const { gallery, search } = CommandIds;
    const hasGallery = this._options.commands.hasCommand(gallery);
    return this._run(hasGallery ? gallery : search, args);
  }

  private _run(
    command: string,
    args: ReadonlyPartialJSONObject
  ): Promise<unknown> {
    return this._options.commands.execute(command, args);
  }

  /** Do something to the report, and show what it is now. */
  private async _deed(
    command: string,
    args: ReadonlyPartialJSONObject = {}
  ): Promise<unknown> {
    const { model } = this._options;
    const done = await this._run(command, { id: model.id, ...args });
    if (done) {
      await model.notice();
    }
    return done;
  }

  /** Without a number, the dialog asks for it. */
  private async _restore(version: number | null): Promise<void> {
    const args = version === null ? {} : { version };
    if (await this._deed(CommandIds.restoreVersion, args)) {
      await this._options.model.show(null);
    }
  }

  private async _erase(version: number): Promise<void> {
    const { model } = this._options;
    if (await this._deed(CommandIds.eraseVersion, { version })) {
      await model.show(model.pinned);
    }
  }

  private _asking: Asking;
  private _foot: RelatedFoot;
  private _frame: ShellFrame;
  private _fragment = '';
  private _marks: readonly string[] = [];
  private _isToPrint = false;
  private _menu: ReaderMenu | null = null;
  private _popup: OpenPopup = null;
  private _clock: ReturnType<typeof setInterval> | undefined;
  private _changed = new Signal<this, void>(this);
}

/** What the commands take that do something, or take it back. */
const undone = { undo: true };

/** As if one had pressed a link to the file. */
function download(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  link.click();
}
