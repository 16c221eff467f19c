/**
 * Reports and versions as the server tells of them.
 */
import type { ReportDetail, Version } from '../api/types';
import { report } from './fakeServer';

export function version(number: number, more: Partial<Version> = {}): Version {
  return {
    report: report.id,
    number,
    title: `Title ${number}`,
    published: `2026-11-${String(number).padStart(2, '0')}T08:00:00Z`,
    publisher: 'alice',
    cells: 3,
    language: 'python',
    notebook_size: 2_400,
    page_size: 9_000,
    fingerprint: `f${number}`,
    thumbnail: null,
    message: '',
    ran: null,
    environment: null,
    environment_files: [],
    attachments: [],
    waivers: [],
    restores: null,
    erased: null,
    ...more
  };
}

export function detail(more: Partial<ReportDetail> = {}): ReportDetail {
  const { version: newest = report.version } = more;
  return {
    ...report,
    latest: version(newest),
    source: 'posts.ipynb',
    withdrawn: null,
    removed_on: null,
    replaced_by: null,
    based_on: null,
    basis_of: [],
    choices: null,
    people: [],
    datasets: { reads: [], writes: [] },
    ...more
  };
}

export const environment: NonNullable<Version['environment']> = {
  kernel: 'Python 3 (ipykernel)',
  language: 'python',
  version: '3.12.4',
  platform: 'Linux x86_64',
  packages: [
    { name: 'numpy', version: '2.1.0' },
    { name: 'polars', version: '1.9.0' }
  ],
  note: ''
};
