/**
 * One dialog for each deed to a report, which resolves with what was done, or null.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Limits, Published, ReportDetail, Version } from '../api/types';
import { DetailsForm } from '../components/DetailsForm';
import { EraseNotice } from '../components/EraseNotice';
import { ReplaceForm } from '../components/ReplaceForm';
import { RestoreForm } from '../components/RestoreForm';
import { Covering } from '../model/covering';
import { Deed } from '../model/deed';
import { Editing } from '../model/editing';
import { nextNumber, restorable } from '../model/history';
import { People } from '../model/people';
import { pictureOf } from '../model/picture';
import { Replacing } from '../model/replacing';
import { Restoring } from '../model/restoring';
import { offerOf } from '../model/sharing';
import type { ILibraryClient } from '../tokens';
import { Refusal } from '../tokens';
import { drawCover } from './coverDrawing';
import type { IDeedDialogOptions } from './deedDialog';
import { DeedDialog } from './deedDialog';
import { timesNow } from './times';

import '../../style/curating.css';

/** Characters of a message, where the server does not say. */
const MESSAGE = 500;

/** Tags to choose from while one is typed. */
const SUGGESTIONS = 20;

export class CuratingDialogs {
  constructor(
    private _client: ILibraryClient,
    private _trans: TranslationBundle
  ) {
    this._people = new People(_client);
  }

  async edit(report: ReportDetail): Promise<ReportDetail | null> {
    const { _client: client, _trans: trans } = this;
    const me = await client.me().catch(() => null);
    const editing = new Editing({
      client,
      report,
      limits: me && me.limits,
      offer: offerOf(me),
      trans
    });
    const covering = new Covering({
      client,
      report,
      draw: picture => drawCover(picture, trans),
      onCover: cover => editing.setCover(cover),
      onChange: () => editing.change({}),
      trans
    });
    return this._ask(editing, {
      heading: trans.__('Edit details'),
      label: trans.__('Save'),
      body: () => this._renderDetails(editing, covering)
    });
  }

  /** Without a number, the person chooses among the old versions. */
  async restore(
    report: ReportDetail,
    number: number | null
  ): Promise<Published | null> {
    const { _client: client, _trans: trans } = this;
    const [{ versions }, limits] = await Promise.all([
      client.versions(report.id),
      this._limits()
    ]);
    const old = restorable(versions).filter(
      version => number === null || version.number === number
    );
    if (old.length === 0) {
      throw nothingToRestore(number, trans);
    }
    const restoring = new Restoring({
      client,
      report: report.id,
      versions: old,
      trans
    });
    return this._ask(restoring, {
      heading:
        number === null
          ? trans.__('Restore an old version')
          : trans.__('Restore version %1', number),
      label: trans.__('Restore'),
      body: () => (
        <RestoreForm
          chosen={restoring.chosen}
          longest={limits?.message_length ?? MESSAGE}
          message={restoring.message}
          next={nextNumber(versions)}
          onChoose={version => restoring.choose(version)}
          onMessage={message => restoring.write(message)}
          times={timesNow(trans)}
          trans={trans}
          versions={restoring.versions}
        />
      )
    });
  }

  async erase(
    report: ReportDetail,
    number: number
  ): Promise<ReportDetail | null> {
    const { _client: client, _trans: trans } = this;
    const { versions } = await client.versions(report.id);
    const version = versions.find(one => one.number === number);
    if (!version || version.erased !== null) {
      throw new Refusal(
        'not_found',
        trans.__('There is no version %1 that could be erased.', number),
        ''
      );
    }
    const deed = new Deed(() => client.erase(report.id, number), trans);
    return this._ask(deed, {
      heading: trans.__('Erase version %1?', number),
      label: trans.__('Erase'),
      isGrave: true,
      body: () => (
        <EraseNotice
          hasOthers={hasOthers(versions, version)}
          trans={trans}
          version={version}
        />
      )
    });
  }

  async withdraw(report: ReportDetail): Promise<ReportDetail | null> {
    const { _client: client, _trans: trans } = this;
    const deed = new Deed(() => client.withdraw(report.id), trans);
    return this._ask(deed, {
      heading: trans.__('Withdraw “%1”?', report.title),
      label: trans.__('Withdraw'),
      body: () => (
        <p>
          {trans.__(
            'From now on nobody but you finds it, and its link leads nobody else to it. For 30 days you can bring it back; then it is removed for good.'
          )}
        </p>
      )
    });
  }

  async replace(report: ReportDetail): Promise<ReportDetail | null> {
    const { _client: client, _trans: trans } = this;
    const replacing = new Replacing({ client, report, trans });
    void replacing.find();
    return this._ask(replacing, {
      heading: trans.__('Replaced by'),
      label: trans.__('Save'),
      body: () => (
        <ReplaceForm
          choices={replacing.choices}
          chosen={replacing.chosen}
          onChoose={chosen => replacing.choose(chosen)}
          onType={words => replacing.type(words)}
          pictureOf={one => pictureOf(client.base, one)}
          times={timesNow(trans)}
          trans={trans}
          words={replacing.words}
        />
      )
    });
  }

  private _renderDetails(
    editing: Editing,
    covering: Covering
  ): React.JSX.Element {
    const { _client: client, _trans: trans } = this;
    return (
      <DetailsForm
        attempts={editing.attempts}
        cover={{
          picture: pictureOf(client.base, editing.report),
          cover: editing.cover,
          figures: covering.figures,
          taken: covering.taken,
          trouble: covering.trouble,
          onList: () => void covering.list(),
          onTake: picture => void covering.take(picture),
          onKeep: () => covering.keep(),
          trans
        }}
        details={editing.details}
        directory={this._people}
        offer={editing.offer}
        onAddAuthor={text => editing.addAuthors(text)}
        onAddTag={text => editing.addTags(text)}
        onChange={details => editing.change(details)}
        onRemoveAuthor={name => editing.removeAuthor(name)}
        onRemoveTag={tag => editing.removeTag(tag)}
        problems={editing.problems}
        suggestTags={this._suggestTags}
        trans={trans}
      />
    );
  }

  private async _ask<T>(
    deed: Deed<T>,
    options: Omit<IDeedDialogOptions, 'deed' | 'trans'>
  ): Promise<T | null> {
    const dialog = new DeedDialog({ ...options, deed, trans: this._trans });
    await dialog.launch();
    const { result } = deed;
    deed.dispose();
    return result;
  }

  private _limits(): Promise<Limits | null> {
    return this._client.me().then(
      me => me.limits,
      () => null
    );
  }

  private _suggestTags = (prefix: string) =>
    this._client.tags(prefix, SUGGESTIONS).then(
      list => list.tags,
      () => []
    );

  private _people: People;
}

function hasOthers(versions: readonly Version[], version: Version): boolean {
  return versions.some(
    ({ number, erased }) => number !== version.number && erased === null
  );
}

function nothingToRestore(
  number: number | null,
  trans: TranslationBundle
): Refusal {
  return new Refusal(
    'not_found',
    number === null
      ? trans.__('There is no older version to restore.')
      : trans.__('Version %1 cannot be restored.', number),
    number === null ? '' : trans.__('It is the newest, or it was erased.')
  );
}
