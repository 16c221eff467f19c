/**
 * Published notebooks as files that can be read and never be written.
 */
import { URLExt } from '@jupyterlab/coreutils';
import type { Contents, ServerConnection } from '@jupyterlab/services';
import { ServerConnection as Connection } from '@jupyterlab/services';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { Version } from '../api/types';
import type { ILibraryClient } from '../tokens';
import { Refusal } from '../tokens';
import { freePath } from './freePath';
import type { IOrigin, IVersionKey } from './published';
import {
  DRIVE,
  keyOf,
  originOf,
  pathOf,
  toOwn,
  toRead,
  withoutTrust
} from './published';
import { troubleOf } from './trouble';

type Client = Pick<ILibraryClient, 'base' | 'me' | 'version' | 'notebook'>;

export interface IPublishedDriveOptions {
  readonly client: Client;
  /** Where copies are written: the user's own files. */
  readonly contents: Contents.IManager;
  readonly serverSettings: ServerConnection.ISettings;
  readonly trans: TranslationBundle;
}

export class PublishedDrive implements Contents.IDrive {
  constructor(private _options: IPublishedDriveOptions) {
    this.serverSettings = _options.serverSettings;
  }

  readonly name = DRIVE;
  readonly serverSettings: ServerConnection.ISettings;

  /** Never emitted: what is published does not change. */
  get fileChanged(): ISignal<this, Contents.IChangedArgs> {
    return this._fileChanged;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    this._isDisposed = true;
    Signal.clearData(this);
  }

  /** The published notebook, read-only and untrusted; 404 for every other path. */
  async get(
    localPath: string,
    options?: Contents.IFetchOptions
  ): Promise<Contents.IModel> {
    const key = keyOf(localPath);
    if (!key) {
      throw this._missing();
    }
    const version = await this._found(
      this._options.client.version(key.report, key.version)
    );
    if (pathOf(key, version.title) !== localPath.replace(/^\//, '')) {
      throw this._missing();
    }
    const content = options?.content === false ? null : await this._read(key);
    return modelOf(localPath, version, content);
  }

  /**
   * Refused where it would write to what is published. Any other path is one that somebody typed
   * into *Save as*, which keeps the drive's name: a copy goes into the user's own files.
   */
  async save(
    localPath: string,
    options: Partial<Contents.IModel> = {}
  ): Promise<Contents.IModel> {
    const key = keyOf(localPath);
    if (key) {
      throw new Error(readOnlySentence(key.version, this._options.trans));
    }
    const wanted = localPath.replace(/^\/?(r[a-z2-7]{10}\/v\d+\/)?/, '');
    const origin = originOf(options.content);
    return origin
      ? this.copyTo(wanted, origin)
      : this._write(wanted, withoutTrust(options.content));
  }

  /** Write a copy into the user's own files: as it was published, under a name that is free. */
  async copyTo(wanted: string, key: IVersionKey): Promise<Contents.IModel> {
    const { report, version } = key;
    const content = await this._found(
      this._options.client.notebook(report, version)
    );
    return this._write(wanted, toOwn(content, await this._origin(key)));
  }

  /**
   * The notebook's own address, or that of a file beside it: rejecting would leave a cell with such
   * an image unrendered as a whole.
   */
  getDownloadUrl(localPath: string): Promise<string> {
    const parts = /^\/?(r[a-z2-7]{10})\/v(\d+)\/(.+)$/.exec(localPath);
    if (!parts) {
      return Promise.reject(this._missing());
    }
    const [, report, version, path] = parts;
    const file = keyOf(localPath)
      ? 'notebook'
      : `attachments/${URLExt.encodeParts(path)}`;
    return Promise.resolve(
      `${this._options.client.base}api/reports/${report}/versions/${version}/${file}`
    );
  }

  newUntitled(): Promise<Contents.IModel> {
    return this._refuse();
  }

  delete(): Promise<void> {
    return this._refuse();
  }

  rename(): Promise<Contents.IModel> {
    return this._refuse();
  }

  copy(): Promise<Contents.IModel> {
    return this._refuse();
  }

  createCheckpoint(): Promise<Contents.ICheckpointModel> {
    return this._refuse();
  }

  listCheckpoints(): Promise<Contents.ICheckpointModel[]> {
    return Promise.resolve([]);
  }

  restoreCheckpoint(): Promise<void> {
    return this._refuse();
  }

  deleteCheckpoint(): Promise<void> {
    return this._refuse();
  }

  private async _read(key: IVersionKey): Promise<unknown> {
    const { client } = this._options;
    const [content, origin] = await this._found(
      Promise.all([client.notebook(key.report, key.version), this._origin(key)])
    );
    return toRead(content, origin);
  }

  private async _origin(key: IVersionKey): Promise<IOrigin> {
    const { library } = await this._options.client.me();
    return { library: library.id, report: key.report, version: key.version };
  }

  private async _write(
    wanted: string,
    content: unknown
  ): Promise<Contents.IModel> {
    const { contents, trans } = this._options;
    const path = await freePath(wanted, contents, trans);
    return contents.save(path, { type: 'notebook', format: 'json', content });
  }

  /** JupyterLab knows a missing file by the status of the answer. */
  private async _found<T>(asked: Promise<T>): Promise<T> {
    try {
      return await asked;
    } catch (error) {
      if (error instanceof Refusal && error.code === 'not_found') {
        throw this._missing();
      }
      const { message, hint } = troubleOf(error, this._options.trans);
      throw new Error(`${message} ${hint}`.trim());
    }
  }

  private _missing(): Error {
    return new Connection.ResponseError(
      new Response(null, { status: 404 }),
      this._options.trans.__('There is no report here that you may see.')
    );
  }

  private _refuse(): Promise<never> {
    return Promise.reject(
      new Error(this._options.trans.__('What is published can only be read.'))
    );
  }

  private _isDisposed = false;
  private _fileChanged = new Signal<this, Contents.IChangedArgs>(this);
}

/** Why nothing is saved, and what to do instead. */
export function readOnlySentence(
  version: number,
  trans: TranslationBundle
): string {
  return trans.__(
    'This is version %1 of a report and cannot be changed. Save a copy of your own instead.',
    version
  );
}

function modelOf(
  localPath: string,
  version: Version,
  content: unknown
): Contents.IModel {
  return {
    name: localPath.split('/').pop() ?? localPath,
    path: localPath,
    type: 'notebook',
    format: content === null ? null : 'json',
    mimetype: '',
    writable: false,
    created: version.published,
    last_modified: version.published,
    content
  };
}
