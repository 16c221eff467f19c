import type { TranslationBundle } from '@jupyterlab/translation';

import type { Preview, Published } from '../api/types';
import type { IPublishActions } from '../components/publishActions';
import type { Announcer } from '../model/announcing';
import type { KeptDrafts } from '../model/drafts';
import type { OpenNotebooks } from '../model/notebooks';
import { People } from '../model/people';
import { pictureOf } from '../model/picture';
import type { Publications } from '../model/publications';
import { PublishingModel } from '../model/publishing';
import type { ILibraryClient } from '../tokens';
import { PublishDialog } from './publishDialog';
import { themeNow } from './theme';

/** Tags to choose from while one is typed. */
const SUGGESTIONS = 20;

export interface IPublishingDeskOptions {
  announcer: Announcer;
  client: ILibraryClient;
  /** Shows what differs between a version and the newest, or null where nothing can show it. */
  comparer: () => ((id: string, before: number) => void) | null;
  copy: (text: string) => void;
  drafts: KeptDrafts;
  linkOf: (published: Published) => string;
  notebooks: OpenNotebooks;
  open: (id: string) => void;
  /** Let the person choose files of the notebook's folder; names relative to it. */
  pickFiles: (path: string) => Promise<string[]>;
  publications: Publications;
  /** Scrolls an open notebook to a cell, counted from 1; null where there are no notebooks. */
  showCell: ((path: string, cell: number) => void) | null;
  trans: TranslationBundle;
}

/** What closes the dialog: the person is done with it, or chooses files and comes back. */
type Closing = 'done' | 'picking';

interface ITalk {
  readonly isOpen: boolean;
  readonly model: PublishingModel;
}

/** Where notebooks are brought to be published: one dialog at a time. */
export class PublishingDesk {
  constructor(options: IPublishingDeskOptions) {
    this._options = options;
    this._people = new People(options.client);
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
    const { announcer, pickFiles } = this._options;
    const model = new PublishingModel({ ...this._options, path });
    void model.read();
    // JupyterLab shows one dialog at a time: ours makes room for the one that chooses files.
    while ((await this._launch({ isOpen, model })) === 'picking') {
      const names = await pickFiles(path);
      model.change(form => void form.addFiles(names));
    }
    const { screen } = model;
    model.dispose();
    if (screen.kind === 'done') {
      announcer.published(screen.published, { quietly: screen.used });
    }
  }

  private async _launch(talk: ITalk): Promise<Closing> {
    let closing: Closing = 'done';
    const dialog = new PublishDialog({
      ...talk,
      actions: this._actionsOn(talk, how => {
        closing = how;
        dialog.reject();
      }),
      trans: this._options.trans
    });
    await dialog.launch();
    return closing;
  }

  private _actionsOn(
    talk: ITalk,
    close: (how: Closing) => void
  ): IPublishActions {
    const { model } = talk;
    const { client, linkOf } = this._options;
    return {
      ...this._formActions(model),
      ...this._leavingActions(talk, close),
      again: () => void model.again(),
      back: () => void model.back(),
      cancel: () => void model.cancel(),
      directory: this._people,
      linkOf,
      pictureOf: published => pictureOf(client.base, published),
      preview: () => void model.preview(),
      previewUrl: preview => this._previewUrl(preview),
      submit: () => void model.submit(),
      suggest: prefix =>
        client.tags(prefix, SUGGESTIONS).then(
          list => list.tags,
          () => []
        ),
      withoutRunning: () => void model.withoutRunning()
    };
  }

  /** What changes the form. */
  private _formActions(model: PublishingModel) {
    const change = model.change.bind(model);
    return {
      addTag: text => change(({ draft }) => draft.addTags(text)),
      decide: (finding, decision) =>
        change(({ draft }) => draft.decide(finding, decision)),
      edit: edits => change(({ draft }) => draft.edit(edits)),
      loadCovers: () => change(form => void form.loadCovers()),
      maskAll: () => change(({ draft }) => draft.maskAll()),
      removeTag: tag => change(({ draft }) => draft.removeTag(tag)),
      startOver: () => change(({ draft }) => draft.startOver()),
      tickEnvironment: (name, isTicked) =>
        change(({ draft }) => draft.tickEnvironment(name, isTicked)),
      tickFile: (name, isTicked) =>
        change(({ draft }) => draft.tickFile(name, isTicked)),
      toggle: section => change(form => form.toggle(section)),
      updateInstead: report =>
        change(form => {
          form.draft.updateInstead(report);
          void form.askPeople();
        })
    } satisfies Partial<IPublishActions>;
  }

  /** What leads out of the dialog, or to what lies behind it. */
  private _leavingActions(
    { isOpen, model }: ITalk,
    close: (how: Closing) => void
  ) {
    const { comparer, copy, open, showCell } = this._options;
    const compare = comparer();
    return {
      addFiles: () => close('picking'),
      close: () => close('done'),
      compare:
        compare &&
        (({ id }, before) => {
          close('done');
          compare(id, before);
        }),
      copy: text => {
        copy(text);
        model.use();
      },
      open: ({ id }) => {
        model.use();
        close('done');
        open(id);
      },
      showCell: isOpen && showCell ? cell => showCell(model.path, cell) : null
    } satisfies Partial<IPublishActions>;
  }

  private _previewUrl({ shell }: Preview): string {
    const query = new URLSearchParams({ theme: themeNow() });
    return `${this._options.client.base}${shell}?${query}`;
  }

  private _isBusy = false;
  private _options: IPublishingDeskOptions;
  private _people: People;
}
