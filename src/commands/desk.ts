/**
 * The dialogs that commands ask in; each resolves with what was done, or null where one thought better
 * of it.
 */
import type { Published, ReportDetail } from '../api/types';

export interface ICuratingDesk {
  edit(report: ReportDetail): Promise<ReportDetail | null>;
  /** Without a number, ask which. */
  restore(
    report: ReportDetail,
    version: number | null
  ): Promise<Published | null>;
  erase(report: ReportDetail, version: number): Promise<ReportDetail | null>;
  withdraw(report: ReportDetail): Promise<ReportDetail | null>;
  replace(report: ReportDetail): Promise<ReportDetail | null>;
}

/** The desk is loaded when it is first wanted. */
export type AtDesk<K extends keyof ICuratingDesk> = () => Promise<
  Pick<ICuratingDesk, K>
>;
