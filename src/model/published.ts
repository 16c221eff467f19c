/**
 * Paths and contents of published notebooks: where they stand in our drive, what is taken off them.
 */
import type * as nbformat from '@jupyterlab/nbformat';
import type { PartialJSONObject } from '@lumino/coreutils';
import { JSONExt } from '@lumino/coreutils';

/** The drive in which published notebooks are found; no colon, no slash. */
export const DRIVE = 'Published';

/** A version of a report. */
export interface IVersionKey {
  readonly report: string;
  readonly version: number;
}

/** Which report a notebook is, or comes from: what its metadata says. */
export interface IOrigin extends IVersionKey {
  readonly library: string;
}

/**
 * What a file name is told by: no-break spaces around a middle dot, which nobody types. The name
 * has no extension, so that whoever opens it without naming a factory gets ours and no kernel.
 */
const MARK = '\u00a0·\u00a0';

/** The names of published notebooks, as a file type knows them. */
export const NAME_PATTERN = `.${MARK}version\u00a0\\d+$`;

const LONGEST = 14; // characters of a title, so that a tab has room for the version

/**
 * The path of a version within the drive, without the drive's name: it survives a reload, and its
 * last part is what JupyterLab writes on the tab. Not translated: it must not change with the
 * language.
 */
export function pathOf(
  { report, version }: IVersionKey,
  title: string
): string {
  return `${report}/v${version}/${nameOf(version, title)}`;
}

function nameOf(version: number, title: string): string {
  const plain = fileTitle(title);
  const letters = [...plain];
  const cut = letters.slice(0, LONGEST).join('');
  const words = cut.replace(/\s+\S*$/, '');
  const short =
    letters.length > LONGEST ? `${(words || cut).trimEnd()}…` : plain;
  return `${short}${MARK}version\u00a0${version}`;
}

/** The version that a path of the drive names, or null where it is no such path. */
export function keyOf(localPath: string): IVersionKey | null {
  const parts = /^\/?(r[a-z2-7]{10})\/v([1-9]\d{0,8})\/([^/]+)$/.exec(
    localPath
  );
  return parts && parts[3].includes(MARK)
    ? { report: parts[1], version: Number(parts[2]) }
    : null;
}

/** What a copy is called at first. */
export function copyName(title: string): string {
  return `${fileTitle(title)}.ipynb`;
}

const UNFIT: { [letter: string]: string } = { '/': '⁄', '\\': '⧵', ':': '∶' };

/** A title as part of a file name: letters that paths are made of give way to lookalikes. */
function fileTitle(title: string): string {
  const fit = title
    .replace(/[/\\:]/g, letter => UNFIT[letter])
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+/, '')
    .trim();
  return fit || 'Report';
}

/** The notebook as its author published it, claiming no trust. */
export function withoutTrust(content: unknown): nbformat.INotebookContent {
  const notebook = JSONExt.deepCopy(
    content as PartialJSONObject
  ) as unknown as nbformat.INotebookContent;
  notebook.cells?.forEach(cell => {
    delete cell.metadata?.trusted;
    outputsOf(cell).forEach(output => delete output?.metadata?.trusted);
  });
  return notebook;
}

type Claiming = { metadata?: PartialJSONObject } | null;

function outputsOf(cell: nbformat.ICell): readonly Claiming[] {
  return Array.isArray(cell.outputs) ? (cell.outputs as Claiming[]) : [];
}

/** The notebook to be looked at: untrusted, no cell to be typed into, and knowing what it is. */
export function toRead(
  content: unknown,
  origin: IOrigin
): nbformat.INotebookContent {
  const notebook = withoutTrust(content);
  notebook.cells?.forEach(cell => {
    cell.metadata = { ...cell.metadata, editable: false };
  });
  notebook.metadata = { ...notebook.metadata, hub_publish: { ...origin } };
  return notebook;
}

/** The notebook to be worked on: untrusted, and knowing where it comes from. */
export function toOwn(
  content: unknown,
  origin: IOrigin
): nbformat.INotebookContent {
  const notebook = withoutTrust(content);
  notebook.metadata = {
    ...notebook.metadata,
    hub_publish: { parent: { ...origin } }
  };
  return notebook;
}

/** Which published version the content says it is. */
export function originOf(content: unknown): IOrigin | null {
  const { metadata } = (content ?? {}) as Partial<nbformat.INotebookContent>;
  const { library, report, version } = (metadata?.hub_publish ??
    {}) as Partial<IOrigin>;
  return typeof library === 'string' &&
    typeof report === 'string' &&
    typeof version === 'number'
    ? { library, report, version }
    : null;
}
