/**
 * The sidebar's tab: what is in it is loaded when it is first seen, so that a start without it does
 * not pay for it.
 */
import type { Message } from '@lumino/messaging';
import { Panel } from '@lumino/widgets';

import { reportIcon } from '../icons';
import type { IQuery } from '../query';
import type { IKindsViewOptions, KindsView } from './kindsView';
import type { IOutside } from './reportsView';

export interface IReportsWidgetOptions extends Omit<
  IKindsViewOptions,
  'outside'
> {
  /** What the panel does outside of itself, which is loaded with what is in it. */
  readonly outside: () => Promise<() => IOutside>;
}

export class ReportsWidget extends Panel {
  constructor(private _options: IReportsWidgetOptions) {
    super();
    const { trans } = _options;
    this.id = 'hub-publish-reports';
    this.addClass('hp-Panel');
    this.title.icon = reportIcon;
    this.title.caption = trans.__('Reports');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Reports'));
  }

  /** Put the cursor into the search box. */
  async focusSearch(): Promise<void> {
    (await this._loaded()).focusSearch();
  }

  /** Look for something else. */
  async ask(query: IQuery): Promise<void> {
    (await this._loaded()).ask(query);
  }

  protected onAfterShow(msg: Message): void {
    super.onAfterShow(msg);
    void this._loaded();
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    if (this.isVisible) {
      void this._loaded();
    }
  }

  protected onActivateRequest(msg: Message): void {
    super.onActivateRequest(msg);
    if (!this.node.contains(document.activeElement)) {
      void this.focusSearch();
    }
  }

  private _loaded(): Promise<KindsView> {
    this._view ??= this._load();
    return this._view;
  }

  private async _load(): Promise<KindsView> {
    const [{ KindsView }, outside] = await Promise.all([
      import('./kindsView'),
      this._options.outside()
    ]);
    const view = new KindsView({ ...this._options, outside });
    if (!this.isDisposed) {
      this.addWidget(view);
    }
    return view;
  }

  private _view: Promise<KindsView> | null = null;
}
