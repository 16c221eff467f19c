/**
 * The one place that talks to the server: every call is a promise of a record, or of a `Refusal`.
 */
import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import type { ILibraryClient, ISearch } from '../tokens';
import { Refusal } from '../tokens';
import type {
  Draft,
  DraftChoice,
  ErrorBody,
  HitPage,
  Job,
  JobList,
  Me,
  ReportDetail,
  Status,
  TagList,
  Version,
  VersionList
} from './types';

/** The library as this server shows it. */
export class LibraryClient implements ILibraryClient {
  constructor(settings: ServerConnection.ISettings) {
    this._settings = settings;
    this.base = URLExt.join(settings.baseUrl, 'hub-publish') + '/';
  }

  readonly base: string;

  me(): Promise<Me> {
    return this._get('api/me');
  }

  search(search: ISearch): Promise<HitPage> {
    const query = new URLSearchParams();
    if (search.words) {
      query.set('q', search.words);
    }
    search.authors?.forEach(author => query.append('author', author));
    search.tags?.forEach(tag => query.append('tag', tag));
    if (search.sort) {
      query.set('sort', search.sort);
    }
    if (search.cursor) {
      query.set('cursor', search.cursor);
    }
    query.set('limit', String(search.limit ?? 20));
    return this._get(`api/reports?${query}`);
  }

  tags(prefix = '', limit = 20): Promise<TagList> {
    return this._get(
      `api/tags?${new URLSearchParams({ prefix, limit: String(limit) })}`
    );
  }

  report(id: string): Promise<ReportDetail> {
    return this._get(`api/reports/${encodeURIComponent(id)}`);
  }

  version(id: string, version: number): Promise<Version> {
    return this._get(
      `api/reports/${encodeURIComponent(id)}/versions/${version}`
    );
  }

  versions(id: string): Promise<VersionList> {
    return this._get(`api/reports/${encodeURIComponent(id)}/versions`);
  }

  notebook(id: string, version: number): Promise<unknown> {
    return this._get(
      `api/reports/${encodeURIComponent(id)}/versions/${version}/notebook`
    );
  }

  inspect(path: string): Promise<Draft> {
    return this._send('POST', 'workspace/inspect', { path });
  }

  status(path: string): Promise<Status> {
    return this._send('POST', 'workspace/status', { path });
  }

  publish(path: string, draft: DraftChoice): Promise<Job> {
    return this._send('POST', 'workspace/publish', { path, draft });
  }

  jobs(): Promise<JobList> {
    return this._get('workspace/jobs');
  }

  job(id: string): Promise<Job> {
    return this._get(`workspace/jobs/${encodeURIComponent(id)}`);
  }

  endJob(id: string): Promise<Job> {
    return this._send('DELETE', `workspace/jobs/${encodeURIComponent(id)}`);
  }

  remember(id: string, by: 'browser' | 'server'): Promise<Job> {
    return this._send(
      'PUT',
      `workspace/jobs/${encodeURIComponent(id)}/remembered`,
      { by }
    );
  }

  private _get<T>(path: string): Promise<T> {
    return this._ask(path, {});
  }

  private _send<T>(method: string, path: string, body?: object): Promise<T> {
    return this._ask(path, { method, body: body && JSON.stringify(body) });
  }

  private async _ask<T>(path: string, init: RequestInit): Promise<T> {
    let response: Response;
    try {
      response = await ServerConnection.makeRequest(
        this.base + path,
        // With the default, `no-store`, JupyterLab adds the time to the address as a parameter.
        { cache: 'no-cache', ...init },
        this._settings
      );
    } catch (error) {
      throw new Refusal(
        'offline',
        error instanceof Error ? error.message : String(error),
        ''
      );
    }
    const text = await response.text();
    if (!response.ok) {
      throw refusal(response.status, text);
    }
    return JSON.parse(text) as T;
  }

  private _settings: ServerConnection.ISettings;
}

/** What the server said no with; a 404 without our error's shape means that our half is not there. */
function refusal(status: number, text: string): Refusal {
  try {
    const { error } = JSON.parse(text) as Partial<ErrorBody>;
    if (error?.code && error.message) {
      return new Refusal(error.code, error.message, error.hint ?? '');
    }
  } catch {
    // Not our server half's answer: a proxy's page, or Jupyter's own.
  }
  if (status === 404) {
    return new Refusal('server_half_missing', `Status ${status}`, '');
  }
  const code =
    status === 502 || status === 503 || status === 504
      ? 'offline'
      : 'unexpected';
  return new Refusal(code, `Status ${status}`, '');
}
