/**
 * What the list of changes names, and what is said above it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { CellChange, Comparison, OutputChange } from '../api/types';

/** A line of the list of changes. */
export interface IEntry {
  /** The anchor of what it leads to. */
  readonly id: string;
  readonly kind: CellChange['kind'];
  readonly label: string;
}

/** What has changed, in the order of the page: texts by their headings, the rest by its cell. */
export function entriesOf(
  comparison: Comparison,
  showsCode: boolean,
  trans: TranslationBundle
): readonly IEntry[] {
  const { title, cells, packages, files } = comparison;
  const whole = (id: string, label: string): IEntry => ({
    id,
    kind: 'changed',
    label
  });
  return [
    ...(title.length > 0 ? [whole('title', trans.__('Title'))] : []),
    ...cells.flatMap((cell, at) => entriesOfCell(cell, at, showsCode, trans)),
    ...(packages.length > 0
      ? [whole('environment', trans.__('Environment'))]
      : []),
    ...(files.length > 0 ? [whole('files', trans.__('Files'))] : [])
  ];
}

function entriesOfCell(
  cell: CellChange,
  at: number,
  showsCode: boolean,
  trans: TranslationBundle
): readonly IEntry[] {
  const number = cell.after ?? cell.before ?? 0;
  const { kind, part, heading } = cell;
  const label =
    part === 'code'
      ? trans.__('Code, cell %1', number)
      : heading || trans.__('Text, cell %1', number);
  const isListed = cell.source.length > 0 && (part === 'text' || showsCode);
  return [
    ...(isListed ? [{ id: sourceId(at), kind, label }] : []),
    ...cell.outputs.map((output, place) => ({
      id: outputId(at, place),
      kind: output.kind,
      label: `${partOf(output, trans)}${trans.__(', cell %1', number)}`
    }))
  ];
}

export function sourceId(cell: number): string {
  return `cell-${cell}`;
}

export function outputId(cell: number, output: number): string {
  return `cell-${cell}-${output}`;
}

/** What an output is called. */
export function partOf(
  { part }: OutputChange,
  trans: TranslationBundle
): string {
  switch (part) {
    case 'figure':
      return trans.__('Figure');
    case 'table':
      return trans.__('Table');
    default:
      return trans.__('Output');
  }
}

/** The line under the heading: how much has changed. */
export function gistOf(
  { cells, packages, files }: Comparison,
  trans: TranslationBundle
): string {
  const count = (kind: CellChange['kind']): number =>
    cells.filter(cell => cell.kind === kind).length;
  const outputs = cells.flatMap(cell => cell.outputs);
  const figures = outputs.filter(({ part }) => part === 'figure').length;
  const tables = outputs.filter(({ part }) => part === 'table').length;
  const said = [
    cells.length === 0 && trans.__('No cell has changed'),
    ...(cells.length > 0
      ? [
          trans._n('%1 cell changed', '%1 cells changed', count('changed')),
          trans.__('%1 added', count('added')),
          trans.__('%1 removed', count('removed'))
        ]
      : []),
    figures > 0 && trans._n('%1 figure differs', '%1 figures differ', figures),
    tables > 0 && trans._n('%1 table differs', '%1 tables differ', tables),
    packages.length === 1
      ? `${packages[0].name} ${packages[0].before || '–'} → ${packages[0].after || '–'}`
      : packages.length > 1 &&
        trans._n('%1 package', '%1 packages', packages.length),
    files.length > 0 && trans._n('%1 file', '%1 files', files.length)
  ];
  return said.filter(Boolean).join(' · ');
}
