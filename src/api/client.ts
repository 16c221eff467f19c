/**
 * The one place that talks to the server: every call is a promise of a record, or of a `Refusal`.
 */
import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import type { IFilters, ILibraryClient, ISearch } from '../tokens';
import { Refusal } from '../tokens';
import type {
  AccessRequestList,
  Comparison,
  Copied,
  Covers,
  Draft,
  DraftChoice,
  ErrorBody,
  Facets,
  FileOffers,
  Filters,
  HitPage,
  Job,
  JobList,
  KnownList,
  Me,
  Preview,
  Published,
  Received,
  RelatedList,
  ReportDetail,
  ReportEdits,
  SavedSearch,
  SavedSearchList,
  Stars,
  Status,
  Suggestions,
  TagList,
  Updates,
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
    const query = parametersOf(search);
    if (search.sort) {
      query.set('sort', search.sort);
    }
    if (search.cursor) {
      query.set('cursor', search.cursor);
    }
    query.set('limit', String(search.limit ?? 20));
    return this._get(`api/reports?${query}`);
  }

  facets(search: ISearch): Promise<Facets> {
    return this._get(`api/facets?${parametersOf(search)}`);
  }

  suggest(words: string, limit = 8): Promise<Suggestions> {
    return this._get(
      `api/suggest?${new URLSearchParams({ q: words, limit: String(limit) })}`
    );
  }

  tags(prefix = '', limit = 20): Promise<TagList> {
    return this._get(
      `api/tags?${new URLSearchParams({ prefix, limit: String(limit) })}`
    );
  }

  star(id: string, isStarred: boolean): Promise<Stars> {
    return this._send(isStarred ? 'PUT' : 'DELETE', `${reportPath(id)}/star`);
  }

  related(id: string, limit = 6): Promise<RelatedList> {
    return this._get(`${reportPath(id)}/related?limit=${limit}`);
  }

  searches(): Promise<SavedSearchList> {
    return this._get('api/searches');
  }

  saveSearch(name: string, search: ISearch): Promise<SavedSearch> {
    const { words = '', sort = null } = search;
    return this._send('POST', 'api/searches', {
      name,
      words,
      sort,
      filters: filtersOf(search)
    });
  }

  forgetSearch(id: string): Promise<SavedSearchList> {
    return this._send('DELETE', `api/searches/${encodeURIComponent(id)}`);
  }

  report(id: string): Promise<ReportDetail> {
    return this._get(reportPath(id));
  }

  version(id: string, version: number): Promise<Version> {
    return this._get(versionPath(id, version));
  }

  versions(id: string): Promise<VersionList> {
    return this._get(`${reportPath(id)}/versions`);
  }

  notebook(id: string, version: number): Promise<unknown> {
    return this._get(`${versionPath(id, version)}/notebook`);
  }

  compare(id: string, before: number, after?: number): Promise<Comparison> {
    const to = after ?? 'latest';
    return this._get(`${versionPath(id, before)}/diff?to=${to}`);
  }

  edit(id: string, edits: ReportEdits): Promise<ReportDetail> {
    return this._send('PATCH', reportPath(id), edits);
  }

  setCover(id: string, picture: Blob): Promise<ReportDetail> {
    return this._ask(`${reportPath(id)}/cover`, {
      method: 'PUT',
      body: picture
    });
  }

  people(prefix: string, limit: number): Promise<KnownList> {
    const query = new URLSearchParams({ prefix, limit: String(limit) });
    return this._get(`api/people?${query}`);
  }

  askForAccess(id: string, message: string): Promise<Received> {
    return this._send('POST', `${reportPath(id)}/access`, { message });
  }

  requests(): Promise<AccessRequestList> {
    return this._get('api/requests');
  }

  decide(request: string, granted: boolean): Promise<AccessRequestList> {
    return this._send('POST', `api/requests/${request}`, { granted });
  }

  withdraw(id: string): Promise<ReportDetail> {
    return this._send('DELETE', reportPath(id));
  }

  restore(id: string, version: number, message: string): Promise<Published> {
    return this._send('POST', `${versionPath(id, version)}/restore`, {
      message
    });
  }

  erase(id: string, version: number): Promise<ReportDetail> {
    return this._send('DELETE', versionPath(id, version));
  }

  attachmentUrl(id: string, version: number, path: string): string {
    const parts = path.split('/').map(encodeURIComponent).join('/');
    return `${this.base}${versionPath(id, version)}/attachments/${parts}`;
  }

  environmentUrl(id: string, version: number, name: string): string {
    const file = encodeURIComponent(name);
    return `${this.base}${versionPath(id, version)}/environment/${file}`;
  }

  bundleUrl(id: string, version: number): string {
    return `${this.base}${versionPath(id, version)}/bundle`;
  }

  inspect(path: string): Promise<Draft> {
    return this._send('POST', 'workspace/inspect', { path });
  }

  status(path: string): Promise<Status> {
    return this._send('POST', 'workspace/status', { path });
  }

  near(path: string): Promise<RelatedList> {
    return this._send('POST', 'workspace/near', { path });
  }

  updates(reports: readonly string[]): Promise<Updates> {
    return this._send('POST', 'workspace/updates', { reports });
  }

  files(path: string, names: readonly string[]): Promise<FileOffers> {
    return this._send('POST', 'workspace/files', { path, names });
  }

  covers(path: string, draft: DraftChoice): Promise<Covers> {
    return this._send('POST', 'workspace/covers', { path, draft });
  }

  preview(path: string, draft: DraftChoice): Promise<Preview> {
    return this._send('POST', 'workspace/preview', { path, draft });
  }

  copy(report: string, directory: string, version?: number): Promise<Copied> {
    return this._send('POST', 'workspace/copy', { report, directory, version });
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

  send<T>(method: string, path: string, body?: object): Promise<T> {
    return this._send(method, path, body);
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

function parametersOf(search: ISearch): URLSearchParams {
  const query = new URLSearchParams();
  if (search.words) {
    query.set('q', search.words);
  }
  search.authors?.forEach(author => query.append('author', author));
  search.tags?.forEach(tag => query.append('tag', tag));
  search.packages?.forEach(name => query.append('package', name));
  search.languages?.forEach(language => query.append('language', language));
  search.owners?.forEach(owner => query.append('owner', owner));
  search.states?.forEach(state => query.append('state', state));
  if (search.after) {
    query.set('after', search.after);
  }
  if (search.before) {
    query.set('before', search.before);
  }
  return query;
}

function filtersOf(search: IFilters): Filters {
  const { authors, tags, packages, languages, owners } = search;
  const { after, before, states } = search;
  return {
    authors: [...(authors ?? [])],
    tags: [...(tags ?? [])],
    packages: [...(packages ?? [])],
    languages: [...(languages ?? [])],
    owners: [...(owners ?? [])],
    after: after ?? null,
    before: before ?? null,
    states: [...(states ?? [])]
  };
}

function reportPath(id: string): string {
  return `api/reports/${encodeURIComponent(id)}`;
}

function versionPath(id: string, version: number): string {
  return `${reportPath(id)}/versions/${version}`;
}

/** What the server said no with; a 404 without our error's shape means that our half is not there. */
function refusal(status: number, text: string): Refusal {
  try {
    const { error } = JSON.parse(text) as Partial<ErrorBody>;
    if (error?.code && error.message) {
      return new Refusal(
        error.code,
        error.message,
        error.hint ?? '',
        error.cell ?? null
      );
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
