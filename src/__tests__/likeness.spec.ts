import { nullTranslator } from '@jupyterlab/translation';

import { readText, reasonsOf } from '../components/likeness';

const trans = nullTranslator.load('test');

describe('why two reports are near', () => {
  it('is said by kind, the two most telling', () => {
    expect(
      reasonsOf(
        [
          { kind: 'columns', values: ['churn_rate'] },
          { kind: 'packages', values: ['polars', 'altair'] },
          { kind: 'tags', values: ['churn'] }
        ],
        trans
      )
    ).toBe('Same column: churn_rate · Same packages: polars, altair');
  });

  it('counts what is more than three', () => {
    const values = ['one', 'two', 'three', 'four', 'five'];
    expect(reasonsOf([{ kind: 'words', values }], trans)).toBe(
      'Same words: one, two, three and 2 more'
    );
  });

  it('names the data that both read', () => {
    const values = ['bikeshare.forecast', 'weather.hourly'];
    expect(reasonsOf([{ kind: 'datasets', values }], trans)).toBe(
      'Reads the same data: bikeshare.forecast, weather.hourly'
    );
  });

  it('says nothing of a kind that has nothing', () => {
    expect(reasonsOf([{ kind: 'files', values: [] }], trans)).toBe('');
  });
});

it('says how often a report was read, and nothing of a report that nobody has read', () => {
  expect(readText(0, trans)).toBe('');
  expect(readText(1, trans)).toBe('read once');
  expect(readText(1234, trans)).toBe('read 1,234 times');
});
