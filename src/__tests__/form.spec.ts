import { nullTranslator } from '@jupyterlab/translation';

import {
  choiceOf,
  formOf,
  type IEdits,
  mayUpdate,
  nextVersion,
  problemsOf
} from '../model/form';
import { offerOf } from '../model/sharing';
import type { Draft, DraftChoice } from '../api/types';
import {
  choice,
  draft,
  environment,
  limits,
  offer,
  report
} from './fakeServer';

const trans = nullTranslator.load('test');

const sent = (from: Draft, edits: IEdits): DraftChoice =>
  choiceOf(from, edits, formOf(from, edits), offerOf({}));

describe('the form', () => {
  it('is filled from the notebook, except for what the person has changed', () => {
    expect(formOf(draft, { title: 'Mine' })).toMatchObject({
      title: 'Mine',
      summary: 'By 1.38.',
      tags: ['teams'],
      target: 'new',
      message: '',
      run: false
    });
  });

  it('updates the notebook’s own report unless told otherwise', () => {
    const mine = { ...draft, relation: 'mine' as const, report };
    expect(formOf(mine, {}).target).toBe('update');
    expect(formOf(mine, { target: 'new' }).target).toBe('new');
    expect(nextVersion(mine, formOf(mine, {}))).toBe(4);
  });

  it.each(['other_library', 'not_mine', 'other_path'] as const)(
    'makes a new report of a notebook that is %s',
    relation => {
      const other = { ...draft, relation, report };
      const form = formOf(other, {});
      expect(form.target).toBe('new');
      expect(choiceOf(other, {}, form).report).toBeNull();
    }
  );

  it('updates from another path when the person has said so, and never what is not theirs', () => {
    const moved = { ...draft, relation: 'other_path' as const, report };
    expect(sent(moved, { target: 'update' }).report).toBe(report.id);
    const foreign = {
      ...moved,
      report: { ...report, may_update: false }
    };
    expect(mayUpdate(foreign)).toBe(false);
    expect(sent(foreign, { target: 'update' }).report).toBe(null);
  });

  it('sends what is proposed where nothing was changed', () => {
    expect(sent(draft, {})).toEqual(choice);
  });

  it('sends a title of one line', () => {
    expect(sent(draft, { title: '  Two\n lines ' }).title).toBe('Two lines');
  });

  it('sends what has changed, and which version was seen, with an update only', () => {
    const mine = { ...draft, relation: 'mine' as const, report };
    const message = ' October\nadded ';
    expect(sent(mine, { message })).toMatchObject({
      message: 'October added',
      follows: 3
    });
    expect(sent(mine, { message, target: 'new' })).toMatchObject({
      message: '',
      follows: null
    });
  });

  it('begins as the version before was published: run first, with its cover', () => {
    const cover = { kind: 'figure' as const, cell: 4, output: 0 };
    const again = { ...draft, run: true, cover };
    expect(sent(again, {})).toMatchObject({ run: true, cover });
    expect(sent(again, { run: false }).run).toBe(false);
  });

  it('names the environment’s files only where the person has chosen among them', () => {
    const files = [
      { name: 'requirements.txt', size: 40, origin: 'made', chosen: true },
      { name: 'uv.lock', size: 9000, origin: 'found', chosen: false }
    ] as const;
    const asked = {
      ...draft,
      environment: { environment, files: [...files] }
    };
    expect(sent(asked, {}).environment).toBeNull();
    expect(
      sent(asked, { environment: { 'uv.lock': true } }).environment
    ).toEqual(['requirements.txt', 'uv.lock']);
  });
});

describe('problems', () => {
  const problems = (edits: object) =>
    Object.keys(problemsOf(formOf(draft, edits), limits, trans));

  it('are none in what a notebook proposes', () => {
    expect(problems({})).toEqual([]);
  });

  it('name an empty title, blanks included', () => {
    expect(problems({ title: ' \n ' })).toEqual(['title']);
  });

  it('name what is too long, counted in characters as the server counts', () => {
    expect(problems({ title: '🎈'.repeat(300) })).toEqual([]);
    expect(problems({ title: 'x'.repeat(301) })).toEqual(['title']);
    expect(problems({ summary: 'x'.repeat(2001) })).toEqual(['summary']);
    const tags = Array.from({ length: 1001 }, (_, index) => `t${index}`);
    expect(problems({ tags })).toEqual(['tags']);
  });

  it('name what has changed at length, where it is sent', () => {
    const message = 'x'.repeat(501);
    expect(problems({ message })).toEqual([]);
    const mine = { ...draft, relation: 'mine' as const, report };
    const form = formOf(mine, { message });
    expect(Object.keys(problemsOf(form, limits, trans))).toEqual(['message']);
  });

  it('name files that are too many or too large together', () => {
    const few = { ...limits, attachments: 1, attachments_bytes: 1000 };
    const problem = (sizes: number[]) => {
      const files = sizes.map((size, n) => offer(`${n}.csv`, { size }));
      const form = formOf({ ...draft, files }, {}, { limits: few });
      return problemsOf(form, few, trans).files;
    };
    expect(problem([1000])).toBeUndefined();
    expect(problem([1001])).toMatch(/more than/);
    expect(problem([1, 2])).toBe('These are 2 files; 1 is the most.');
  });

  it('know of no limits when the server has told none', () => {
    const form = formOf(draft, { title: 'x'.repeat(5000) });
    expect(problemsOf(form, null, trans)).toEqual({});
  });
});
