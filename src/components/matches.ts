/**
 * Why a report was found, as a card says it.
 */
import type { Highlight, Hit } from '../api/types';

/** A text cut in pieces: the second, fourth, … are the words that matched. */
export type Parts = readonly string[];

/**
 * The place inside the notebook that a card shows instead of the summary. The library names what
 * tells best first: it is no place where the title or the summary has all the words.
 */
export function placeOf(hit: Hit): Highlight | null {
  const best = hit.highlights?.[0];
  return best && PLACES.includes(best.field) ? best : null;
}

const PLACES: readonly Highlight['field'][] = [
  'text',
  'code',
  'output',
  'package',
  'column',
  'file'
];

/** The title or the summary, with the matching words apart. */
export function partsOf(hit: Hit, field: 'title' | 'summary'): Parts {
  return find(hit, field)?.parts ?? [hit[field]];
}

/** A tag or an author's name, with the matching words apart. */
export function partsOfName(
  hit: Hit,
  field: 'tags' | 'authors',
  name: string
): Parts {
  const found = hit.highlights?.find(
    highlight => highlight.field === field && highlight.text === name
  );
  return found?.parts ?? [name];
}

/** Where in a page to begin, and what to mark there. */
export interface IPlaceInPage {
  readonly fragment?: string;
  readonly marks?: readonly string[];
}

/** At the match, unless the report as a whole is what was looked for. */
export function placeIn(hit: Hit): IPlaceInPage {
  const place = placeOf(hit);
  return place?.cell
    ? { fragment: `cell-${place.cell}`, marks: wordsAt(place) }
    : {};
}

/** The words that are marked there, as they are written; each once. */
function wordsAt({ parts }: Highlight): readonly string[] {
  const marked = parts.filter((_, index) => index % 2 === 1);
  return [...new Set(marked.filter(word => word.trim() !== ''))];
}

function find(hit: Hit, field: Highlight['field']): Highlight | undefined {
  return hit.highlights?.find(highlight => highlight.field === field);
}
