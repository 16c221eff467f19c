import type { Highlight, Hit } from '../api/types';
import { partsOf, partsOfName, placeIn, placeOf } from '../components/matches';
import { fitting } from '../model/fitting';
import { newsIn, renewed } from '../model/news';

function highlight(
  field: Highlight['field'],
  parts: string[],
  cell: number | null = null
): Highlight {
  return { field, cell, heading: '', text: parts.join(''), parts };
}

function hit(...highlights: Highlight[]): Hit {
  return {
    id: 'r',
    version: 1,
    title: 'A title',
    summary: 'A summary',
    highlights
  } as Hit;
}

const CODE = highlight('code', ['df.', 'groupby', '("path")'], 12);
const TITLE = highlight('title', ['A ', 'title']);
const SUMMARY = highlight('summary', ['A ', 'summary']);

describe('why a report was found', () => {
  it('is told by the place in the notebook', () => {
    expect(placeOf(hit(CODE, TITLE, SUMMARY))).toBe(CODE);
    expect(placeOf(hit(TITLE))).toBeNull();
  });

  it('is told by the title or the summary where that has all the words', () => {
    expect(placeOf(hit(TITLE, CODE))).toBeNull();
    const found = hit(SUMMARY, CODE);
    expect(placeOf(found)).toBeNull();
    expect(partsOf(found, 'summary')).toEqual(['A ', 'summary']);
  });

  it('marks nothing that does not match', () => {
    expect(partsOf(hit(), 'title')).toEqual(['A title']);
    expect(partsOfName(hit(), 'tags', 'growth')).toEqual(['growth']);
  });

  it('marks one tag of many', () => {
    const found = hit(highlight('tags', ['', 'grow', 'th']));
    expect(partsOfName(found, 'tags', 'growth')).toEqual(['', 'grow', 'th']);
    expect(partsOfName(found, 'tags', 'teams')).toEqual(['teams']);
  });

  it('is where the page begins, with its words marked, unless the report as a whole was looked for', () => {
    expect(placeIn(hit(CODE, TITLE))).toEqual({
      fragment: 'cell-12',
      marks: ['groupby']
    });
    expect(placeIn(hit(TITLE, CODE))).toEqual({});
    expect(placeIn(hit())).toEqual({});
  });

  it('is a column, a package or a file as well', () => {
    const column = highlight('column', ['', 'churn', '_rate'], 7);
    expect(placeOf(hit(column))).toBe(column);
    expect(placeIn(hit(column)).marks).toEqual(['churn']);
  });

  it('marks a word once, however often it stands there', () => {
    const twice = highlight('text', ['', 'a', ' ', 'a', ' and ', 'b'], 1);
    expect(placeIn(hit(twice)).marks).toEqual(['a', 'b']);
  });
});

describe('tags on one line', () => {
  const wide = (text: string) => text.length * 10;

  it('are all there where there is room', () => {
    expect(fitting(['ab', 'cd'], 68, wide)).toBe(2);
  });

  it('leave room for the number of those left out', () => {
    expect(fitting(['ab', 'cd'], 67, wide)).toBe(1);
    expect(fitting(['ab', 'cd', 'ef'], 96, wide)).toBe(2);
    expect(fitting(['ab', 'cd', 'ef'], 95, wide)).toBe(1);
  });

  it('begin with one, however long', () => {
    expect(fitting(['x'.repeat(99), 'b'], 50, wide)).toBe(1);
    expect(fitting([], 50, wide)).toBe(0);
  });

  it('are measured only as far as they fit', () => {
    const measure = jest.fn(wide);
    fitting(
      Array.from({ length: 600 }, (_, number) => `tag${number}`),
      200,
      measure
    );
    expect(measure.mock.calls.length).toBeLessThan(20);
  });
});

describe('news', () => {
  it('are reports that the list lacks, and versions', () => {
    const old = [
      { ...hit(), id: 'a' },
      { ...hit(), id: 'b' }
    ];
    const now = [
      { ...hit(), id: 'c' },
      { ...hit(), id: 'a', version: 2 },
      old[1]
    ];
    expect(newsIn(old, now)).toEqual({ reports: 1, versions: 1 });
    expect(newsIn(old, old)).toEqual({ reports: 0, versions: 0 });
  });

  it('are not what is said otherwise: a card says it where it stands', () => {
    const old = [
      { ...hit(), id: 'a' },
      { ...hit(), id: 'b' },
      { ...hit(), id: 'c' }
    ];
    const now = [
      { ...hit(), id: 'd' },
      { ...hit(), id: 'b', archived: true },
      { ...hit(), id: 'a', version: 2 }
    ];
    expect(renewed(old, now)).toEqual([old[0], now[1], old[2]]);
  });
});
