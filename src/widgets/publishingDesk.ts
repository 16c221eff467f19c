import type { TranslationBundle } from '@jupyterlab/translation';

import type { Published } from '../api/types';
import type { IPublishActions } from '../components/PublishDialog';
import type { Announcer } from '../model/announcing';
import type { KeptDrafts } from '../model/drafts';
import type { OpenNotebooks } from '../model/notebooks';
import { pictureOf } from '../model/picture';
import type { Publications } from '../model/publications';
import type { PublishingModel } from '../model/publishing';
import type { ILibraryClient } from '../tokens';

/** Tags to choose from while one is typed. */
const SUGGESTIONS = 20;

export interface IPublishingDeskOptions {
  announcer: Announcer;
  client: ILibraryClient;
  copy: (text: string) => void;
  drafts: KeptDrafts;
  linkOf: (published: Published) => string;
  notebooks: OpenNotebooks;
  open: (id: string) => void;
  publications: Publications;
  trans: TranslationBundle;
}

/** Where notebooks are brought to be published: one dialog at a time. */
export class PublishingDesk {
  constructor(options: IPublishingDeskOptions) {
    this._options = options;
  }

  /** Save the notebook, and show its dialog until that is closed. */
  async show(path: string): Promise<void> {
    if (this._isBusy) {
      return;
    }
    this._isBusy = true;
    try {
      const isOpen = await this._options.notebooks.save(path);
      await this._converse(path, isOpen);
    } finally {
      this._isBusy = false;
    }
  }

  private async _converse(path: string, isOpen: boolean): Promise<void> {
    const { announcer, trans } = this._options;
    // Most sessions publish nothing: the dialog is loaded when it is first wanted.
    const [{ PublishingModel }, { PublishDialog }] = await Promise.all([
      import('../model/publishing'),
      import('./publishDialog')
    ]);
    const model = new PublishingModel({ ...this._options, path });
    const dialog = new PublishDialog({
      actions: this._actionsOn(model, () => dialog.reject()),
      isOpen,
      model,
      trans
    });
    void model.read();
    await dialog.launch();
    const { screen } = model;
    model.dispose();
    if (screen.kind === 'done') {
      announcer.published(screen.published, { quietly: screen.used });
    }
  }

  private _actionsOn(
    model: PublishingModel,
    close: () => void
  ): IPublishActions {
    const { client, copy, linkOf, open } = this._options;
    return {
      addTag: text => model.addTags(text),
      again: () => void model.again(),
      back: () => model.back(),
      cancel: () => void model.cancel(),
      close,
      copy: text => {
        copy(text);
        model.use();
      },
      edit: edits => model.edit(edits),
      linkOf,
      pictureOf: published => pictureOf(client.base, published),
      open: ({ id }) => {
        model.use();
        close();
        open(id);
      },
      removeTag: tag => model.removeTag(tag),
      startOver: () => model.startOver(),
      submit: () => void model.submit(),
      suggest: prefix =>
        client.tags(prefix, SUGGESTIONS).then(
          list => list.tags,
          () => []
        )
    };
  }

  private _isBusy = false;
  private _options: IPublishingDeskOptions;
}
