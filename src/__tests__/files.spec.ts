import { filesOf, withAdded } from '../model/files';
import { limits, offer } from './fakeServer';

it('files travel as they were offered, except where the author has ticked', () => {
  const offers = [offer('a'), offer('b', { chosen: false }), offer('c')];
  const { names, size } = filesOf(offers, { b: true, c: false }, limits);
  expect(names).toEqual(['a', 'b']);
  expect(size).toBe(2_600_000);
});

it('what is not there, hidden, outside or too large never travels', () => {
  const states = ['missing', 'hidden', 'outside', 'too_large', 'not_a_file'];
  const offers = states.map(state =>
    offer(state, { state: state as 'hidden' })
  );
  const ticks = Object.fromEntries(states.map(state => [state, true]));
  expect(filesOf(offers, ticks, limits).names).toEqual([]);
});

it('a file that is added and was found is listed once, as it was found', () => {
  const found = [offer('a')];
  const added = [offer('a', { reason: 'added' }), offer('b')];
  expect(withAdded(found, added).map(({ reason }) => reason)).toEqual([
    'read',
    'read'
  ]);
});
