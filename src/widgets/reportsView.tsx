/**
 * What is in the sidebar's tab: it shows the search, and asks only while somebody can see it.
 */
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { IStateDB } from '@jupyterlab/statedb';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';
import * as React from 'react';

import { DatasetsClient } from '../api/datasets';
import type { DatasetRef, Hit, ReportSummary } from '../api/types';
import { ReportsPanel } from '../components/ReportsPanel';
import { chosenTab, type Kind } from '../components/KindTabs';
import { QuestionsLine } from '../components/QuestionsLine';
import { RequestsLine } from '../components/RequestsLine';
import type { IPanelActs } from '../components/ReportsPanel';
import { Shown } from '../components/Shown';
import type { ITimes } from '../components/time';
import { Discovery } from '../model/discovery';
import { fitting } from '../model/fitting';
import { pictureOf } from '../model/picture';
import { AccessRequests } from '../model/requests';
import { troubleOf } from '../model/trouble';
import { WaitingQuestions } from '../model/waiting';
import type { IQuery } from '../query';
import type { IReportLibrary } from '../tokens';
import { measurer } from './measuring';
import { NearFoot } from './nearFoot';
import { panelActs } from './panelActs';
import { PanelMenu } from './panelMenu';
import { shelfOf } from './shelf';
import { timesNow } from './times';

import '../../style/reports-panel.css';

/** What the panel does outside of itself. */
export interface IOutside {
  readonly open: (hit: Hit) => void;
  readonly openReport: (report: { id: string; title: string }) => void;
  /** Open its page, at that part of it. */
  readonly openDataset: (dataset: DatasetRef, part?: string) => void;
  readonly openNotebook: (hit: Hit) => void;
  readonly copyLink: (hit: Hit) => void;
  readonly copy: (text: string) => void;
  /** Publish a notebook, or the current one. */
  readonly publish: (path?: string) => void;
  /** Show the same in the main area; null where nothing can. */
  readonly gallery: ((query: IQuery) => void) | null;
  /** Give the keyboard back to the main area. */
  readonly leave: () => void;
}

export interface IReportsViewOptions {
  readonly library: IReportLibrary;
  readonly outside: () => IOutside;
  readonly notebooks: INotebookTracker | null;
  /** A notebook's path as the server knows it, or null where it is none of its files. */
  readonly pathOf: (path: string) => string | null;
  /** Where the last searches are remembered. */
  readonly state: IStateDB | null;
  readonly settings: Promise<ISettingRegistry.ISettings> | null;
  /** Whether a notebook is open that could be published. */
  readonly canPublish: () => boolean;
  /** The report that the main area shows, or null. */
  readonly openId: () => string | null;
  /** The dataset that it shows, or null. */
  readonly openDataset: () => string | null;
  /** Emitted when the main area may show something else. */
  readonly currentChanged: ISignal<unknown, unknown> | null;
  /** List reports, or datasets. */
  readonly onKind: (kind: Kind) => void;
  readonly trans: TranslationBundle;
}

const MINUTE = 60_000;
const SIDES = 24; // pixels left and right of a card's text, as in card.css
const STAR = 52; // pixels of the star and the gap before it

export class ReportsView extends ReactWidget {
  constructor(private _options: IReportsViewOptions) {
    super();
    const { library, state, trans } = _options;
    this.addClass('hp-Panel-view');
    this._times = timesNow(trans);
    this._discovery = new Discovery(library, state && shelfOf(state));
    this._discovery.changed.connect(() => this._changed.emit(), this);
    this._requests = new AccessRequests(library.client);
    this._requests.changed.connect(() => this._changed.emit(), this);
    this._questions = new WaitingQuestions(new DatasetsClient(library.client));
    this._questions.changed.connect(() => this._changed.emit(), this);
    library.changed.connect(this._onNews, this);
    _options.currentChanged?.connect(() => this._changed.emit(), this);
    this._acts = {
      ...panelActs(this._discovery, _options),
      list: _options.onKind,
      menu: button => this._openMenu(button)
    };
  }

  /** Put the cursor into the search box. */
  focusSearch(): void {
    const box = this.node.querySelector('input');
    this._isAskedToFocus = !box;
    box?.focus();
    box?.select();
  }

  /** Give the keyboard to the tab that says what is listed. */
  focusKind(): void {
    chosenTab(this.node)?.focus();
  }

  /** Look for something else. */
  ask(query: IQuery): void {
    this._discovery.search.ask(query);
  }

  dispose(): void {
    clearInterval(this._clock);
    this._menu?.dispose();
    this._discovery.dispose();
    this._requests.dispose();
    this._questions.dispose();
    Signal.disconnectReceiver(this);
    Signal.clearData(this);
    super.dispose();
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

  protected onResize(msg: Widget.ResizeMessage): void {
    super.onResize(msg);
    this._changed.emit();
  }

  protected render(): JSX.Element {
    return (
      <>
        <UseSignal signal={this._changed}>
          {() => this._renderPanel()}
        </UseSignal>
        <Shown onShown={this._onShown} />
      </>
    );
  }

  private _renderPanel(): JSX.Element {
    const { search, facets, updates, saved, offers } = this._discovery;
    const { openId, canPublish, trans } = this._options;
    return (
      <ReportsPanel
        state={search.state}
        query={search.query}
        isBusy={search.isBusy}
        facets={facets.state}
        offers={offers}
        saved={saved.of(search.query)}
        openId={openId()}
        canPublish={canPublish()}
        hasGallery={this._options.outside().gallery !== null}
        times={this._times}
        acts={this._acts}
        hrefOf={this._hrefOf}
        pictureOf={this._pictureOf}
        updateOf={hit => updates.pathOf(hit.id)}
        fitTags={this._fitTags()}
        explain={fault => troubleOf(fault.refusal, trans)}
        foot={
          <>
            <RequestsLine
              requests={this._requests.waiting}
              onLook={() => void this._lookAtRequests()}
              trans={trans}
            />
            <QuestionsLine
              questions={this._questions.questions}
              onLook={dataset =>
                this._options.outside().openDataset(dataset, 'questions')
              }
              trans={trans}
            />
            {this._foot()}
          </>
        }
        trans={trans}
      />
    );
  }

  /** The same element each time, so that a keystroke does not draw it again. */
  private _foot(): JSX.Element | null {
    const { library, notebooks, pathOf, state, settings, outside, trans } =
      this._options;
    this._near ??= notebooks && (
      <NearFoot
        client={library.client}
        notebooks={notebooks}
        pathOf={pathOf}
        state={state}
        settings={settings}
        hrefOf={this._hrefOf}
        onOpen={report => outside().openReport(report)}
        trans={trans}
      />
    );
    return this._near;
  }

  private async _lookAtRequests(): Promise<void> {
    const { showRequests } = await import('./requestsDialog');
    await showRequests(this._requests, this._options.trans);
  }

  private _openMenu(button: HTMLElement): void {
    const { bottom, right } = button.getBoundingClientRect();
    this._menu?.dispose();
    this._menu = new PanelMenu(
      this._discovery,
      this._acts,
      this._options.trans
    );
    this._menu.open(right, bottom + 2, { horizontalAlignment: 'right' });
  }

  private _hrefOf = ({ id, url }: ReportSummary): string =>
    url ?? `${this._options.library.client.base}r/${id}`;

  private _pictureOf = (hit: Hit): string | null =>
    pictureOf(this._options.library.client.base, hit);

  private _onShown = () => {
    if (this._isAskedToFocus) {
      this.focusSearch();
    }
  };

  private _watch(isVisible: boolean): void {
    this._discovery.isVisible = isVisible;
    clearInterval(this._clock);
    if (isVisible) {
      this._tick();
      this._clock = setInterval(() => this._tick(), MINUTE);
    }
  }

  private _tick(): void {
    this._times = timesNow(this._options.trans);
    void this._requests.look();
    void this._questions.look();
    this._changed.emit();
  }

  /** Somebody has asked, perhaps. */
  private _onNews(): void {
    if (this.isVisible) {
      void this._questions.look();
    }
  }

  /** A new function only when the width has changed, so that cards need not be drawn again. */
  private _fitTags(): (tags: readonly string[]) => number {
    const room = this.node.clientWidth - SIDES - STAR;
    if (room !== this._room) {
      const measure = measurer(this.node);
      this._room = room;
      this._fit = tags => fitting(tags, room, measure);
    }
    return this._fit;
  }

  private _discovery: Discovery;
  private _acts: IPanelActs;
  private _menu: PanelMenu | null = null;
  private _requests: AccessRequests;
  private _questions: WaitingQuestions;
  private _near: JSX.Element | null = null;
  private _times: ITimes;
  private _clock: ReturnType<typeof setInterval> | undefined;
  private _isAskedToFocus = false;
  private _room = -1;
  private _fit: (tags: readonly string[]) => number = tags => tags.length;
  private _changed = new Signal<this, void>(this);
}
