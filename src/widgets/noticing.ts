/**
 * News of datasets that one writes, feeds from or has asked about, as JupyterLab's own notifications.
 */
import { Notification } from '@jupyterlab/apputils';
import type { IStateDB } from '@jupyterlab/statedb';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { CommandRegistry } from '@lumino/commands';

import { DatasetsClient } from '../api/datasets';
import type { Notice } from '../api/types';
import { NoticesModel } from '../model/notices';
import type { IReportLibrary } from '../tokens';
import { CommandIds } from '../tokens';

export interface INoticingOptions {
  readonly library: IReportLibrary;
  /** Where it is remembered how far one has been told; null forgets it with the page. */
  readonly state: IStateDB | null;
  readonly commands: Pick<CommandRegistry, 'execute'>;
  readonly trans: TranslationBundle;
}

const KEY = 'hub-publish:told-until';
const LINGER = 15_000; // milliseconds for which one is seen; it stays among the notifications
const EACH = 3; // notices that are told one by one

/** Tell what is new now, and whenever the library changes. */
export function tellNotices(options: INoticingOptions): NoticesModel {
  const { library, state } = options;
  const model = new NoticesModel(new DatasetsClient(library.client), {
    fetch: async () => state?.fetch(KEY),
    save: async at => state?.save(KEY, at)
  });
  model.told.connect((_, notices) => tell(notices, options));
  library.changed.connect(() => model.notice());
  void model.look();
  return model;
}

function tell(
  notices: readonly Notice[],
  { commands, trans }: INoticingOptions
): void {
  const left = notices.length - EACH;
  notices.slice(-EACH).forEach(({ dataset, kind, text }) => {
    const part = kind === 'question' || kind === 'answer' ? 'questions' : '';
    Notification.info(trans.__('%1: %2', dataset.name, text), {
      autoClose: LINGER,
      actions: [
        {
          label: trans.__('Look'),
          callback: () =>
            void commands.execute(CommandIds.openDataset, {
              id: dataset.id,
              title: dataset.name,
              part
            })
        }
      ]
    });
  });
  if (left > 0) {
    Notification.info(
      trans._n(
        '%1 more notice about datasets has come before these.',
        '%1 more notices about datasets have come before these.',
        left
      ),
      { autoClose: LINGER }
    );
  }
}
