/**
 * What a person can do in the Publish dialog.
 */
import type { Preview, Published, ReportSummary, TagCount } from '../api/types';
import type { IDecision } from '../model/checking';
import type { IEdits } from '../model/form';
import type { Section } from '../model/screens';
import type { IDirectory } from './PeopleInput';

export interface IPublishActions {
  /** Choose files to add. */
  addFiles: () => void;
  addTag: (text: string) => void;
  again: () => void;
  back: () => void;
  cancel: () => void;
  close: () => void;
  /** Show what differs between two versions; null where nothing can show it. */
  compare: ((report: ReportSummary, before: number) => void) | null;
  copy: (text: string) => void;
  /** People and groups by their names. */
  directory: IDirectory;
  /** Null takes a decision back. */
  decide: (finding: string, decision: IDecision | null) => void;
  edit: (edits: IEdits) => void;
  linkOf: (published: Published) => string;
  /** The pictures to choose from, as the draft is now. */
  loadCovers: () => void;
  /** Mask all that waits for a decision and can be masked. */
  maskAll: () => void;
  open: (report: Pick<Published, 'id'>) => void;
  pictureOf: (published: Published) => string | null;
  preview: () => void;
  /** The address of what frames the page. */
  previewUrl: (preview: Preview) => string;
  removeTag: (tag: string) => void;
  /** Scroll the notebook behind the dialog to a cell; null where it is not open. */
  showCell: ((cell: number) => void) | null;
  startOver: () => void;
  submit: () => void;
  suggest: (prefix: string) => Promise<readonly TagCount[]>;
  tickEnvironment: (name: string, isTicked: boolean) => void;
  tickFile: (name: string, isTicked: boolean) => void;
  /** Fold a part of the form, or unfold it. */
  toggle: (section: Section) => void;
  /** Make it a version of that report, rather than one of its own. */
  updateInstead: (report: ReportSummary) => void;
  withoutRunning: () => void;
}
