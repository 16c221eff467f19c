import { nullTranslator } from '@jupyterlab/translation';

import { ago } from '../model/ago';

const trans = nullTranslator.load('test');
const now = new Date(2026, 10, 12, 15, 0, 0);

it.each([
  [new Date(2026, 10, 12, 14, 59, 30), 'just now'],
  [new Date(2026, 10, 12, 15, 0, 20), 'just now'],
  [new Date(2026, 10, 12, 14, 59, 0), '1 minute ago'],
  [new Date(2026, 10, 12, 14, 48, 0), '12 minutes ago'],
  [new Date(2026, 10, 12, 13, 0, 0), '2 hours ago'],
  [new Date(2026, 10, 12, 0, 30, 0), '14 hours ago'],
  [new Date(2026, 10, 11, 8, 0, 0), 'yesterday'],
  [new Date(2026, 10, 9, 23, 0, 0), '3 days ago'],
  [new Date(2026, 10, 6, 1, 0, 0), '6 days ago'],
  [new Date(2026, 10, 5, 23, 0, 0), '5 Nov'],
  [new Date(2024, 0, 9, 12, 0, 0), '9 Jan 2024']
])('%s is %s', (then, words) => {
  expect(ago(then, now, trans)).toBe(words);
});

it('an evening is not yesterday before it is six hours old', () => {
  const night = new Date(2026, 10, 12, 1, 0, 0);
  expect(ago(new Date(2026, 10, 11, 23, 0, 0), night, trans)).toBe(
    '2 hours ago'
  );
});
