import { Notification } from '@jupyterlab/apputils';

import { sayBriefly } from '../commands/briefly';

it('what is said briefly leaves no trace', () => {
  jest.useFakeTimers();
  sayBriefly('Link copied');
  expect(Notification.manager.notifications).toMatchObject([
    { message: 'Link copied', type: 'success' }
  ]);
  jest.advanceTimersByTime(2_000);
  expect(Notification.manager.notifications).toEqual([]);
  jest.useRealTimers();
});
