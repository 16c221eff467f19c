/**
 * The screens of the Publish dialog.
 */
import type {
  Draft,
  Job,
  Preview,
  Published,
  Related,
  ReportDetail
} from '../api/types';
import type { CoversState } from './covers';
import type { IForm, Problems } from './form';
import type { Audience, IOffer } from './sharing';
import type { ITrouble } from './trouble';

/** The parts of the form that fold. */
export type Section = 'check' | 'files' | 'environment';

/** Where in the form the keyboard begins. */
export type Beginning = 'fields' | 'cover' | 'check' | 'files';

export interface IFormScreen {
  readonly kind: 'form';
  readonly draft: Draft;
  readonly form: IForm;
  /** Whether the remembered report may get a version from this notebook. */
  readonly mayUpdate: boolean;
  /** A published report that looks like the same work, where this would be a new one. */
  readonly lookalike: Related | null;
  /** Told only after a first attempt, so that nobody is told off while typing. */
  readonly problems: Problems;
  /** How often the person has asked for what cannot be published yet. */
  readonly attempts: number;
  readonly begin: Beginning;
  /** The number that the version will have. */
  readonly version: number;
  /** Whether it shows what was changed in a dialog before this one. */
  readonly restored: boolean;
  readonly cancelled: boolean;
  readonly covers: CoversState;
  /** Who a report can be for. */
  readonly offer: IOffer;
  /** The tags that most reports have. */
  readonly oftenTags: readonly string[];
  readonly unfolded: ReadonlySet<Section>;
  /** Why the files that the person wanted to add were not. */
  readonly filesTrouble: ITrouble | null;
}

export interface IPublishingScreen {
  readonly kind: 'publishing';
  /** Null until the server has taken the draft. */
  readonly job: Job | null;
  readonly cancelling: boolean;
  /** How many files are stored with it; null where another page has begun it. */
  readonly files: number | null;
}

export interface IFailedScreen {
  readonly kind: 'failed';
  readonly trouble: ITrouble;
  /** Whether there is a draft to go back to. */
  readonly hasDraft: boolean;
  /** Whether it was to run first, and could be published without. */
  readonly mayNotRun: boolean;
}

export interface IOutdatedScreen {
  readonly kind: 'outdated';
  readonly trouble: ITrouble;
  /** The report as it is now. */
  readonly report: ReportDetail;
  /** The version that the author had seen as the newest. */
  readonly seen: number;
}

/** A page before it is published. */
export type PreviewState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly trouble: ITrouble }
  | { readonly kind: 'ready'; readonly preview: Preview };

export type Screen =
  | { readonly kind: 'reading' }
  | IFormScreen
  | {
      readonly kind: 'preview';
      readonly state: PreviewState;
      readonly form: IForm;
      /** The number that the version will have. */
      readonly version: number;
    }
  | IPublishingScreen
  | IFailedScreen
  | IOutdatedScreen
  | {
      readonly kind: 'done';
      readonly published: Published;
      /** Who may see it; null where another page has begun it. */
      readonly audience: Audience | null;
      /** Whether the person has opened the report or copied its link. */
      readonly used: boolean;
    };
