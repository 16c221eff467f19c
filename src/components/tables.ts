/**
 * Tables of two versions laid over each other: which numbers differ, and by how much.
 */

/** A table's cells as text, the header's first; rows may differ in length. */
export interface ITable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface IDeltaCell {
  readonly text: string;
  /** `same` where the other version has it too; a number that differs has its `difference`. */
  readonly kind: 'same' | 'changed' | 'added' | 'removed';
  /** What it was, or the empty string. */
  readonly before: string;
  /** Such as `+4.1%` or `−0.02`; empty where there is none to tell. */
  readonly difference: string;
}

export interface IDelta {
  readonly header: readonly string[];
  readonly rows: readonly (readonly IDeltaCell[])[];
}

/** Rows that are laid over each other; a longer table is told by its first ones. */
export const MOST_ROWS = 200;

const NUMBER = /^[-+−]?(?:\d[\d,\u00a0\u202f ]*\.?\d*|\.\d+)(?:e[-+]?\d+)?%?$/i;
const SAME = 1e-6; // of the number; less is how computers count

/** The first table of an output's HTML; nothing in it is run or loaded. */
export function tableIn(html: string): ITable | null {
  const table = new DOMParser()
    .parseFromString(html, 'text/html')
    .querySelector('table');
  if (!table) {
    return null;
  }
  const all = [...table.rows].map(row =>
    [...row.cells].map(cell => cell.textContent?.trim() ?? '')
  );
  const heads = [...table.rows].findIndex(row => !row.closest('thead'));
  const first = heads < 0 ? all.length : heads;
  return {
    header: all[Math.max(0, first - 1)] && first > 0 ? all[first - 1] : [],
    rows: all.slice(first)
  };
}

/** The newer table, with what was there before; rows that went stand where they were. */
export function deltaOf(before: ITable, after: ITable): IDelta {
  const columns = matched(before.header, after.header, after);
  const rows = pairs(before.rows, after.rows);
  return {
    header: after.header,
    rows: rows
      .slice(0, MOST_ROWS)
      .map(([old, now]) =>
        now
          ? now.map((text, at) => cellOf(old?.[columns[at] ?? -1], text, !old))
          : (old ?? []).map(text => gone(text))
      )
  };
}

/** Where in the older table each column of the newer one is. */
function matched(
  old: readonly string[],
  now: readonly string[],
  { rows }: ITable
): readonly number[] {
  const width = Math.max(now.length, ...rows.map(row => row.length));
  const isNamed = isUnique(old) && isUnique(now) && old.length > 0;
  return Array.from({ length: width }, (_, at) =>
    isNamed && at < now.length ? old.indexOf(now[at]) : at
  );
}

type Row = readonly string[];

/** Rows find each other by what their first cell says, or else by their place. */
function pairs(
  old: readonly Row[],
  now: readonly Row[]
): readonly (readonly [Row | undefined, Row | undefined])[] {
  const names = (rows: readonly Row[]): string[] => rows.map(([name]) => name);
  if (!isUnique(names(old)) || !isUnique(names(now))) {
    return Array.from({ length: Math.max(old.length, now.length) }, (_, at) => [
      old[at],
      now[at]
    ]);
  }
  const known = new Map(old.map(row => [row[0], row]));
  const found: [Row | undefined, Row | undefined][] = now.map(row => [
    known.get(row[0]),
    row
  ]);
  const stays = new Set(names(now));
  return [
    ...found,
    ...old
      .filter(([name]) => !stays.has(name))
      .map((row): [Row, undefined] => [row, undefined])
  ];
}

function isUnique(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

function gone(text: string): IDeltaCell {
  return { text, kind: 'removed', before: text, difference: '' };
}

function cellOf(
  old: string | undefined,
  text: string,
  isNewRow: boolean
): IDeltaCell {
  if (isNewRow || old === undefined) {
    return { text, kind: 'added', before: '', difference: '' };
  }
  const [was, is] = [numberOf(old), numberOf(text)];
  if (
    old === text ||
    (was !== null &&
      is !== null &&
      Math.abs(is - was) <= SAME * Math.max(Math.abs(is), Math.abs(was)))
  ) {
    return { text, kind: 'same', before: old, difference: '' };
  }
  const difference =
    was === null || is === null ? '' : differenceOf(was, is, text);
  return { text, kind: 'changed', before: old, difference };
}

/** The number that a cell shows, or null. */
export function numberOf(text: string): number | null {
  const trimmed = text.trim();
  if (!NUMBER.test(trimmed)) {
    return null;
  }
  const plain = trimmed.replace(/[,\s\u00a0\u202f%]/g, '').replace('−', '-');
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** Large numbers by their share, small ones and shares themselves by what is between them. */
function differenceOf(was: number, is: number, text: string): string {
  const by = is - was;
  const sign = by > 0 ? '+' : '−';
  if (!text.includes('%') && was !== 0 && Math.abs(was) >= 10) {
    const share = Math.abs(by / was) * 100;
    return `${sign}${share.toFixed(share < 0.1 ? 2 : share < 100 ? 1 : 0)}%`;
  }
  const decimals = /\.(\d+)/.exec(text)?.[1].length ?? 0;
  const size = Math.abs(by).toFixed(Math.min(decimals, 6));
  return Number(size) === 0
    ? `${sign}${Math.abs(by).toPrecision(1)}`
    : `${sign}${size}`;
}
