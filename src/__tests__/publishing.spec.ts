import { nullTranslator } from '@jupyterlab/translation';

import { KeptDrafts } from '../model/drafts';
import { Publications } from '../model/publications';
import { PublishingModel, type Screen } from '../model/publishing';
import {
  choice,
  done,
  draft,
  failed,
  FakeServer,
  limits,
  report,
  running,
  until
} from './fakeServer';

const trans = nullTranslator.load('test');

function setUp() {
  sessionStorage.clear();
  const server = new FakeServer();
  server.on('POST workspace/inspect', draft);
  server.on('GET api/me', { limits });
  server.on('POST workspace/publish', running, 202);
  server.on('GET workspace/jobs/j1', running);
  server.on('DELETE workspace/jobs/j1', done);
  server.on('PUT workspace/jobs/j1/remembered', done);
  const publications = new Publications({
    client: server.client,
    notebooks: { remember: async () => false },
    interval: 5
  });
  const drafts = new KeptDrafts(sessionStorage, 'test');
  const open = () =>
    new PublishingModel({
      client: server.client,
      drafts,
      path: 'posts.ipynb',
      publications,
      trans
    });
  return { drafts, open, publications, server };
}

function form(model: PublishingModel): Extract<Screen, { kind: 'form' }> {
  if (model.screen.kind !== 'form') {
    throw new Error(`Not the form, but ${model.screen.kind}`);
  }
  return model.screen;
}

const isAt = (model: PublishingModel, kind: Screen['kind']) =>
  until(() => model.screen.kind === kind);

describe('reading', () => {
  it('leads to a form that is filled from the notebook', async () => {
    const model = setUp().open();
    const reading = model.read();
    expect(model.screen.kind).toBe('reading');
    await reading;
    expect(form(model).form.title).toBe('Posts grow');
    expect(form(model).version).toBe(1);
    expect(form(model).restored).toBe(false);
  });

  it('works where the server tells no limits', async () => {
    const { open, server } = setUp();
    server.refuse('GET api/me', 'library_busy', 'Locked.', 503);
    const model = open();
    await model.read();
    expect(form(model).problems).toEqual({});
  });

  it('that fails says why, and may be tried again', async () => {
    const { open, server } = setUp();
    server.refuse('POST workspace/inspect', 'file_problem', 'Not a notebook.');
    const model = open();
    await model.read();
    expect(model.screen).toMatchObject({
      kind: 'failed',
      trouble: { message: 'Not a notebook.', hint: 'Do this.' },
      hasDraft: false
    });
    server.on('POST workspace/inspect', draft);
    await model.again();
    expect(model.screen.kind).toBe('form');
  });

  it('names the server half where it is missing', async () => {
    const { open, server } = setUp();
    server.on('POST workspace/inspect', 'Not Found', 404);
    const model = open();
    await model.read();
    expect(model.screen).toMatchObject({
      kind: 'failed',
      trouble: { command: 'pip install jupyter_hub_publish' }
    });
  });

  it('that comes too late is not shown', async () => {
    const model = setUp().open();
    const reading = model.read();
    model.dispose();
    await reading;
    expect(model.screen.kind).toBe('reading');
  });
});

describe('the draft', () => {
  it('that was typed is there again in the next dialog, all else follows the notebook', async () => {
    const { open, server } = setUp();
    const first = open();
    await first.read();
    first.edit({ title: 'Typed' });
    first.addTags('New, teams');
    first.dispose();
    server.on('POST workspace/inspect', { ...draft, summary: 'By 2.' });
    const second = open();
    await second.read();
    expect(form(second).restored).toBe(true);
    expect(form(second).form).toMatchObject({
      title: 'Typed',
      summary: 'By 2.',
      tags: ['teams', 'new']
    });
    second.startOver();
    expect(form(second).form.title).toBe('Posts grow');
    expect(form(second).restored).toBe(false);
  });

  it('with an empty title is not sent, and says so only when it was tried', async () => {
    const { open, server } = setUp();
    const model = open();
    await model.read();
    model.edit({ title: ' ' });
    expect(form(model).problems).toEqual({});
    await model.submit();
    expect(Object.keys(form(model).problems)).toEqual(['title']);
    expect(server.count('POST workspace/publish')).toBe(0);
    model.edit({ title: 'x' });
    expect(form(model).problems).toEqual({});
  });

  it('names the version that it will be', async () => {
    const { open, server } = setUp();
    server.on('POST workspace/inspect', {
      ...draft,
      relation: 'mine',
      report
    });
    const model = open();
    await model.read();
    expect(form(model).version).toBe(4);
    model.edit({ target: 'new' });
    expect(form(model).version).toBe(1);
  });
});

describe('publishing', () => {
  it('goes from the form to the link', async () => {
    const { open, server } = setUp();
    const model = open();
    await model.read();
    model.removeTag('teams');
    const publishing = model.submit();
    expect(model.screen).toMatchObject({ kind: 'publishing', job: null });
    await until(
      () => model.screen.kind === 'publishing' && model.screen.job !== null
    );
    server.on('GET workspace/jobs/j1', done);
    await publishing;
    expect(model.screen).toMatchObject({ kind: 'done', used: false });
    model.use();
    expect(model.screen).toMatchObject({ kind: 'done', used: true });
    const sent = server.asked.find(({ route }) =>
      route.endsWith('workspace/publish')
    );
    expect(sent?.body).toEqual({
      path: 'posts.ipynb',
      draft: { ...choice, tags: [] }
    });
  });

  it('that is refused keeps the draft', async () => {
    const { open, server } = setUp();
    server.refuse('POST workspace/publish', 'too_large', 'Too large.', 413);
    const model = open();
    await model.read();
    model.edit({ title: 'Typed' });
    await model.submit();
    expect(model.screen).toMatchObject({
      kind: 'failed',
      trouble: { message: 'Too large.' },
      hasDraft: true
    });
    model.back();
    expect(form(model).form.title).toBe('Typed');
  });

  it('that fails may be tried again', async () => {
    const { open, server } = setUp();
    server.on('GET workspace/jobs/j1', failed);
    const model = open();
    await model.read();
    await model.submit();
    expect(model.screen).toMatchObject({
      kind: 'failed',
      trouble: { message: 'The disk is full.' }
    });
    server.on('GET workspace/jobs/j1', done);
    await model.again();
    expect(model.screen.kind).toBe('done');
  });

  it('that is cancelled comes back to the form', async () => {
    const { open, server } = setUp();
    server.on('DELETE workspace/jobs/j1', { ...running, state: 'cancelled' });
    const model = open();
    await model.read();
    const publishing = model.submit();
    await until(
      () => model.screen.kind === 'publishing' && model.screen.job !== null
    );
    await model.cancel();
    await publishing;
    expect(form(model).cancelled).toBe(true);
  });

  it('that ended before it could be cancelled is done', async () => {
    const { open, server } = setUp();
    server.on('DELETE workspace/jobs/j1', done);
    const model = open();
    await model.read();
    const publishing = model.submit();
    await until(
      () => model.screen.kind === 'publishing' && model.screen.job !== null
    );
    await model.cancel();
    await publishing;
    expect(model.screen.kind).toBe('done');
  });

  it('goes on when the dialog is closed, and the next dialog shows it', async () => {
    const { open, publications, server } = setUp();
    const model = open();
    await model.read();
    void model.submit();
    await isAt(model, 'publishing');
    await until(() => publications.of('posts.ipynb')?.watched === true);
    const publication = publications.of('posts.ipynb');
    model.dispose();
    expect(publication?.watched).toBe(false);
    const next = open();
    const reading = next.read();
    expect(next.screen.kind).toBe('publishing');
    expect(publication?.watched).toBe(true);
    server.on('GET workspace/jobs/j1', done);
    await reading;
    expect(next.screen.kind).toBe('done');
    expect(model.screen.kind).toBe('publishing');
  });
});
