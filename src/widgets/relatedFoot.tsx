/**
 * What stands below the end of a page: it moves with the page, which leaves room for it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import * as React from 'react';

import type { Related, ReportDatasets } from '../api/types';
import { hasDatasets, ReadsAndWrites } from '../components/ReadsAndWrites';
import { RelatedReports } from '../components/RelatedReports';
import { datasetLinkOf, linkOf } from '../model/link';
import type { ToShell } from '../model/messages';
import { pictureOf } from '../model/picture';
import type { RelatedModel } from '../model/related';

export interface IRelatedFootOptions {
  readonly model: RelatedModel;
  /** The address under which the library's routes lie. */
  readonly base: string;
  readonly open: (report: Related) => void;
  readonly openDataset: (dataset: { id: string; name: string }) => void;
  /** Tell the page, by its shell. */
  readonly say: (message: ToShell) => void;
  readonly trans: TranslationBundle;
}

const LINE = 16; // pixels, where a browser tells the wheel's way in lines

export class RelatedFoot extends ReactWidget {
  constructor(private _options: IRelatedFootOptions) {
    super();
    this.addClass('hp-Reader-foot');
    this.node.addEventListener('wheel', this, { passive: true });
  }

  /** The tables of the version that is shown; null where they are not known. */
  set datasets(datasets: ReportDatasets | null) {
    this._datasets = datasets;
    this.update();
  }

  /** Ask the page for room. */
  askForRoom(): void {
    this._options.say({ type: 'room', height: this.node.offsetHeight });
  }

  /** Stand where so many pixels of the room are in sight, and leave the page its scroll bar. */
  stand(shown: number, bar: number): void {
    this.node.style.setProperty('--shown', `${shown}px`);
    this.node.style.setProperty('--bar', `${bar}px`);
    this.toggleClass('hp-mod-seen', shown > 0);
  }

  dispose(): void {
    this._sizes.disconnect();
    super.dispose();
  }

  /** The wheel is turned over it: the page is what one reads. */
  handleEvent(event: Event): void {
    const { ctrlKey, deltaMode, deltaY } = event as WheelEvent;
    if (!ctrlKey) {
      const isLines = deltaMode === WheelEvent.DOM_DELTA_LINE;
      const by = isLines ? deltaY * LINE : deltaY;
      this._options.say({ type: 'scroll', by });
    }
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this._sizes.observe(this.node);
  }

  protected render(): JSX.Element {
    const { model, base, open, openDataset, trans } = this._options;
    return (
      <>
        {this._datasets && hasDatasets(this._datasets) && (
          <ReadsAndWrites
            datasets={this._datasets}
            hrefOf={id => datasetLinkOf(base, id)}
            onOpen={openDataset}
            trans={trans}
          />
        )}
        <UseSignal signal={model.changed}>
          {() =>
            model.reports.length > 0 && (
              <RelatedReports
                reports={model.reports}
                hrefOf={report => linkOf(base, report)}
                pictureOf={report => pictureOf(base, report)}
                onOpen={open}
                trans={trans}
              />
            )
          }
        </UseSignal>
      </>
    );
  }

  private _datasets: ReportDatasets | null = null;
  private _sizes = new ResizeObserver(() => this.askForRoom());
}
