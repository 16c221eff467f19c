/**
 * The tab in which a dataset is looked at.
 */
import { Clipboard, MainAreaWidget } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import type { Message } from '@lumino/messaging';
import { Debouncer } from '@lumino/polling';
import { Signal } from '@lumino/signaling';
import * as React from 'react';

import { DatasetsClient } from '../api/datasets';
import type { LineageNode, ReportRef } from '../api/types';
import { DatasetMissing } from '../components/DatasetMissing';
import { DatasetPage, type IDatasetActs } from '../components/DatasetPage';
import { Failure } from '../components/Failure';
import { tabLabel } from '../components/shortened';
import { Shown } from '../components/Shown';
import { datasetIcon } from '../datasetIcons';
import { DatasetModel, type IShownDataset } from '../model/dataset';
import { datasetLinkOf, linkOf } from '../model/link';
import { troubleOf } from '../model/trouble';
import type { IReportLibrary } from '../tokens';
import { CommandIds } from '../tokens';
import { timesNow } from './times';

import '../../style/dataset.css';

export interface IDatasetViewOptions {
  readonly library: IReportLibrary;
  readonly id: string;
  /** What the tab is called until the dataset is there. */
  readonly title?: string;
  readonly commands: Pick<CommandRegistry, 'execute'>;
  readonly trans: TranslationBundle;
}

export type DatasetTab = MainAreaWidget<DatasetView>;

/** A tab that is not in the main area yet. */
export function datasetTab(options: IDatasetViewOptions): DatasetTab {
  const tab = new MainAreaWidget({ content: new DatasetView(options) });
  tab.id = `hub-publish-dataset-${options.id}`;
  // By this the panel knows which dataset is looked at.
  tab.node.dataset.dataset = options.id;
  tab.toolbar.hide();
  return tab;
}

const MINUTE = 60_000;
const NEWS = 1000; // milliseconds in which changes of the library are gathered

const copy = (text: string): void => Clipboard.copyToSystem(text);

export class DatasetView extends ReactWidget {
  constructor(private _options: IDatasetViewOptions) {
    super();
    const { id, library, title, trans } = _options;
    this.addClass('hp-Reader');
    this.addClass('hp-Dataset');
    this.node.tabIndex = -1;
    this.title.icon = datasetIcon;
    this.title.label = tabLabel(title ?? trans.__('Dataset'));
    this._client = new DatasetsClient(library.client);
    this._model = new DatasetModel(this._client, id);
    this._model.changed.connect(this._onState, this);
    library.changed.connect(() => void this._news.invoke(), this);
    this._acts = this._makeActs();
    for (const type of ['keydown', 'pointerdown', 'wheel']) {
      this.node.addEventListener(type, this._stay, { passive: true });
    }
    void this._model.load();
  }

  get model(): DatasetModel {
    return this._model;
  }

  /** Bring that part of the page into sight, at once or when it is there. */
  show(part?: string): void {
    this._part = part ?? null;
    this._reach();
  }

  dispose(): void {
    if (!this.isDisposed) {
      clearInterval(this._clock);
      Signal.disconnectReceiver(this);
      this._news.dispose();
      this._model.dispose();
      super.dispose();
    }
  }

  protected onAfterShow(msg: Message): void {
    super.onAfterShow(msg);
    this._watch(true);
  }

  protected onAfterHide(msg: Message): void {
    super.onAfterHide(msg);
    this._watch(false);
  }

  protected onActivateRequest(msg: Message): void {
    super.onActivateRequest(msg);
    if (!this.node.contains(document.activeElement)) {
      this.node.focus();
    }
  }

  protected render(): React.JSX.Element | null {
    const { trans } = this._options;
    const { state } = this._model;
    switch (state.kind) {
      case 'loading':
        return null;
      case 'missing':
        return <DatasetMissing trans={trans} />;
      case 'failed':
        return (
          <Failure
            trouble={troubleOf(state.refusal, trans)}
            onRetry={() => void this._model.load()}
            onCopy={copy}
            trans={trans}
          />
        );
      case 'shown':
        return this._renderPage(state);
    }
  }

  private _renderPage(shown: IShownDataset): React.JSX.Element {
    const { id, library, trans } = this._options;
    const { base } = library.client;
    return (
      <>
        <DatasetPage
          shown={shown}
          acts={this._acts}
          link={datasetLinkOf(base, id, shown.dataset.writer)}
          reportHref={this._reportHref}
          nodeHref={this._nodeHref}
          fileUrl={name => this._client.fileUrl(id, name)}
          schemaUrl={this._client.schemaUrl(id)}
          explain={error => troubleOf(error, trans)}
          times={timesNow(trans)}
          trans={trans}
        />
        <Shown
          key={String([!!shown.connections, !!shown.lineage])}
          onShown={this._reach}
        />
      </>
    );
  }

  private _makeActs(): IDatasetActs {
    const { commands } = this._options;
    const model = this._model;
    const openReport = (report: { id: string; title: string }): void =>
      void commands.execute(CommandIds.openReport, {
        id: report.id,
        title: report.title
      });
    return {
      copy,
      openReport,
      openNode: ({ id, kind, title }) => {
        if (id && kind === 'report') {
          openReport({ id, title });
        } else if (id) {
          void commands.execute(CommandIds.openDataset, { id, title });
        }
      },
      allVersions: () => model.loadVersions(),
      ask: question => model.ask(question),
      answer: ({ id }, text) => model.answer(id, text),
      removeQuestion: ({ id }) => model.removeQuestion(id),
      addConsumer: consumer => model.addConsumer(consumer),
      removeConsumer: ({ id }) => model.removeConsumer(id)
    };
  }

  private _onState(): void {
    const { state } = this._model;
    if (state.kind === 'shown') {
      const { description, name } = state.dataset;
      this.title.label = tabLabel(name);
      this.title.caption = [name, description].filter(Boolean).join('\n');
    }
    this.update();
  }

  private _watch(isVisible: boolean): void {
    clearInterval(this._clock);
    if (isVisible) {
      this.update();
      this._clock = setInterval(() => this.update(), MINUTE);
    }
  }

  /** Once more with all that comes later and moves it, unless the reader has begun to do something. */
  private _reach = (): void => {
    const { state } = this._model;
    const parts = this.node.querySelectorAll<HTMLElement>('[data-part]');
    const part = [...parts].find(({ dataset }) => dataset.part === this._part);
    if (part) {
      if (state.kind === 'shown' && state.connections && state.lineage) {
        this._part = null;
      }
      part.scrollIntoView({ block: 'start' });
      part.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
    }
  };

  private _stay = (): void => {
    this._part = null;
  };

  private _reportHref = (report: Pick<ReportRef, 'id' | 'url'>): string =>
    linkOf(this._options.library.client.base, report);

  private _nodeHref = ({ id, kind, url }: LineageNode): string | null => {
    switch (kind) {
      case 'consumer':
        return url;
      case 'report':
        return id && this._reportHref({ id, url });
      case 'dataset':
        return id && datasetLinkOf(this._options.library.client.base, id);
      case 'more':
        return null;
    }
  };

  private _client: DatasetsClient;
  private _model: DatasetModel;
  private _acts: IDatasetActs;
  private _part: string | null = null;
  private _clock: ReturnType<typeof setInterval> | undefined;
  private _news = new Debouncer(() => this._model.load(), NEWS);
}
