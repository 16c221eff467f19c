/**
 * The tab in which reports are looked around in: wide, with their pictures.
 */
import type { IStateDB } from '@jupyterlab/statedb';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { type ISignal, Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import * as React from 'react';

import type { Hit } from '../api/types';
import type { IGalleryActs } from '../components/Gallery';
import { Gallery } from '../components/Gallery';
import { subjectOf } from '../components/GallerySubject';
import { galleryIcon } from '../icons';
import { Discovery } from '../model/discovery';
import { fitting } from '../model/fitting';
import { pictureOf } from '../model/picture';
import { PopularModel } from '../model/popular';
import { troubleOf } from '../model/trouble';
import type { IQuery } from '../query';
import { EVERYTHING, isWhole, keyOf } from '../query';
import type { IReportLibrary } from '../tokens';
import { measurer } from './measuring';
import { panelActs } from './panelActs';
import type { IOutside } from './reportsView';
import { shelfOf } from './shelf';
import { timesNow } from './times';

import '../../style/gallery.css';

export interface IGalleryOptions {
  readonly library: IReportLibrary;
  readonly outside: () => IOutside;
  /** Where the last searches are remembered. */
  readonly state: IStateDB | null;
  /** Whether a notebook is open that could be published. */
  readonly canPublish: () => boolean;
  readonly trans: TranslationBundle;
}

const MINUTE = 60_000;

/** Pixels, in gallery.css too. */
const WIDE = 840;
const SIDE = 232;
const EDGE = 24;
const GAP = 24;
const SCROLL_BAR = 16; // kept for it, whether or not there is one

/** Pixels of the smallest card: where there is little room, two small ones are better than one. */
const LEAST = 240;
const SMALL = 200;
const LITTLE = 600;

/** More would be a contact sheet; as many as are popular. */
const MOST = 6;

export class GalleryView extends ReactWidget {
  constructor(private _options: IGalleryOptions) {
    super();
    const { library, state, trans } = _options;
    // Its parts are the panel's.
    this.addClass('hp-Panel');
    this.addClass('hp-Gallery');
    this.title.icon = galleryIcon;
    this._times = timesNow(trans);
    this._popular = new PopularModel(library.client);
    this._discovery = new Discovery(library, state && shelfOf(state));
    this._discovery.changed.connect(() => this._onChange(), this);
    this._popular.changed.connect(() => this._changed.emit(), this);
    library.starred.connect((_, report) => this._popular.mark(report), this);
    this._acts = this._makeActs();
    this._name();
  }

  /** Emitted when something else is looked for. */
  get asked(): ISignal<this, void> {
    return this._asked;
  }

  get query(): IQuery {
    return this._discovery.search.query;
  }

  /** Look for something else; one gets back from there. */
  visit(query: IQuery): void {
    if (this._isBegun && keyOf(query) !== keyOf(this.query)) {
      this._trail.push(this.query);
    }
    this._isBegun = true;
    this._discovery.ask(query);
  }

  /** Show something, if nothing is shown yet. */
  begin(): void {
    if (!this._isBegun) {
      this.visit(EVERYTHING);
    }
  }

  dispose(): void {
    clearInterval(this._clock);
    Signal.disconnectReceiver(this);
    this._discovery.dispose();
    this._popular.dispose();
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

  protected onActivateRequest(msg: Message): void {
    super.onActivateRequest(msg);
    if (!this.node.contains(document.activeElement)) {
      const box = this.node.querySelector('input');
      (box ?? this.node).focus();
    }
  }

  protected onResize(msg: Widget.ResizeMessage): void {
    super.onResize(msg);
    const { width } = msg.width < 0 ? this.node.getBoundingClientRect() : msg;
    if (width > 0 && width !== this._width) {
      this._width = width;
      this._fit = null;
      this._discovery.facets.isOpen = this._isWide;
      this._changed.emit();
    }
  }

  protected render(): JSX.Element {
    return (
      <UseSignal signal={this._changed}>
        {() => this._renderGallery()}
      </UseSignal>
    );
  }

  private _renderGallery(): JSX.Element {
    const { search, facets, saved, offers } = this._discovery;
    const { canPublish, trans } = this._options;
    return (
      <Gallery
        state={search.state}
        query={search.query}
        isBusy={search.isBusy}
        facets={facets.state}
        offers={offers}
        saved={saved.of(search.query)}
        popular={this._popular.hits}
        canPublish={canPublish()}
        isWide={this._isWide}
        columns={this._columns}
        width={this._cardWidth}
        times={this._times}
        acts={this._acts}
        hrefOf={this._hrefOf}
        pictureOf={this._pictureOf}
        fitTags={this._fitTags()}
        explain={fault => troubleOf(fault.refusal, trans)}
        trans={trans}
      />
    );
  }

  private _makeActs(): IGalleryActs {
    return {
      ...panelActs(this._discovery, this._options),
      author: name =>
        this.visit({ ...EVERYTHING, filters: { authors: [name] } }),
      back: () => this._discovery.ask(this._trail.pop() ?? EVERYTHING)
    };
  }

  private _onChange(): void {
    const asked = keyOf(this.query);
    if (asked !== this._known) {
      this._known = asked;
      this._name();
      this._asked.emit();
    }
    this._changed.emit();
  }

  /** The tab says whose page it is. */
  private _name(): void {
    const { trans } = this._options;
    const subject = subjectOf(this.query);
    const name =
      subject?.facet === 'tags' ? `#${subject.value}` : subject?.value;
    this.title.label = name ?? trans.__('Reports');
    this.title.caption = name
      ? trans.__('Reports: %1', name)
      : trans.__('Gallery of reports');
  }

  private _watch(isVisible: boolean): void {
    this._discovery.isVisible = isVisible;
    clearInterval(this._clock);
    if (isVisible) {
      this._tick();
      this._clock = setInterval(() => this._tick(), MINUTE);
      if (isWhole(this.query)) {
        void this._popular.load();
      }
    }
  }

  private _tick(): void {
    this._times = timesNow(this._options.trans);
    this._changed.emit();
  }

  private get _isWide(): boolean {
    return this._width >= WIDE;
  }

  /** Pixels that the cards have beside each other. */
  private get _room(): number {
    const side = this._isWide ? SIDE : 0;
    return Math.max(SMALL, this._width - side - 2 * EDGE - SCROLL_BAR);
  }

  private get _columns(): number {
    const least = this._room < LITTLE ? SMALL : LEAST;
    const fitting = Math.floor((this._room + GAP) / (least + GAP));
    return Math.max(1, Math.min(MOST, fitting));
  }

  private get _cardWidth(): number {
    return (this._room + GAP) / this._columns - GAP;
  }

  /** A new function only when the width has changed, so that cards need not be drawn again. */
  private _fitTags(): (tags: readonly string[]) => number {
    const measure = measurer(this.node);
    const room = this._cardWidth;
    this._fit ??= tags => fitting(tags, room, measure);
    return this._fit;
  }

  private _hrefOf = ({ id, url }: Hit): string =>
    url ?? `${this._options.library.client.base}r/${id}`;

  private _pictureOf = (hit: Hit): string | null =>
    pictureOf(this._options.library.client.base, hit);

  private _acts: IGalleryActs;
  private _asked = new Signal<this, void>(this);
  private _changed = new Signal<this, void>(this);
  private _clock: ReturnType<typeof setInterval> | undefined;
  private _discovery: Discovery;
  private _fit: ((tags: readonly string[]) => number) | null = null;
  private _isBegun = false;
  private _known = '';
  private _popular: PopularModel;
  private _times: ReturnType<typeof timesNow>;
  private _trail: IQuery[] = [];
  private _width = 0;
}
