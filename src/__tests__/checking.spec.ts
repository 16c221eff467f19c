import {
  checkOf,
  type Decisions,
  decisionsOf,
  type IAnswers,
  maskingOf,
  stillOf
} from '../model/checking';
import type { Finding } from '../api/types';
import { finding } from './fakeServer';

const nothing: IAnswers = { runs: false, hasFile: () => false };

const looked = (...findings: Finding[]) => ({ findings, complete: true });
const checked = (
  findings: Finding[],
  decisions: Decisions = {},
  answers = nothing
) => checkOf(looked(...findings), decisions, answers);

const mask = { remedy: 'mask', reason: '' } as const;

describe('a finding', () => {
  it('that stops waits until it is decided; others do not hold anything up', () => {
    const warning = finding('b', { severity: 'warn' });
    expect(checked([finding('a'), warning]).undecided).toHaveLength(1);
    expect(checked([finding('a')], { a: mask }).undecided).toHaveLength(0);
  });

  it('is decided as its like in the version before was, until that is taken back', () => {
    const like = finding('a', { proposed: 'mask' });
    expect(checked([like]).items[0].answer).toEqual(mask);
    expect(decisionsOf(looked(like), {})).toEqual([{ finding: 'a', ...mask }]);
    expect(checked([like], { a: null }).undecided).toHaveLength(1);
    expect(decisionsOf(looked(like), { a: null })).toEqual([]);
  });

  it('is never published anyway because it was in the version before', () => {
    const like = finding('a', { proposed: 'waive' });
    expect(checked([like]).undecided).toHaveLength(1);
  });

  it('that a file answers is answered while the file is ticked', () => {
    const path = finding('a', {
      severity: 'warn',
      remedies: ['attach', 'leave'],
      file: 'data.csv'
    });
    const hasFile = (name: string) => name === 'data.csv';
    const { items } = checked([path], {}, { ...nothing, hasFile });
    expect(items[0].answer?.remedy).toBe('attach');
    expect(checked([path]).items[0].answer).toBeNull();
  });

  it('that a run answers is answered while the notebook runs first', () => {
    const order = finding('a', { severity: 'warn', remedies: ['run'] });
    const { items } = checked([order], {}, { ...nothing, runs: true });
    expect(items[0].answer?.remedy).toBe('run');
    // The server sees for itself that it runs.
    expect(decisionsOf(looked(order), {})).toEqual([]);
  });
});

it('decisions about findings that are gone are not sent, and not kept', () => {
  const decisions = { a: mask, gone: mask };
  expect(decisionsOf(looked(finding('a')), decisions)).toHaveLength(1);
  expect(stillOf(looked(finding('a')), decisions)).toEqual({ a: mask });
});

it('all that can be masked is masked at once, and nothing that is decided', () => {
  const key = finding('b', { remedies: ['hide', 'waive'] });
  const check = checked([finding('a'), key, finding('c')], {
    c: { remedy: 'hide', reason: '' }
  });
  expect(maskingOf(check)).toEqual({ a: mask });
});
