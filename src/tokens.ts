import { Token } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';

import type {
  Draft,
  DraftChoice,
  HitPage,
  Job,
  JobList,
  Me,
  ReportDetail,
  Status,
  TagList,
  Version,
  VersionList
} from './api/types';

/** Why the server did not do what was asked: one sentence, and what to do. */
export class Refusal extends Error {
  constructor(
    /**
     * The server's code, such as `not_found`, or one of ours: `offline`, `server_half_missing`,
     * `unexpected`.
     */
    readonly code: string,
    message: string,
    readonly hint: string
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

/** What to search for. */
export interface ISearch {
  words?: string;
  authors?: readonly string[];
  tags?: readonly string[];
  sort?: 'relevance' | 'newest';
  cursor?: string;
  limit?: number;
}

/** The library as this server shows it; every call may reject with a `Refusal`. */
export interface ILibraryClient {
  /** The address under which all routes lie, ending in a slash. */
  readonly base: string;
  me(): Promise<Me>;
  search(search: ISearch): Promise<HitPage>;
  tags(prefix?: string, limit?: number): Promise<TagList>;
  report(id: string): Promise<ReportDetail>;
  version(id: string, version: number): Promise<Version>;
  versions(id: string): Promise<VersionList>;
  notebook(id: string, version: number): Promise<unknown>;
  inspect(path: string): Promise<Draft>;
  status(path: string): Promise<Status>;
  publish(path: string, draft: DraftChoice): Promise<Job>;
  jobs(): Promise<JobList>;
  job(id: string): Promise<Job>;
  endJob(id: string): Promise<Job>;
  remember(id: string, by: 'browser' | 'server'): Promise<Job>;
}

/** The library, and the news of it. */
export interface IReportLibrary {
  readonly client: ILibraryClient;
  /** Emitted with the library's change counter when somebody has published, here or elsewhere. */
  readonly changed: ISignal<IReportLibrary, number>;
}

export const IReportLibrary = new Token<IReportLibrary>(
  'jupyter-hub-publish:IReportLibrary',
  'The library of published reports: provide another to read from another place.'
);

/** The commands, by what they do; their arguments are described by `describedBy`. */
export const CommandIds = {
  /** `{path?: string}`: publish the notebook, or the current one. */
  publish: 'hub-publish:publish-notebook',
  /** `{id: string, version?: number, fragment?: string}`: open a report in a tab. */
  openReport: 'hub-publish:open-report',
  /** `{id: string, version?: number}`: open the published notebook, read-only. */
  openNotebook: 'hub-publish:open-notebook',
  /** Write a copy of the published notebook that is open into the user's own files. */
  saveCopy: 'hub-publish:save-notebook-copy',
  /** `{id: string}`: copy the permanent link. */
  copyLink: 'hub-publish:copy-link',
  /**
   * `{words?: string, tag?: string, author?: string}`: show the sidebar panel and put the cursor
   * into its search box.
   */
  search: 'hub-publish:search-reports'
} as const;
