import { nullTranslator } from '@jupyterlab/translation';

import { KeptDrafts } from '../model/drafts';
import type { IEdits } from '../model/form';
import { Publications } from '../model/publications';
import { PublishingModel } from '../model/publishing';
import type { IFormScreen, Screen } from '../model/screens';
import {
  choice,
  done,
  draft,
  failed,
  FakeServer,
  finding,
  limits,
  offer,
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
  server.on('GET api/tags', { tags: [{ tag: 'growth', reports: 4 }] });
  server.on('POST workspace/covers', { covers: [] });
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

function form(model: PublishingModel): IFormScreen {
  if (model.screen.kind !== 'form') {
    throw new Error(`Not the form, but ${model.screen.kind}`);
  }
  return model.screen;
}

const edit = (model: PublishingModel, edits: IEdits) =>
  model.change(({ draft }) => draft.edit(edits));

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
      trouble: {
        command: expect.stringMatching(/^pip install jupyter_hub_publish/)
      }
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
    first.change(({ draft }) => draft.edit({ title: 'Typed' }));
    first.change(({ draft }) => draft.addTags('New, teams'));
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
    second.change(({ draft }) => draft.startOver());
    expect(form(second).form.title).toBe('Posts grow');
    expect(form(second).restored).toBe(false);
  });

  it('with an empty title is not sent, and says so only when it was tried', async () => {
    const { open, server } = setUp();
    const model = open();
    await model.read();
    edit(model, { title: ' ' });
    expect(form(model).problems).toEqual({});
    await model.submit();
    expect(Object.keys(form(model).problems)).toEqual(['title']);
    expect(server.count('POST workspace/publish')).toBe(0);
    edit(model, { title: 'x' });
    expect(form(model).problems).toEqual({});
  });

  it('is offered the tags that most reports have', async () => {
    const model = setUp().open();
    await model.read();
    expect(form(model).oftenTags).toEqual(['growth']);
  });

  it('gets the covers when they come, and works without', async () => {
    const { open, server } = setUp();
    const model = open();
    await model.read();
    await until(() => form(model).covers.kind === 'ready');
    server.refuse('POST workspace/covers', 'rendering_failed', 'No.', 422);
    edit(model, { title: 'Another' });
    model.change(opened => void opened.loadCovers());
    await until(() => form(model).covers.kind === 'failed');
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
    edit(model, { target: 'new' });
    expect(form(model).version).toBe(1);
  });
});

describe('publishing', () => {
  it('goes from the form to the link', async () => {
    const { open, server } = setUp();
    const model = open();
    await model.read();
    model.change(({ draft }) => draft.removeTag('teams'));
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
    edit(model, { title: 'Typed' });
    await model.submit();
    expect(model.screen).toMatchObject({
      kind: 'failed',
      trouble: { message: 'Too large.' },
      hasDraft: true
    });
    await model.back();
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

describe('a finding that stops', () => {
  const found = {
    ...draft,
    check: { findings: [finding('a')], complete: true }
  };

  it('is shown at once, and publishing leads to it until it is decided', async () => {
    const { open, server } = setUp();
    server.on('POST workspace/inspect', found);
    server.on('GET workspace/jobs/j1', done);
    const model = open();
    await model.read();
    expect([...form(model).unfolded]).toEqual(['check']);
    model.change(opened => opened.toggle('check'));
    await model.submit();
    expect(form(model)).toMatchObject({ attempts: 1, begin: 'check' });
    expect([...form(model).unfolded]).toEqual(['check']);
    expect(server.count('POST workspace/publish')).toBe(0);
    model.change(opened => opened.draft.maskAll());
    await model.submit();
    expect(model.screen.kind).toBe('done');
  });

  it('and that only the server has seen leads back to the form', async () => {
    const { open, server } = setUp();
    server.on('GET workspace/jobs/j1', refused('undecided', '1 secret.'));
    const model = open();
    await model.read();
    edit(model, { title: 'Typed' });
    server.on('POST workspace/inspect', found);
    await model.submit();
    expect(form(model)).toMatchObject({
      begin: 'check',
      form: { title: 'Typed', check: { undecided: [{ finding: { id: 'a' } }] } }
    });
  });

  it('and that is in what was run is told, and may be left out', async () => {
    const { open, server } = setUp();
    const error = refused('undecided', '1 secret in an output.');
    const ran = { kernel: 'Python 3', cells: 3, seconds: 1 };
    server.on('GET workspace/jobs/j1', { ...error, runs: true, ran });
    const model = open();
    await model.read();
    edit(model, { run: true });
    await model.submit();
    expect(model.screen).toMatchObject({
      kind: 'failed',
      mayNotRun: true,
      trouble: { message: '1 secret in an output.' }
    });
  });
});

describe('a run that fails', () => {
  it('names the cell, and the notebook is published without running', async () => {
    const { open, server } = setUp();
    server.on('GET workspace/jobs/j1', {
      ...refused('run_failed', 'Cell 19 stopped the run: KeyError.', 19),
      runs: true
    });
    const model = open();
    await model.read();
    edit(model, { run: true });
    await model.submit();
    expect(model.screen).toMatchObject({
      kind: 'failed',
      mayNotRun: true,
      trouble: { cell: 19 }
    });
    server.on('GET workspace/jobs/j1', done);
    await model.withoutRunning();
    expect(model.screen.kind).toBe('done');
    const runs = server.asked
      .filter(({ route }) => route === 'POST workspace/publish')
      .map(({ body }) => (body as { draft: { run: boolean } }).draft.run);
    expect(runs).toEqual([true, false]);
  });

  it('and was begun by an earlier page leads to its draft', async () => {
    const { open, publications, server } = setUp();
    await publications.start('posts.ipynb', choice);
    const model = open();
    const reading = model.read();
    server.on('GET workspace/jobs/j1', {
      ...refused('run_failed', 'Cell 19 stopped the run.', 19),
      runs: true
    });
    await reading;
    expect(model.screen).toMatchObject({ kind: 'failed', hasDraft: true });
    await model.back();
    expect(form(model).form.title).toBe('Posts grow');
  });
});

describe('a version that somebody else has published meanwhile', () => {
  const mine = { ...draft, relation: 'mine', report };
  const newest = { ...report, version: 4, latest: { number: 4 } };

  it('is told, and the own one may come behind it', async () => {
    const { open, server } = setUp();
    server.on('POST workspace/inspect', mine);
    server.on('GET workspace/jobs/j1', refused('outdated', 'Meanwhile.'));
    server.on(`GET api/reports/${report.id}`, newest);
    const model = open();
    await model.read();
    await model.submit();
    expect(model.screen).toMatchObject({
      kind: 'outdated',
      seen: 3,
      report: { version: 4 }
    });
    server.on('GET workspace/jobs/j1', done);
    await model.again();
    const follows = server.asked
      .filter(({ route }) => route === 'POST workspace/publish')
      .map(({ body }) => (body as { draft: typeof choice }).draft.follows);
    expect(follows).toEqual([3, 4]);
  });

  it('is told in the server’s words where it cannot be read', async () => {
    const { open, server } = setUp();
    server.on('POST workspace/inspect', mine);
    server.refuse('POST workspace/publish', 'outdated', 'Meanwhile.');
    const model = open();
    await model.read();
    await model.submit();
    expect(model.screen).toMatchObject({
      kind: 'failed',
      trouble: { message: 'Meanwhile.' }
    });
  });
});

describe('a preview', () => {
  const preview = { id: 'p1', shell: 'preview/p1/shell', notices: [] };

  it('shows the page, and leads back to where it was asked for', async () => {
    const { open, server } = setUp();
    server.on('POST workspace/preview', preview);
    const model = open();
    await model.read();
    const looking = model.preview();
    expect(model.screen).toMatchObject({ state: { kind: 'loading' } });
    await looking;
    expect(model.screen).toMatchObject({ state: { kind: 'ready', preview } });
    edit(model, { run: true });
    expect(model.screen).toMatchObject({
      state: { kind: 'ready' },
      form: { run: true }
    });
    await model.back();
    expect(form(model).begin).toBe('cover');
  });

  it('of a form that would be refused is none', async () => {
    const model = setUp().open();
    await model.read();
    edit(model, { title: '' });
    await model.preview();
    expect(form(model).problems.title).toBeDefined();
  });

  it('that fails says why, and one that is left is not shown', async () => {
    const { open, server } = setUp();
    const model = open();
    await model.read();
    server.refuse('POST workspace/preview', 'rendering_failed', 'No.', 422);
    await model.preview();
    expect(model.screen).toMatchObject({
      state: { kind: 'failed', trouble: { message: 'No.' } }
    });
    await model.back();
    server.on('POST workspace/preview', preview);
    const looking = model.preview();
    await model.back();
    await looking;
    expect(model.screen.kind).toBe('form');
  });
});

describe('files', () => {
  const added = offer('data.csv', { reason: 'added' });

  it('that are added are listed, and are there again in the next dialog', async () => {
    const { open, server } = setUp();
    server.on('POST workspace/files', { files: [added] });
    const model = open();
    await model.read();
    model.change(opened => void opened.addFiles(['data.csv']));
    await until(() => form(model).form.files.names.length === 1);
    expect(form(model)).toMatchObject({ begin: 'files', filesTrouble: null });
    const next = open();
    await next.read();
    await until(() => form(next).form.files.names.length === 1);
  });

  it('that cannot be added are told in one sentence', async () => {
    const { open, server } = setUp();
    server.refuse('POST workspace/files', 'bad_input', 'Not below.', 400);
    const model = open();
    await model.read();
    model.change(opened => void opened.addFiles(['../data.csv']));
    await until(() => form(model).filesTrouble?.message === 'Not below.');
  });
});

function refused(code: string, message: string, cell: number | null = null) {
  return { ...failed, error: { code, message, hint: '', cell } };
}
