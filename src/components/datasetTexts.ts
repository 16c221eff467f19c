/**
 * What is said of a table's size, and of a list of tables.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

export function countOfRows(rows: number, trans: TranslationBundle): string {
  return trans._n('%2 row', '%2 rows', rows, rows.toLocaleString());
}

export function countOfColumns(
  columns: number,
  trans: TranslationBundle
): string {
  return trans._n('%2 column', '%2 columns', columns, columns.toLocaleString());
}

export function countOfDatasets(
  total: number,
  trans: TranslationBundle
): string {
  return trans._n('%2 dataset', '%2 datasets', total, total.toLocaleString());
}
