/**
 * Who may see a report and who may change it: what a library offers, and what was chosen.
 */
import type { Me, ReportSummary } from '../api/types';

export type Audience = ReportSummary['audience'];

/** As they stand in a row, from nobody to all. */
const ORDER: readonly Audience[] = ['private', 'people', 'link', 'everyone'];

/** What somebody can choose from in this library. */
export interface IOffer {
  /** In the order in which they are shown. */
  readonly audiences: readonly Audience[];
  /** The one that a new report begins with; null where the library does not say. */
  readonly usual: Audience | null;
  /** For whom it is then, where that is `people`. */
  readonly people: readonly string[];
  /** Whoever is here, as a principal. */
  readonly me: string;
  /** The groups that they are in, as principals. */
  readonly groups: readonly string[];
}

/** What was chosen; principals are such as `user:alice` and `group:team-a`. */
export interface ISharing {
  readonly audience: Audience;
  /** Whom the audience `people` names; null where that is not known. */
  readonly people: readonly string[] | null;
  readonly owner: string;
}

/** A server that is away says nothing, and one that was started before an upgrade says less. */
export function offerOf(me: Partial<Me> | null): IOffer {
  const {
    audiences = ['everyone'],
    groups = [],
    name = '',
    people = []
  } = me ?? {};
  return {
    audiences: ORDER.filter(audience => audiences.includes(audience)),
    usual: me && audiences[0],
    people,
    me: `user:${name}`,
    groups: groups.map(group => `group:${group}`)
  };
}
