/**
 * What a list does not show yet: reports that it lacks, and newer versions of those that it has.
 */
import type { Hit } from '../api/types';

export interface INews {
  readonly reports: number;
  readonly versions: number;
}

export const NO_NEWS: INews = { reports: 0, versions: 0 };

/** How the newest hits go beyond those shown. */
export function newsIn(shown: readonly Hit[], newest: readonly Hit[]): INews {
  const known = new Map(shown.map(hit => [hit.id, hit.version]));
  const versions = newest.filter(
    ({ id, version }) => known.has(id) && known.get(id) !== version
  ).length;
  return {
    reports: newest.filter(({ id }) => !known.has(id)).length,
    versions
  };
}

/** The hits shown, as they are told of now: edited or archived, and in their places. */
export function renewed(
  shown: readonly Hit[],
  newest: readonly Hit[]
): readonly Hit[] {
  const now = new Map(newest.map(hit => [hit.id, hit]));
  return shown.map(hit => {
    const told = now.get(hit.id);
    // A new version waits to be asked for, as a new report does.
    return told && told.version === hit.version ? told : hit;
  });
}
