/**
 * Which files travel with a report: those that the notebook names, those that the author adds, and how
 * they stand to the limits.
 */
import type {
  EnvironmentFile,
  EnvironmentOffer,
  FileOffer,
  Limits
} from '../api/types';

/** By name, what the author has ticked or unticked; all else is as it was offered. */
export type Ticks = Readonly<Record<string, boolean>>;

export interface IFileRow {
  readonly offer: FileOffer;
  readonly isTicked: boolean;
}

export interface IFiles {
  readonly rows: readonly IFileRow[];
  /** The names of those that are ticked. */
  readonly names: readonly string[];
  /** Bytes of those that are ticked. */
  readonly size: number;
  /** The most bytes, and the most files, that a version may have; null where nobody has said. */
  readonly most: { readonly size: number; readonly files: number } | null;
}

export function filesOf(
  offers: readonly FileOffer[],
  ticks: Ticks,
  limits: Limits | null
): IFiles {
  const rows = offers.map(offer => ({
    offer,
    isTicked: offer.state === 'ready' && (ticks[offer.name] ?? offer.chosen)
  }));
  const ticked = rows.filter(({ isTicked }) => isTicked);
  return {
    rows,
    names: ticked.map(({ offer }) => offer.name),
    size: ticked.reduce((size, { offer }) => size + (offer.size ?? 0), 0),
    most: limits && {
      size: limits.attachments_bytes,
      files: limits.attachments
    }
  };
}

/** What was found, and behind it what the author has added and nobody had found. */
export function withAdded(
  found: readonly FileOffer[],
  added: readonly FileOffer[]
): readonly FileOffer[] {
  const names = new Set(found.map(({ name }) => name));
  return [...found, ...added.filter(({ name }) => !names.has(name))];
}

export interface IEnvironmentRow {
  readonly file: EnvironmentFile;
  readonly isTicked: boolean;
}

/** The files that say how to make the environment again. */
export function environmentOf(
  offer: EnvironmentOffer | null,
  ticks: Ticks
): readonly IEnvironmentRow[] {
  return (offer?.files ?? []).map(file => ({
    file,
    isTicked: ticks[file.name] ?? file.chosen
  }));
}
