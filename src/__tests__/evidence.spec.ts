import { nullTranslator } from '@jupyterlab/translation';

import { inBytes } from '../components/bytes';
import {
  contentsOf,
  evidenceOf,
  languageOf,
  lasting
} from '../components/evidence';
import { environment, version } from './versions';

const trans = nullTranslator.load('test');

describe('what stands behind a version', () => {
  it('is how a clean run went', () => {
    const run = { kernel: 'Python 3', cells: 26, seconds: 41.2 };
    expect(evidenceOf(run, trans)).toBe('26 cells in 41 s, Python 3');
    expect(evidenceOf({ ...run, cells: 1 }, trans)).toBe(
      '1 cell in 41 s, Python 3'
    );
  });

  it.each([
    [0.04, '0 s'],
    [1.26, '1.3 s'],
    [9.97, '10 s'],
    [119, '119 s'],
    [150, '3 min'],
    [7500, '2 h 5 min']
  ])('lasts %d seconds: %s', (seconds, text) => {
    expect(lasting(seconds, trans)).toBe(text);
  });

  it('is what came with it', () => {
    const attachments = [
      { path: 'a.csv', size: 1 },
      { path: 'b.csv', size: 1 }
    ];
    expect(contentsOf(version(1, { attachments, environment }), trans)).toBe(
      '2 files · Python 3.12, 2 packages'
    );
    expect(
      contentsOf(version(1, { attachments: attachments.slice(1) }), trans)
    ).toBe('1 file');
    expect(contentsOf(version(1), trans)).toBe('');
  });

  it('is a kernel of which little is known', () => {
    const bare = { ...environment, language: 'R', version: '', packages: [] };
    expect(languageOf(bare)).toBe('R');
    expect(contentsOf(version(1, { environment: bare }), trans)).toBe('R');
  });
});

describe('a size', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [1400, '1.4 kB'],
    [99_949, '100 kB'],
    [999_600, '1 MB'],
    [1_400_000, '1.4 MB'],
    [23_400_000, '23 MB'],
    [5_000_000_000, '5 GB']
  ])('of %d is %s', (size, text) => {
    expect(inBytes(size, trans)).toBe(text);
  });
});
