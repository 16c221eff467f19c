import { shortened, tabLabel } from '../components/shortened';

it.each([
  ['short', 5, 'short'],
  ['longer', 5, 'long…'],
  ['two words', 5, 'two…'],
  ['👩🏽👩🏽👩🏽', 3, '👩🏽…']
])('%j in %s letters is %j', (text, most, short) => {
  expect(shortened(text, most)).toBe(short);
});

it('a title of three hundred letters is no tab of that length', () => {
  expect([...tabLabel('x'.repeat(300))]).toHaveLength(60);
});
