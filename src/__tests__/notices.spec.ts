import { Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';

import type { Notice } from '../api/types';
import type { IReportLibrary } from '../tokens';
import { tellNotices } from '../widgets/noticing';
import { FakeServer, until } from './fakeServer';
import { ID } from './handed';

const ROUTE = 'GET api/notices';
const trans = nullTranslator.load('test');

function notice(minute: number, more: Partial<Notice> = {}): Notice {
  return {
    id: `w${minute}`,
    kind: 'question',
    dataset: { id: ID, name: 'bikeshare.forecast' },
    text: `Asked at ${minute}`,
    at: `2026-11-20T10:${minute}:00Z`,
    ...more
  };
}

describe('news of datasets', () => {
  let server: FakeServer;
  let changed: Signal<IReportLibrary, number>;
  let execute: jest.Mock;
  let kept: unknown;

  const texts = () =>
    Notification.manager.notifications.map(({ message }) => message).reverse();

  function begin(): void {
    const library = { client: server.client } as unknown as IReportLibrary;
    changed = new Signal(library);
    tellNotices({
      library: { ...library, changed },
      state: {
        fetch: async () => kept,
        save: async (_: string, at: unknown) => {
          kept = at;
        }
      } as never,
      commands: { execute },
      trans
    });
  }

  beforeEach(() => {
    Notification.manager.dismiss();
    server = new FakeServer();
    execute = jest.fn();
    kept = '2026-11-20T10:00:00Z';
  });

  it('are told once, with a way there', async () => {
    server.on(ROUTE, { notices: [notice(12), notice(11)] });
    begin();
    await until(() => texts().length === 2);
    expect(texts()).toEqual([
      'bikeshare.forecast: Asked at 11',
      'bikeshare.forecast: Asked at 12'
    ]);
    expect(kept).toBe('2026-11-20T10:12:00Z');
    const [newest] = Notification.manager.notifications;
    newest.options.actions?.[0].callback(new MouseEvent('click'));
    expect(execute).toHaveBeenCalledWith('hub-publish:open-dataset', {
      id: ID,
      title: 'bikeshare.forecast',
      part: 'questions'
    });
    server.on(ROUTE, { notices: [] });
    changed.emit(2);
    await until(() => server.count(ROUTE) === 2);
    expect(texts()).toHaveLength(2);
  });

  it('are told one by one where they are few, and counted where they are many', async () => {
    const many = [15, 14, 13, 12, 11].map(minute => notice(minute));
    server.on(ROUTE, { notices: many });
    begin();
    await until(() => texts().length === 4);
    expect(texts()).toEqual([
      'bikeshare.forecast: Asked at 13',
      'bikeshare.forecast: Asked at 14',
      'bikeshare.forecast: Asked at 15',
      '2 more notices about datasets have come before these.'
    ]);
  });

  it('lead to the page where the contract has changed', async () => {
    server.on(ROUTE, { notices: [notice(11, { kind: 'contract' })] });
    begin();
    await until(() => texts().length === 1);
    const [told] = Notification.manager.notifications;
    told.options.actions?.[0].callback(new MouseEvent('click'));
    expect(execute.mock.lastCall[1]).toMatchObject({ id: ID, part: '' });
  });

  it('wait for the next change where nobody answers', async () => {
    server.refuse(ROUTE, 'library_busy', 'Busy.', 503);
    begin();
    await until(() => server.count(ROUTE) === 1);
    server.on(ROUTE, { notices: [notice(11)] });
    changed.emit(2);
    await until(() => texts().length === 1);
  });
});
