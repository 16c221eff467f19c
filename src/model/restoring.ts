/**
 * Which old version becomes the newest again, and what the history will say of it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Published, Version } from '../api/types';
import type { ILibraryClient } from '../tokens';
import { Deed } from './deed';

export interface IRestoringOptions {
  readonly client: Pick<ILibraryClient, 'restore'>;
  readonly report: string;
  /** Those to choose from, the newest first; at least one. */
  readonly versions: readonly Version[];
  readonly trans: TranslationBundle;
}

export class Restoring extends Deed<Published> {
  constructor({ client, report, versions, trans }: IRestoringOptions) {
    super(
      () => client.restore(report, this.chosen.number, this.message.trim()),
      trans
    );
    this.versions = versions;
    this._chosen = versions[0];
  }

  readonly versions: readonly Version[];

  get chosen(): Version {
    return this._chosen;
  }

  choose(version: Version): void {
    this._chosen = version;
    this.emit();
  }

  /** What the history will say: a sentence of ours, until the person has written another. */
  get message(): string {
    return (
      this._message ?? this.trans.__('Restored version %1', this._chosen.number)
    );
  }

  write(message: string): void {
    this._message = message;
    this.emit();
  }

  private _chosen: Version;
  private _message: string | null = null;
}
