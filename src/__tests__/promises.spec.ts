import { nullTranslator } from '@jupyterlab/translation';

import { freshnessOf, rhythmOf } from '../components/promises';
import { axisText, shareText, valueText } from '../components/values';

const trans = nullTranslator.load('test');
const NOON = new Date('2026-11-21T12:00:00Z');

describe('how a table stands to its promise', () => {
  it.each([
    ['2026-11-21T13:00:00Z', 'fresh', 'Fresh'],
    ['2026-11-21T11:59:40Z', 'late', 'Late by 1 minute'],
    ['2026-11-21T10:00:00Z', 'late', 'Late by 2 hours'],
    ['2026-11-19T10:00:00Z', 'late', 'Late by 2 days'],
    [null, 'none', 'No promise']
  ] as const)('due at %s and %s is said as it is', (due, freshness, words) => {
    expect(freshnessOf({ due, freshness }, NOON, trans)).toBe(words);
  });

  it.each([
    [null, ''],
    [3600, 'hourly'],
    [86_400, 'daily'],
    [604_800, 'weekly'],
    [172_800, 'every 2 days'],
    [7200, 'every 2 hours']
  ])('%s seconds are a rhythm', (seconds, words) => {
    expect(rhythmOf(seconds, trans)).toBe(words);
  });
});

describe('a value', () => {
  it.each([
    [114, 'integer', '114'],
    [1234567, 'integer', '1234567'],
    [0.1 + 0.2, 'number', '0.3'],
    [null, 'number', ''],
    [true, 'boolean', 'true'],
    ['2026-11-20T17:00:00', 'datetime', '2026-11-20 17:00'],
    ['2026-11-20T17:00:00.25Z', 'datetime', '2026-11-20 17:00 UTC'],
    ['2026-11-20T17:00:00+01:00', 'datetime', '2026-11-20 17:00+01:00'],
    ['2026-11-20', 'date', '2026-11-20'],
    ['2026-11-20T17:00:00', 'string', '2026-11-20T17:00:00'],
    ['no time', 'datetime', 'no time']
  ] as const)('%s of type %s is read as %s', (value, type, text) => {
    expect(valueText(value, type)).toBe(text);
  });

  it('is short at the end of an axis', () => {
    expect(axisText('2026-11-20T17:00:00Z', 'datetime')).toBe('20 Nov 26');
    expect(axisText(1_400_000, 'integer')).toBe('1.4M');
    expect(axisText(500, 'integer')).toBe('500');
  });
});

it.each([
  [0, 10, '0%'],
  [61, 100, '61%'],
  [24, 1000, '2.4%'],
  [1, 100_000, '<0.1%'],
  [0, 0, '0%']
])('%s of %s is a share that says something', (part, whole, text) => {
  expect(shareText(part, whole)).toBe(text);
});
