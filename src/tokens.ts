import { Token } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';

import type {
  AccessRequestList,
  Comparison,
  Copied,
  Covers,
  Draft,
  DraftChoice,
  Facets,
  FileOffers,
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
  Sort,
  Stars,
  State,
  Status,
  Suggestions,
  TagList,
  Updates,
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
    readonly hint: string,
    /** The cell that it is about, counted from 1. */
    readonly cell: number | null = null
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

/** What reports must be, besides having the words. */
export interface IFilters {
  /** By any of them. */
  readonly authors?: readonly string[];
  /** With all of them. */
  readonly tags?: readonly string[];
  /** Importing all of them. */
  readonly packages?: readonly string[];
  /** In any of them. */
  readonly languages?: readonly string[];
  /** Owned by any of these principals, such as `group:team-a`. */
  readonly owners?: readonly string[];
  /** Updated on that day or later, such as `2026-09-01`. */
  readonly after?: string | null;
  /** Updated before that day. */
  readonly before?: string | null;
  /** In all of them. */
  readonly states?: readonly State[];
}

/** What to search for. */
export interface ISearch extends IFilters {
  readonly words?: string;
  readonly sort?: Sort | null;
  readonly cursor?: string;
  readonly limit?: number;
}

/** The library as this server shows it; every call may reject with a `Refusal`. */
export interface ILibraryClient {
  /** The address under which all routes lie, ending in a slash. */
  readonly base: string;
  me(): Promise<Me>;
  search(search: ISearch): Promise<HitPage>;
  /** What the reports have in common that the same search finds. */
  facets(search: ISearch): Promise<Facets>;
  /** What somebody who has typed this might be looking for. */
  suggest(words: string, limit?: number): Promise<Suggestions>;
  tags(prefix?: string, limit?: number): Promise<TagList>;
  star(id: string, isStarred: boolean): Promise<Stars>;
  related(id: string, limit?: number): Promise<RelatedList>;
  searches(): Promise<SavedSearchList>;
  /** Keep a search; one of the same name is replaced. */
  saveSearch(name: string, search: ISearch): Promise<SavedSearch>;
  forgetSearch(id: string): Promise<SavedSearchList>;
  report(id: string): Promise<ReportDetail>;
  version(id: string, version: number): Promise<Version>;
  versions(id: string): Promise<VersionList>;
  notebook(id: string, version: number): Promise<unknown>;
  /** What differs; `after` null is the newest version. */
  compare(id: string, before: number, after?: number): Promise<Comparison>;
  /** Change what is said about a report; only what is named changes. */
  edit(id: string, edits: ReportEdits): Promise<ReportDetail>;
  /** Another picture: PNG or WebP, 480 × 300, at most 100 kB. */
  setCover(id: string, picture: Blob): Promise<ReportDetail>;
  /** People and groups whose names begin so. */
  people(prefix: string, limit: number): Promise<KnownList>;
  /** Ask to be let in; the answer is the same whether there is such a report or not. */
  askForAccess(id: string, message: string): Promise<Received>;
  /** Who asks to see one's reports. */
  requests(): Promise<AccessRequestList>;
  /** Let them see it, or do not; the answer is what is left. */
  decide(request: string, granted: boolean): Promise<AccessRequestList>;
  withdraw(id: string): Promise<ReportDetail>;
  /** Make an old version the newest, as a new version. */
  restore(id: string, version: number, message: string): Promise<Published>;
  erase(id: string, version: number): Promise<ReportDetail>;
  /** The address under which a version's attachment is downloaded. */
  attachmentUrl(id: string, version: number, path: string): string;
  /** The same for a file that describes its environment. */
  environmentUrl(id: string, version: number, name: string): string;
  /** The same for the whole version, as one tar file. */
  bundleUrl(id: string, version: number): string;
  inspect(path: string): Promise<Draft>;
  status(path: string): Promise<Status>;
  /** Published reports that are near to a notebook of the user's. */
  near(path: string): Promise<RelatedList>;
  /** Those of one's reports whose notebooks have changed since they were published. */
  updates(reports: readonly string[]): Promise<Updates>;
  /** How files that the author adds stand to the limits; names relative to the notebook's folder. */
  files(path: string, names: readonly string[]): Promise<FileOffers>;
  covers(path: string, draft: DraftChoice): Promise<Covers>;
  /** Render the page, to be looked at in the frame at `base + shell`. */
  preview(path: string, draft: DraftChoice): Promise<Preview>;
  /** Make a runnable copy in this folder of the workspace; without a version, of the newest. */
  copy(report: string, directory: string, version?: number): Promise<Copied>;
  publish(path: string, draft: DraftChoice): Promise<Job>;
  jobs(): Promise<JobList>;
  job(id: string): Promise<Job>;
  endJob(id: string): Promise<Job>;
  remember(id: string, by: 'browser' | 'server'): Promise<Job>;
  /** Whatever else lies below `base`; what is loaded later has clients of its own that stand on this. */
  send<T>(method: string, path: string, body?: object): Promise<T>;
}

/** How a report stands with its readers. */
export interface IStarred {
  readonly id: string;
  readonly stars: number;
  /** Whether the user has starred it. */
  readonly starred: boolean;
}

/** The library, and the news of it. */
export interface IReportLibrary {
  readonly client: ILibraryClient;
  /** Emitted with the library's change counter when somebody has published, here or elsewhere. */
  readonly changed: ISignal<IReportLibrary, number>;
  /** Emitted when the user stars a report or takes a star away, and again if that could not be kept. */
  readonly starred: ISignal<unknown, IStarred>;
  /** Star a report that stands so now, or take the star away; may reject with a `Refusal`. */
  star(report: IStarred, isStarred: boolean): Promise<void>;
}

export const IReportLibrary = new Token<IReportLibrary>(
  'jupyter-hub-publish:IReportLibrary',
  'The library of published reports: provide another to read from another place.'
);

/** The commands, by what they do; their arguments are described by `describedBy`. */
export const CommandIds = {
  /** `{path?: string}`: publish the notebook, or the current one. */
  publish: 'hub-publish:publish-notebook',
  /** `{id: string, version?: number, fragment?: string, marks?: string[]}`: open a report in a tab. */
  openReport: 'hub-publish:open-report',
  /** `{id: string, version?: number}`: open the published notebook, read-only. */
  openNotebook: 'hub-publish:open-notebook',
  /** Write a copy of the published notebook that is open into the user's own files. */
  saveCopy: 'hub-publish:save-notebook-copy',
  /** `{id: string, version?: number}`: make a runnable copy, files included, in the user's own files. */
  makeCopy: 'hub-publish:make-copy',
  /** `{id: string, before: number, after?: number}`: show what differs between two versions. */
  compare: 'hub-publish:compare-versions',
  /** `{id: string}`: change what is said about a report, who may see it and whose it is. */
  editDetails: 'hub-publish:edit-details',
  /** `{id: string, version?: number}`: make an old version the newest; the person is asked which. */
  restoreVersion: 'hub-publish:restore-version',
  /** `{id: string, version?: number}`: remove a version's bytes for good; that of the open tab. */
  eraseVersion: 'hub-publish:erase-version',
  /** `{id: string, undo?: boolean}`: hide a report, or bring it back; that goes for 30 days. */
  withdraw: 'hub-publish:withdraw-report',
  /** `{id: string, undo?: boolean}`: keep a report and say that it is old, or take that back. */
  archive: 'hub-publish:archive-report',
  /** `{id: string}`: say which report has taken its place. */
  replace: 'hub-publish:replace-report',
  /** `{id: string}`: copy the permanent link. */
  copyLink: 'hub-publish:copy-link',
  /**
   * `{words?: string, tag?: string, author?: string}`: show the sidebar panel and put the cursor
   * into its search box.
   */
  search: 'hub-publish:search-reports',
  /** `{words?: string, tag?: string, author?: string, query?: IQuery}`: show the same in the main area. */
  gallery: 'hub-publish:open-gallery',
  /** `{id: string, title?: string, part?: string}`: open a dataset in a tab, at that part of it. */
  openDataset: 'hub-publish:open-dataset',
  /** `{id: string, undo?: boolean}`: star a report, or take the star away; that of the open tab. */
  star: 'hub-publish:star-report'
} as const;
