/**
 * What the reports found have in common: counted only while somebody looks, after the reports are there.
 */
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';

import type { Facets } from '../api/types';
import { searchOf } from '../query';
import type { ILibraryClient } from '../tokens';
import type { SearchModel } from './search';

export type FacetsState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'counting' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'counted'; readonly facets: Facets };

export class FacetsModel implements IDisposable {
  constructor(
    private _client: Pick<ILibraryClient, 'facets'>,
    private _search: SearchModel
  ) {
    _search.stateChanged.connect(this._follow, this);
  }

  get state(): FacetsState {
    return this._state;
  }

  get stateChanged(): ISignal<this, void> {
    return this._stateChanged;
  }

  get isOpen(): boolean {
    return this._state.kind !== 'closed';
  }

  set isOpen(isOpen: boolean) {
    if (isOpen === this.isOpen) {
      return;
    }
    this._become({ kind: isOpen ? 'counting' : 'closed' });
    this._counted = 0;
    this._follow();
  }

  /** Count again what could not be counted. */
  retry(): void {
    this._become({ kind: 'counting' });
    this._counted = 0;
    this._follow();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      Signal.clearData(this);
    }
  }

  /** Another answer to the search has other counts; one question at a time. */
  private _follow(): void {
    const { answers, state } = this._search;
    const isDue = this.isOpen && answers !== this._counted;
    if (isDue && state.kind === 'listed' && !this._isBusy) {
      this._counted = answers;
      void this._count();
    }
  }

  private async _count(): Promise<void> {
    const { state } = this._search;
    if (state.kind !== 'listed') {
      return;
    }
    this._isBusy = true;
    let next: FacetsState;
    try {
      const facets = await this._client.facets(searchOf(state.query));
      next = { kind: 'counted', facets };
    } catch {
      // The list says what is wrong; here is only nothing to choose from.
      next = { kind: 'failed' };
    }
    this._isBusy = false;
    if (this._isDisposed || !this.isOpen) {
      return;
    }
    this._become(next);
    this._follow();
  }

  private _become(state: FacetsState): void {
    this._state = state;
    this._stateChanged.emit();
  }

  private _state: FacetsState = { kind: 'closed' };
  private _counted = 0;
  private _isBusy = false;
  private _isDisposed = false;
  private _stateChanged = new Signal<this, void>(this);
}
