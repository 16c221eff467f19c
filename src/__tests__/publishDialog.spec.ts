import { Dialog } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';

import { KeptDrafts } from '../model/drafts';
import { pictureOf } from '../model/picture';
import { Publications } from '../model/publications';
import { PublishingModel } from '../model/publishing';
import { PublishDialog } from '../widgets/publishDialog';
import {
  done,
  draft,
  FakeServer,
  limits,
  report,
  running,
  until
} from './fakeServer';

const trans = nullTranslator.load('test');

async function open(answer: object = draft, status = 200) {
  const server = new FakeServer();
  server.on('POST workspace/inspect', answer, status);
  server.on('GET api/me', { limits });
  server.on('POST workspace/publish', running, 202);
  server.on('GET workspace/jobs/j1', running);
  server.on('PUT workspace/jobs/j1/remembered', done);
  server.on('DELETE workspace/jobs/j1', done);
  const publications = new Publications({
    client: server.client,
    notebooks: { remember: async () => true },
    interval: 5
  });
  const model = new PublishingModel({
    client: server.client,
    drafts: new KeptDrafts(null, 'test'),
    path: 'posts.ipynb',
    publications,
    trans
  });
  const copied: string[] = [];
  const dialog = new PublishDialog({
    actions: {
      addTag: text => model.addTags(text),
      again: () => void model.again(),
      back: () => model.back(),
      cancel: () => void model.cancel(),
      close: () => dialog.reject(),
      copy: text => copied.push(text),
      edit: edits => model.edit(edits),
      linkOf: ({ url }) => url ?? '',
      open: () => undefined,
      pictureOf: published => pictureOf('/hub-publish/', published),
      removeTag: tag => model.removeTag(tag),
      startOver: () => model.startOver(),
      submit: () => void model.submit(),
      suggest: async () => []
    },
    isOpen: true,
    model,
    trans
  });
  const closed = dialog.launch();
  await model.read();
  await until(
    () => !!document.querySelector('.jp-Dialog :is(textarea, [role=alert])')
  );
  await until(() => labels().length === 2);
  return { closed, copied, dialog, model, server };
}

afterEach(() => Dialog.tracker.forEach(dialog => dialog.reject()));

const heading = () => document.querySelector('.jp-Dialog h2')?.textContent;
const labels = () =>
  [...document.querySelectorAll('.jp-Dialog-footer button')].map(
    button => button.textContent
  );
const key = (init: KeyboardEventInit) =>
  (document.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
  );

it('begins in the title of the form, and Escape closes it', async () => {
  const { closed, dialog } = await open();
  expect(heading()).toBe('Publish report');
  expect(labels()).toEqual(['Cancel', 'Publish']);
  await until(() => document.activeElement?.id === 'hp-publish-title');
  key({ key: 'Escape' });
  expect((await closed).button.accept).toBe(false);
  expect(dialog.isDisposed).toBe(true);
});

it('Ctrl+Enter publishes, and Enter in a field does not', async () => {
  const { server } = await open();
  await until(() => document.activeElement?.id === 'hp-publish-title');
  key({ key: 'Enter' });
  expect(server.count('POST workspace/publish')).toBe(0);
  key({ key: 'Enter', ctrlKey: true });
  await until(() => heading() === 'Publishing…');
  expect(labels()).toEqual(['Cancel']);
  server.on('GET workspace/jobs/j1', {
    ...running,
    step: 'rendering',
    progress: { done: 19, total: 26 }
  });
  await until(() => !!document.querySelector('.jp-Dialog progress'));
  expect(
    document.querySelector('.jp-Dialog [aria-current] small')?.textContent
  ).toBe('cell 19 of 26');
  server.on('GET workspace/jobs/j1', done);
  await until(() => heading() === 'Published');
  expect(
    document.querySelector('.jp-Dialog .hp-Picture')?.getAttribute('src')
  ).toBe('/hub-publish/api/reports/rabcdefghij/versions/1/thumbnail?v=c0ffee');
  await until(() => document.activeElement?.textContent === 'Open report');
});

it('names the version of an update', async () => {
  await open({ ...draft, relation: 'mine', report });
  expect(heading()).toBe('Update report to version 4');
  expect(labels()).toEqual(['Cancel', 'Publish version 4']);
});

it('asks about a duplicated notebook, and proposes a new report', async () => {
  await open({ ...draft, relation: 'other_path', report });
  const choices = [
    ...document.querySelectorAll<HTMLInputElement>('.jp-Dialog [type=radio]')
  ];
  expect(choices.map(choice => choice.checked)).toEqual([true, false]);
  expect(heading()).toBe('Publish report');
  choices[1].click();
  await until(() => heading() === 'Update report to version 4');
});

it('an empty title is named beside the field, where the cursor goes', async () => {
  const { model, server } = await open({ ...draft, title: '' });
  void model.submit();
  await until(() => !!document.querySelector('.jp-Dialog [role=alert]'));
  expect(document.querySelector('.jp-Dialog [role=alert]')?.textContent).toBe(
    'A report needs a title.'
  );
  expect(document.activeElement?.getAttribute('aria-invalid')).toBe('true');
  expect(server.count('POST workspace/publish')).toBe(0);
});

it('a server without our half is told with the command that mends it', async () => {
  const { copied } = await open({}, 404);
  expect(heading()).toBe('Not published');
  const alert = document.querySelector('.jp-Dialog [role=alert]');
  expect(alert?.querySelector('strong')?.textContent).toBe(
    'The server half is not installed.'
  );
  alert?.querySelector('button')?.click();
  expect(copied).toEqual(['pip install jupyter_hub_publish']);
});

it('every field has a name, and the dialog is named by its title', async () => {
  const { dialog } = await open();
  const named = [...document.querySelectorAll('.jp-Dialog label')].map(
    label => document.getElementById(label.getAttribute('for') ?? '')?.tagName
  );
  expect(named).toEqual(['TEXTAREA', 'TEXTAREA', 'INPUT']);
  const id = dialog.node.getAttribute('aria-labelledby') ?? '';
  expect(document.getElementById(id)?.textContent).toBe('Publish report');
});
