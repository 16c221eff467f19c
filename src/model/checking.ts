/**
 * What the check has found, and how the author deals with it; what was matched is never known here.
 */
import type { Checked, Decision, Finding } from '../api/types';

export type Remedy = Finding['remedies'][number];

/** What the author decided about a finding; a reason goes with `waive` only. */
export interface IDecision {
  readonly remedy: Decision['remedy'];
  readonly reason: string;
}

/** By the finding's id; null where a proposal was taken back. */
export type Decisions = Readonly<Record<string, IDecision | null>>;

/** A finding, and how it is dealt with. */
export interface IItem {
  readonly finding: Finding;
  /** Null while nobody has decided. */
  readonly answer: { readonly remedy: Remedy; readonly reason: string } | null;
}

export interface ICheck {
  readonly items: readonly IItem[];
  /** Those that stop a publication until they are decided. */
  readonly undecided: readonly IItem[];
  /** Whether all of the notebook was looked at. */
  readonly complete: boolean;
}

/** What else in the form answers a finding. */
export interface IAnswers {
  /** Whether the notebook runs from top to bottom first. */
  readonly runs: boolean;
  /** Whether this file travels with the report. */
  readonly hasFile: (name: string) => boolean;
}

/** The check as the dialog shows it. */
export function checkOf(
  checked: Checked,
  decisions: Decisions,
  answers: IAnswers
): ICheck {
  const items = checked.findings.map(finding => ({
    finding,
    answer: decisionOn(finding, decisions) ?? answerTo(finding, answers)
  }));
  return {
    items,
    undecided: items.filter(
      ({ answer, finding }) => !answer && finding.severity === 'stop'
    ),
    complete: checked.complete
  };
}

/** What is sent: the server hears of decisions only, all else it sees. */
export function decisionsOf(
  checked: Checked,
  decisions: Decisions
): Decision[] {
  return checked.findings.flatMap(finding => {
    const decision = decisionOn(finding, decisions);
    return decision ? [{ finding: finding.id, ...decision }] : [];
  });
}

/** Those about findings that are there: a finding's id lives no longer than the server. */
export function stillOf(checked: Checked, decisions: Decisions): Decisions {
  const ids = new Set(checked.findings.map(({ id }) => id));
  return Object.fromEntries(
    Object.entries(decisions).filter(([id]) => ids.has(id))
  );
}

/** The decisions that mask every finding that waits for one and can be masked. */
export function maskingOf({ undecided }: ICheck): Decisions {
  return Object.fromEntries(
    undecided
      .filter(({ finding }) => finding.remedies.includes('mask'))
      .map(({ finding }) => [finding.id, { remedy: 'mask', reason: '' }])
  );
}

/** What the author said, else what was decided about its like in the version before. */
function decisionOn(finding: Finding, decisions: Decisions): IDecision | null {
  const said = decisions[finding.id];
  if (said !== undefined) {
    return said;
  }
  const { proposed, remedies } = finding;
  return proposed !== null && isQuiet(proposed) && remedies.includes(proposed)
    ? { remedy: proposed, reason: '' }
    : null;
}

/** What needs neither a reason nor anything else of the form. */
function isQuiet(remedy: Remedy): remedy is 'mask' | 'hide' | 'drop' | 'leave' {
  return ['mask', 'hide', 'drop', 'leave'].includes(remedy);
}

function answerTo(finding: Finding, answers: IAnswers): IItem['answer'] {
  const { file, remedies } = finding;
  if (remedies.includes('attach') && answers.hasFile(file)) {
    return { remedy: 'attach', reason: '' };
  }
  return remedies.includes('run') && answers.runs
    ? { remedy: 'run', reason: '' }
    : null;
}
