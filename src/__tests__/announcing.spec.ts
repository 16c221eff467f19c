import { Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';

import type { Job } from '../api/types';
import { Announcer } from '../model/announcing';
import { Publications } from '../model/publications';
import {
  choice,
  done,
  failed,
  FakeServer,
  published,
  running,
  until
} from './fakeServer';

const trans = nullTranslator.load('test');
const notices = Notification.manager;

async function start({ watched = false } = {}) {
  const server = new FakeServer();
  let job: Job = running;
  server.on('POST workspace/publish', running, 202);
  server.on('GET workspace/jobs/j1', () => job);
  server.on('DELETE workspace/jobs/j1', () => ({ ...job, state: 'cancelled' }));
  server.on('PUT workspace/jobs/j1/remembered', () => job);
  const publications = new Publications({
    client: server.client,
    notebooks: { remember: async () => false },
    interval: 5
  });
  const asked: string[] = [];
  const announcer = new Announcer({
    notices,
    publications,
    trans,
    open: id => asked.push(`open ${id}`),
    copyLink: ({ url }) => asked.push(`copy ${url}`),
    publish: path => asked.push(`publish ${path}`)
  });
  const publication = await publications.start('posts.ipynb', choice);
  publication.watched = watched;
  return {
    announcer,
    asked,
    publication,
    become: (next: Job) => {
      job = next;
    }
  };
}

const messages = () => notices.notifications.map(({ message }) => message);
const press = (label: string) =>
  notices.notifications
    .flatMap(({ options }) => options.actions ?? [])
    .find(action => action.label === label)
    ?.callback(new MouseEvent('click'));

beforeEach(() => notices.dismiss());

it('a publication that no dialog shows is told from its progress to its link', async () => {
  const { asked, become } = await start();
  become({ ...running, step: 'rendering', progress: { done: 1, total: 2 } });
  await until(() => messages().includes('Publishing “Posts grow”…'));
  await until(() => (notices.notifications[0].options.progress ?? 0) > 0.4);
  become(done);
  await until(() => messages().includes('“Posts grow” is published.'));
  expect(messages()).toHaveLength(1);
  press('Open');
  press('Copy link');
  expect(asked).toEqual(['open rabcdefghij', 'copy http://hub/r/rabcdefghij']);
});

it('one that a dialog shows is told by the dialog alone', async () => {
  const { become, publication } = await start({ watched: true });
  become(done);
  await publication.ended;
  await until(() => publication.isDisposed);
  expect(messages()).toEqual([]);
});

it('one whose dialog is closed is told from then on, and not when it is opened again', async () => {
  const { publication } = await start({ watched: true });
  publication.watched = false;
  expect(messages()).toEqual(['Publishing “Posts grow”…']);
  publication.watched = true;
  expect(messages()).toEqual([]);
  publication.dispose();
});

it('a failure leads back to the draft', async () => {
  const { asked, become } = await start();
  become(failed);
  await until(() =>
    messages().includes('“Posts grow” was not published. The disk is full.')
  );
  press('Back to the draft');
  expect(asked).toEqual(['publish posts.ipynb']);
});

it('Cancel stops it, and there is nothing more to tell', async () => {
  const { publication } = await start();
  publication.watched = true;
  publication.watched = false;
  press('Cancel');
  expect((await publication.ended).state).toBe('cancelled');
  await until(() => publication.isDisposed);
  expect(messages()).toEqual([]);
});

it('what has been seen in the dialog stands in the list only', async () => {
  const { announcer, publication } = await start({ watched: true });
  announcer.published({ ...published, version: 4 }, { quietly: true });
  expect(notices.notifications[0]).toMatchObject({
    message: 'Version 4 of “Posts grow” is published.',
    options: { autoClose: 0 }
  });
  publication.dispose();
});
