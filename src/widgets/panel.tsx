/**
 * The sidebar panel: it shows the search, and asks only while somebody can see it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';
import * as React from 'react';

import type { Hit } from '../api/types';
import type { IPanelActs } from '../components/ReportsPanel';
import type { ITimes } from '../components/time';
import { reportIcon } from '../icons';
import { fitting } from '../model/fitting';
import type { SearchModel } from '../model/search';
import { troubleOf } from '../model/trouble';
import { timesNow } from './times';

// Loaded when the panel is first seen, so that a start without it does not pay for it.
const ReportsPanel = React.lazy(async () => {
  const loaded = await import('./reportsPanel');
  return { default: loaded.ReportsPanel };
});

export interface IReportsWidgetOptions {
  readonly model: SearchModel;
  readonly acts: Pick<
    IPanelActs,
    'open' | 'openNotebook' | 'copyLink' | 'copy' | 'publish' | 'leave'
  >;
  /** Whether a notebook is open that could be published. */
  readonly canPublish: () => boolean;
  /** The report that the main area shows, or null. */
  readonly openId: () => string | null;
  /** Emitted when the main area may show something else. */
  readonly currentChanged: ISignal<unknown, unknown> | null;
  readonly hrefOf: (hit: Hit) => string;
  /** The address of a report's picture, or null. */
  readonly pictureOf: (hit: Hit) => string | null;
  readonly trans: TranslationBundle;
}

const MINUTE = 60_000;
const SIDES = 24; // pixels left and right of a card's text, as in card.css

export class ReportsWidget extends ReactWidget {
  constructor(private _options: IReportsWidgetOptions) {
    super();
    const { model, trans } = _options;
    this._times = timesNow(trans);
    this.id = 'hub-publish-reports';
    this.addClass('hp-Panel');
    this.title.icon = reportIcon;
    this.title.caption = trans.__('Reports');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Reports'));
    _options.currentChanged?.connect(() => this._changed.emit(), this);
    this._acts = {
      ..._options.acts,
      type: words => model.type(words),
      ask: query => model.ask(query),
      search: () => model.search(),
      more: () => void model.loadMore(),
      rest: isAtRest => {
        model.isAtRest = isAtRest;
      }
    };
  }

  /** Put the cursor into the search box. */
  focusSearch(): void {
    const box = this.node.querySelector('input');
    this._isAskedToFocus = !box;
    box?.focus();
    box?.select();
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
      this.focusSearch();
    }
  }

  protected onResize(msg: Widget.ResizeMessage): void {
    super.onResize(msg);
    this._changed.emit();
  }

  protected render(): JSX.Element {
    const { model, hrefOf, pictureOf, openId, canPublish, trans } =
      this._options;
    return (
      <UseSignal signal={model.stateChanged}>
        {() => (
          <UseSignal signal={this._changed}>
            {() => (
              <React.Suspense fallback={null}>
                <ReportsPanel
                  state={model.state}
                  query={model.query}
                  isBusy={model.isBusy}
                  openId={openId()}
                  canPublish={canPublish()}
                  times={this._times}
                  acts={this._acts}
                  hrefOf={hrefOf}
                  pictureOf={pictureOf}
                  fitTags={this._fitTags()}
                  explain={fault => troubleOf(fault.refusal, trans)}
                  trans={trans}
                />
                <Shown onShown={this._onShown} />
              </React.Suspense>
            )}
          </UseSignal>
        )}
      </UseSignal>
    );
  }

  private _onShown = () => {
    if (this._isAskedToFocus) {
      this.focusSearch();
    }
  };

  private _watch(isVisible: boolean): void {
    this._options.model.isVisible = isVisible;
    clearInterval(this._clock);
    if (isVisible) {
      this._tick();
      this._clock = setInterval(() => this._tick(), MINUTE);
    }
  }

  private _tick(): void {
    this._times = timesNow(this._options.trans);
    this._changed.emit();
  }

  /** A new function only when the width has changed, so that cards need not be drawn again. */
  private _fitTags(): (tags: readonly string[]) => number {
    const room = this.node.clientWidth - SIDES;
    if (room !== this._room) {
      const measure = measurer(this.node);
      this._room = room;
      this._fit = tags => fitting(tags, room, measure);
    }
    return this._fit;
  }

  private _acts: IPanelActs;
  private _times: ITimes;
  private _clock: ReturnType<typeof setInterval> | undefined;
  private _isAskedToFocus = false;
  private _room = -1;
  private _fit: (tags: readonly string[]) => number = tags => tags.length;
  private _changed = new Signal<this, void>(this);
}

/** Says when what stands beside it is on the screen. */
function Shown({ onShown }: { onShown: () => void }): null {
  React.useEffect(onShown, [onShown]);
  return null;
}

const EMS = 0.87; // the tags' size, as --hp-font-s
const GUESS = 6.5; // pixels a letter, where nothing can be measured

/** How wide a text is in the panel's small type, without laying anything out. */
function measurer(node: HTMLElement): (text: string) => number {
  const { fontFamily, fontSize } = getComputedStyle(node);
  const canvas = document.createElement('canvas').getContext?.('2d');
  if (!canvas) {
    return text => text.length * GUESS;
  }
  canvas.font = `${parseFloat(fontSize) * EMS}px ${fontFamily}`;
  return text => canvas.measureText(text).width;
}
