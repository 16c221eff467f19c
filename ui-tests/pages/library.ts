/**
 * How tests put reports into the library without JupyterLab's windows.
 */
import type { APIRequestContext } from '@playwright/test';
import { expect } from '@playwright/test';

export interface ICell {
  readonly cell_type: 'code' | 'markdown';
  readonly source: string;
  readonly metadata?: object;
  readonly outputs?: readonly object[];
}

export function markdown(source: string, ...tags: string[]): ICell {
  return { cell_type: 'markdown', source, metadata: { tags } };
}

/** A code cell whose one output has this data. */
export function shows(
  source: string,
  data: { [mime: string]: string },
  ...tags: string[]
): ICell {
  const output = { output_type: 'display_data', metadata: {}, data };
  return { cell_type: 'code', source, metadata: { tags }, outputs: [output] };
}

/** Save a notebook of these cells and publish it; resolves with the report's id. */
export async function publishCells(
  request: APIRequestContext,
  cells: readonly ICell[],
  draft: { title: string; summary?: string; tags?: string[] }
): Promise<string> {
  const path = `cells-${Math.random().toString(36).slice(2)}.ipynb`;
  const content = {
    nbformat: 4,
    nbformat_minor: 4,
    metadata: { language_info: { name: 'python' } },
    cells: cells.map(cell =>
      cell.cell_type === 'code'
        ? { execution_count: 1, outputs: [], metadata: {}, ...cell }
        : { metadata: {}, ...cell }
    )
  };
  const saved = await request.put(`/api/contents/${path}`, {
    data: { type: 'file', format: 'text', content: JSON.stringify(content) }
  });
  expect(saved.ok()).toBe(true);
  const id = await publishFile(request, path, draft);
  await request.delete(`/api/contents/${path}`);
  return id;
}

/** Publish a notebook that is there; resolves with the report's id. */
export async function publishFile(
  request: APIRequestContext,
  path: string,
  draft: { title: string; summary?: string; tags?: string[] }
): Promise<string> {
  const base = '/hub-publish/workspace';
  const started = await request.post(`${base}/publish`, {
    data: { path, draft: { summary: '', tags: [], ...draft } }
  });
  let job = await started.json();
  while (job.state === 'running') {
    await new Promise(resolve => setTimeout(resolve, 50));
    job = await (await request.get(`${base}/jobs/${job.id}`)).json();
  }
  await request.delete(`${base}/jobs/${job.id}`);
  expect(job.error).toBeNull();
  return job.published.id;
}
