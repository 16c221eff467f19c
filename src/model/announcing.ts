/**
 * Publications that no dialog shows are told by JupyterLab's notifications.
 */
import type { NotificationManager } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Published } from '../api/types';
import type { Publication } from './publication';
import type { Publications } from './publications';
import { troubleOf } from './trouble';

/** Milliseconds for which a finished publication stays in sight. */
const LINGER = 15_000;

export interface IAnnouncerOptions {
  notices: Pick<NotificationManager, 'dismiss' | 'notify' | 'update'>;
  publications: Publications;
  trans: TranslationBundle;
  /** Open a report. */
  open(id: string): void;
  /** Copy a report's link. */
  copyLink(published: Published): void;
  /** Show the dialog of a notebook. */
  publish(path: string): void;
}

export class Announcer {
  constructor(options: IAnnouncerOptions) {
    this._options = options;
    const { publications } = options;
    publications.added.connect((_, publication) => {
      publication.changed.connect(this._showProgress, this);
    });
    publications.ended.connect((_, publication) => this._conclude(publication));
    publications.dropped.connect((_, publication) => this._clear(publication));
  }

  /** Tell that a report is there; quietly means in the list of notifications only. */
  published(published: Published, { quietly = false } = {}): void {
    const { copyLink, notices, open, trans } = this._options;
    const { id, title, version } = published;
    const message =
      version === 1
        ? trans.__('“%1” is published.', title)
        : trans.__('Version %2 of “%1” is published.', title, version);
    notices.notify(message, 'success', {
      autoClose: quietly ? 0 : LINGER,
      actions: [
        { label: trans.__('Open'), callback: () => open(id) },
        { label: trans.__('Copy link'), callback: () => copyLink(published) }
      ]
    });
  }

  private _conclude(publication: Publication): void {
    this._clear(publication);
    const { job, watched } = publication;
    if (watched || job.state === 'cancelled') {
      return;
    }
    if (job.published) {
      this.published(job.published);
      return;
    }
    const { notices, publish, trans } = this._options;
    const { message } = troubleOf(job.error, trans);
    notices.notify(
      trans.__('“%1” was not published. %2', job.title, message),
      'error',
      {
        autoClose: false,
        actions: [
          {
            label: trans.__('Back to the draft'),
            callback: () => publish(job.path)
          }
        ]
      }
    );
  }

  private _showProgress(publication: Publication): void {
    const { notices, trans } = this._options;
    const { job, watched } = publication;
    if (watched || job.state !== 'running') {
      this._clear(publication);
      return;
    }
    const progress = fractionOf(publication);
    const shown = this._shown.get(publication);
    if (shown) {
      // One that the person has put away stays away: it is told when the publication has ended.
      notices.update({ id: shown, progress });
      return;
    }
    const id = notices.notify(
      trans.__('Publishing “%1”…', job.title),
      'in-progress',
      {
        autoClose: false,
        progress,
        actions: [
          {
            label: trans.__('Cancel'),
            callback: () => void publication.cancel().catch(() => undefined)
          }
        ]
      }
    );
    this._shown.set(publication, id);
  }

  private _clear(publication: Publication): void {
    const id = this._shown.get(publication);
    if (id) {
      this._options.notices.dismiss(id);
      this._shown.delete(publication);
    }
  }

  private _options: IAnnouncerOptions;
  private _shown = new Map<Publication, string>();
}

/** How far it has come, from 0 to 1: running and rendering are nearly all of it. */
function fractionOf({ job: { progress, runs, step } }: Publication): number {
  if (step === 'storing') {
    return 0.95;
  }
  const from = runs && step === 'rendering' ? 0.5 : 0.05;
  const to = runs && step !== 'rendering' ? 0.5 : 0.9;
  const part =
    progress && progress.total > 0 ? progress.done / progress.total : 0;
  return from + (to - from) * part;
}
