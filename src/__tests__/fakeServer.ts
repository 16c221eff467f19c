/**
 * A server whose answers a test decides, behind the real client.
 */
import { ServerConnection } from '@jupyterlab/services';

import { LibraryClient } from '../api/client';
import type {
  Draft,
  DraftChoice,
  Environment,
  FileOffer,
  Finding,
  Job,
  Me,
  Published,
  Related,
  ReportSummary
} from '../api/types';

export interface IAsked {
  /** Such as `POST workspace/inspect`. */
  readonly route: string;
  readonly body: unknown;
}

type Answer = { status: number; body: unknown };

export class FakeServer {
  readonly asked: IAsked[] = [];

  readonly client = new LibraryClient(
    ServerConnection.makeSettings({
      baseUrl: 'http://localhost/',
      fetch: (async (request: Request) => this._answer(request)) as typeof fetch
    })
  );

  /** From now on, this route is answered so; a function is asked anew each time. */
  on(route: string, body: unknown, status = 200): void {
    this._answers.set(route, () => ({
      status,
      body: typeof body === 'function' ? body() : body
    }));
  }

  refuse(route: string, code: string, message: string, status = 409): void {
    this.on(route, { error: { code, message, hint: 'Do this.' } }, status);
  }

  /** How often a route was asked. */
  count(route: string): number {
    return this.asked.filter(asked => asked.route === route).length;
  }

  private async _answer(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname.replace('/hub-publish/', '');
    const route = `${request.method} ${path}`;
    const text = await request.text();
    this.asked.push({ route, body: text ? JSON.parse(text) : null });
    const answer = this._answers.get(route)?.();
    return answer
      ? new Response(JSON.stringify(answer.body), { status: answer.status })
      : new Response('Not Found', { status: 404 });
  }

  private _answers = new Map<string, () => Answer>();
}

export const report: ReportSummary = {
  id: 'rabcdefghij',
  title: 'Posts grow',
  summary: '',
  authors: ['alice'],
  owner: 'user:alice',
  audience: 'everyone',
  tags: [],
  version: 3,
  created: '2026-11-01T08:00:00Z',
  updated: '2026-11-20T08:00:00Z',
  may_update: true,
  url: 'http://hub/r/rabcdefghij',
  thumbnail: 'c0ffee',
  archived: false,
  ran_clean: false,
  stars: 0,
  starred: false,
  views: 0
};

/** A report of somebody else's that looks like the same work, unless told otherwise. */
export function near(more: Partial<Related> = {}): Related {
  return {
    ...report,
    id: 'rnnnnnnnnnn',
    title: 'Who stays',
    authors: ['carol'],
    version: 2,
    may_update: false,
    reasons: [{ kind: 'columns', values: ['churn_rate'] }],
    alike: 0.7,
    ...more
  };
}

export const draft: Draft = {
  path: 'posts.ipynb',
  title: 'Posts grow',
  summary: 'By 1.38.',
  tags: ['teams'],
  cells: 3,
  language: 'python',
  size: 100,
  relation: 'none',
  report: null,
  changed: true,
  images: [],
  check: { findings: [], complete: true },
  files: [],
  environment: null,
  run: false,
  cover: { kind: 'best', cell: 0, output: 0 },
  parent: null
};

/** What is sent where the author changes nothing. */
export const choice: DraftChoice = {
  title: draft.title,
  summary: draft.summary,
  tags: draft.tags,
  audience: 'everyone',
  people: [],
  owner: null,
  report: null,
  follows: null,
  message: '',
  decisions: [],
  files: [],
  environment: null,
  run: false,
  cover: draft.cover
};

/** A token that the check has found, unless told otherwise. */
export function finding(id: string, more: Partial<Finding> = {}): Finding {
  return {
    id,
    kind: 'secret',
    rule: 'github-token',
    severity: 'stop',
    message: 'A GitHub token in the code and in one output',
    cells: [12],
    masked: 'ghp_••••3fQ',
    remedies: ['mask', 'hide', 'waive'],
    file: '',
    proposed: null,
    ...more
  };
}

/** A file that is read and can travel, unless told otherwise. */
export function offer(name: string, more: Partial<FileOffer> = {}): FileOffer {
  return {
    name,
    reason: 'read',
    cells: [3],
    size: 1_300_000,
    state: 'ready',
    chosen: true,
    ...more
  };
}

export const environment: Environment = {
  kernel: 'Python 3 (ipykernel)',
  language: 'python',
  version: '3.12.7',
  platform: 'Linux x86_64',
  packages: [{ name: 'polars', version: '1.12.0' }],
  note: ''
};

export const published: Published = {
  id: report.id,
  version: 1,
  title: 'Posts grow',
  url: report.url,
  library: 'library-1',
  thumbnail: 'c0ffee',
  notices: []
};

export const running: Job = {
  id: 'j1',
  path: 'posts.ipynb',
  title: 'Posts grow',
  state: 'running',
  step: 'reading',
  progress: null,
  published: null,
  error: null,
  remembered: false,
  started: '2026-11-20T08:00:00Z',
  runs: false,
  ran: null
};

export const done: Job = {
  ...running,
  state: 'done',
  step: 'storing',
  published
};

export const failed: Job = {
  ...running,
  state: 'failed',
  error: {
    code: 'library_full',
    message: 'The disk is full.',
    hint: '',
    cell: null
  }
};

export const limits: Me['limits'] = {
  bundle_bytes: 50_000_000,
  title_length: 300,
  summary_length: 2000,
  tags: 1000,
  tag_length: 60,
  message_length: 500,
  attachments_bytes: 50_000_000,
  attachments: 1000
};

/** Wait until something is so, or fail saying what was waited for. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (isSo()) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  throw new Error(`Never came true: ${isSo}`);
}
