import { nullTranslator } from '@jupyterlab/translation';

import {
  choiceOf,
  formOf,
  mayUpdate,
  nextVersion,
  problemsOf
} from '../model/form';
import { draft, limits, report } from './fakeServer';

const trans = nullTranslator.load('test');

describe('the form', () => {
  it('is filled from the notebook, except for what the person has changed', () => {
    const form = formOf(draft, { title: 'Mine' });
    expect(form).toEqual({
      title: 'Mine',
      summary: 'By 1.38.',
      tags: ['teams'],
      target: 'new'
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
      expect(choiceOf(other, form).report).toBeNull();
    }
  );

  it('updates from another path when the person has said so, and never what is not theirs', () => {
    const moved = { ...draft, relation: 'other_path' as const, report };
    expect(choiceOf(moved, formOf(moved, { target: 'update' })).report).toBe(
      report.id
    );
    const foreign = {
      ...moved,
      report: { ...report, may_update: false }
    };
    expect(mayUpdate(foreign)).toBe(false);
    expect(
      choiceOf(foreign, formOf(foreign, { target: 'update' })).report
    ).toBe(null);
  });

  it('sends a title of one line', () => {
    const form = formOf(draft, { title: '  Two\n lines ' });
    expect(choiceOf(draft, form).title).toBe('Two lines');
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

  it('know of no limits when the server has told none', () => {
    const form = formOf(draft, { title: 'x'.repeat(5000) });
    expect(problemsOf(form, null, trans)).toEqual({});
  });
});
