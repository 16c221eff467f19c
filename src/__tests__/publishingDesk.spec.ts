import { Dialog, Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';

import { Announcer } from '../model/announcing';
import { KeptDrafts } from '../model/drafts';
import { OpenNotebooks } from '../model/notebooks';
import { Publications } from '../model/publications';
import { PublishingDesk } from '../widgets/publishingDesk';
import { draft, FakeServer, limits, offer, report, until } from './fakeServer';

const trans = nullTranslator.load('test');

function setUp() {
  const server = new FakeServer();
  server.on('POST workspace/inspect', draft);
  server.on('GET api/me', { limits });
  server.on('POST workspace/covers', { covers: [] });
  const { client } = server;
  const notebooks = new OpenNotebooks({
    contextForWidget: () => undefined,
    findWidget: () => undefined
  });
  const publications = new Publications({ client, notebooks, interval: 5 });
  const done: string[] = [];
  const acts = {
    copy: (text: string) => done.push(`copy ${text}`),
    copyLink: () => undefined,
    open: (id: string) => done.push(`open ${id}`)
  };
  const desk = new PublishingDesk({
    ...acts,
    announcer: new Announcer({
      ...acts,
      notices: Notification.manager,
      publications,
      publish: () => undefined,
      trans
    }),
    client,
    comparer: () => (id, before) => done.push(`compare ${id} ${before}`),
    drafts: new KeptDrafts(null, 'test'),
    linkOf: () => '',
    notebooks,
    pickFiles: async path => {
      // One dialog at a time: ours has made room.
      done.push(`pick beside ${path}, ${dialogs()} dialogs`);
      return ['data.csv'];
    },
    publications,
    showCell: null,
    trans
  });
  return { desk, done, server };
}

afterEach(() => Dialog.tracker.forEach(dialog => dialog.reject()));

const dialogs = () => document.querySelectorAll('.jp-Dialog').length;
const button = (says: string) =>
  [...document.querySelectorAll<HTMLElement>('.jp-Dialog button')].find(
    ({ textContent }) => textContent === says
  );

it('the dialog makes room for the choice of files, and comes back with them', async () => {
  const { desk, done, server } = setUp();
  server.on('POST workspace/files', { files: [offer('data.csv')] });
  const shown = desk.show('posts.ipynb');
  await until(() => !!button('FilesNo files'));
  button('FilesNo files')?.click();
  await until(() => !!button('Add files'));
  button('Add files')?.click();
  await until(() => !!button('Files1 of 1 file, 1.3 MB of 50 MB'));
  expect(done).toEqual(['pick beside posts.ipynb, 0 dialogs']);
  await until(
    () => document.activeElement?.textContent?.startsWith('Files') === true
  );
  button('Cancel')?.click();
  await shown;
  expect(dialogs()).toBe(0);
});

it('a comparison leaves the dialog, and the draft is kept', async () => {
  const { desk, done, server } = setUp();
  server.on('POST workspace/inspect', { ...draft, relation: 'mine', report });
  server.refuse('POST workspace/publish', 'outdated', 'Meanwhile.');
  server.on(`GET api/reports/${report.id}`, {
    ...report,
    latest: {
      number: 4,
      message: '',
      published: '2026-11-27T09:12:00Z',
      publisher: 'carol'
    }
  });
  const shown = desk.show('posts.ipynb');
  await until(() => !!button('Publish version 4'));
  button('Publish version 4')?.click();
  await until(() => !!button('Compare'));
  button('Compare')?.click();
  await shown;
  expect(done).toEqual([`compare ${report.id} 3`]);
});
