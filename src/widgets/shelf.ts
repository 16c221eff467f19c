/**
 * Where the last searches are remembered, by every screen that searches.
 */
import type { IStateDB } from '@jupyterlab/statedb';
import type { ReadonlyPartialJSONArray } from '@lumino/coreutils';

import type { IShelf } from '../model/recent';

const RECENT = 'hub-publish:recent-searches';

/** In JupyterLab's own state, where each user's is apart. */
export function shelfOf(state: IStateDB): IShelf {
  return {
    fetch: () => state.fetch(RECENT),
    save: queries => state.save(RECENT, queries as ReadonlyPartialJSONArray)
  };
}
