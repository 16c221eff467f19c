import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import type { Event } from '@jupyterlab/services';
import { type ISignal, Signal } from '@lumino/signaling';

import { LibraryClient } from '../api/client';
import { Starring } from '../model/starring';
import { type ILibraryClient, IReportLibrary, type IStarred } from '../tokens';

const CHANGED =
  'https://jupyter-hub-publish.readthedocs.io/events/library-changed/v1';

/** The library behind this server, whose news ride JupyterLab's own event socket. */
class ReportLibrary implements IReportLibrary {
  constructor(
    readonly client: ILibraryClient,
    events: Event.IManager
  ) {
    this._starring = new Starring(client);
    events.stream.connect((_, event) => {
      if (event.schema_id === CHANGED && typeof event.seq === 'number') {
        this._changed.emit(event.seq);
      }
    });
  }

  get changed(): ISignal<IReportLibrary, number> {
    return this._changed;
  }

  get starred(): ISignal<unknown, IStarred> {
    return this._starring.starred;
  }

  star(report: IStarred, isStarred: boolean): Promise<void> {
    return this._starring.star(report, isStarred);
  }

  private _starring: Starring;
  private _changed = new Signal<IReportLibrary, number>(this);
}

export const libraryPlugin: JupyterFrontEndPlugin<IReportLibrary> = {
  id: 'jupyter-hub-publish:library',
  description: 'The library of published reports, as this server shows it.',
  autoStart: true,
  provides: IReportLibrary,
  activate: (app: JupyterFrontEnd): IReportLibrary => {
    const { serverSettings, events } = app.serviceManager;
    return new ReportLibrary(new LibraryClient(serverSettings), events);
  }
};
