/**
 * What is in the sidebar's tab: the reports, or the datasets, which are loaded when they are first wanted.
 */
import { Panel } from '@lumino/widgets';

import type { Kind } from '../components/KindTabs';
import type { IQuery } from '../query';
import type { DatasetsView } from './datasetsView';
import { type IReportsViewOptions, ReportsView } from './reportsView';

export type IKindsViewOptions = Omit<IReportsViewOptions, 'onKind'>;

export class KindsView extends Panel {
  constructor(private _options: IKindsViewOptions) {
    super();
    this.addClass('hp-Panel-view');
    this._reports = new ReportsView({ ..._options, onKind: this._onKind });
    this.addWidget(this._reports);
  }

  /** Put the cursor into the search box of what is listed. */
  focusSearch(): void {
    const { _datasets, _reports } = this;
    (_datasets && !_datasets.isHidden ? _datasets : _reports).focusSearch();
  }

  /** Look for other reports. */
  ask(query: IQuery): void {
    void this.list('reports');
    this._reports.ask(query);
  }

  /** List these. */
  async list(kind: Kind): Promise<void> {
    const datasets = kind === 'datasets' ? await this._made() : this._datasets;
    if (!this.isDisposed) {
      this._reports.setHidden(kind !== 'reports');
      datasets?.setHidden(kind !== 'datasets');
    }
  }

  private async _made(): Promise<DatasetsView> {
    const { DatasetsView } = await import('./datasetsView');
    if (!this._datasets) {
      this._datasets = new DatasetsView({
        ...this._options,
        onKind: this._onKind
      });
      this.addWidget(this._datasets);
    }
    return this._datasets;
  }

  /** Another tab was pressed: it is in the other one's place now, and the keyboard stays on it. */
  private _onKind = (kind: Kind): void => {
    void this.list(kind).then(() => {
      const shown = kind === 'reports' ? this._reports : this._datasets;
      shown?.focusKind();
    });
  };

  private _reports: ReportsView;
  private _datasets: DatasetsView | null = null;
}
