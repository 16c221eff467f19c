/**
 * The pictures in the outputs of a published notebook, as far as its readers see them.
 */
import type * as nbformat from '@jupyterlab/nbformat';

export interface IFigure {
  /** The number of its cell, counted from 1. */
  readonly cell: number;
  /** The picture itself, as a `data:` address. */
  readonly url: string;
}

/** One output in two formats is one picture: the first of these. */
const FORMATS = [
  'image/png',
  'image/webp',
  'image/jpeg',
  'image/gif',
  'image/svg+xml'
];

/** Outputs that the author keeps back must not come out as the report's picture. */
const KEPT_BACK = /^(hide|remove)-(cell|outputs?)$/;

const MOST = 24; // a person looks at all of them
const LONGEST = 10_000_000; // characters of one; a picture that is larger is not worth the wait

/** At most 24 pictures, in the order of the notebook. */
export function figuresIn(content: unknown): IFigure[] {
  const { cells = [] } = (content ?? {}) as Partial<nbformat.INotebookContent>;
  const figures: IFigure[] = [];
  cells.forEach((cell, index) => {
    if (!isKeptBack(cell)) {
      for (const url of picturesOf(cell)) {
        figures.push({ cell: index + 1, url });
      }
    }
  });
  return figures.slice(0, MOST);
}

function isKeptBack({ metadata }: nbformat.ICell): boolean {
  const { tags } = metadata as { tags?: unknown };
  return (
    Array.isArray(tags) &&
    tags.some(tag =>
      KEPT_BACK.test(String(tag).trim().toLowerCase().replace(/_/g, '-'))
    )
  );
}

function picturesOf(cell: nbformat.ICell): string[] {
  const outputs = (cell.outputs ?? []) as nbformat.IOutput[];
  return outputs
    .map(({ data }) => pictureIn((data ?? {}) as nbformat.IMimeBundle))
    .filter((url): url is string => url !== null);
}

function pictureIn(data: nbformat.IMimeBundle): string | null {
  const format = FORMATS.find(one => data[one] !== undefined);
  if (!format) {
    return null;
  }
  const text = joined(data[format]);
  if (text === '' || text.length > LONGEST) {
    return null;
  }
  return format === 'image/svg+xml'
    ? `data:${format},${encodeURIComponent(text)}`
    : `data:${format};base64,${text.replace(/\s/g, '')}`;
}

/** Notebooks have texts in one piece, or in lines. */
function joined(text: unknown): string {
  return Array.isArray(text) ? text.join('') : String(text);
}
