import { nullTranslator } from '@jupyterlab/translation';

import type { Draft, Related } from '../api/types';
import { KeptDrafts } from '../model/drafts';
import { Publications } from '../model/publications';
import { PublishingModel } from '../model/publishing';
import type { IFormScreen } from '../model/screens';
import {
  done,
  draft,
  FakeServer,
  limits,
  near,
  report,
  running,
  until
} from './fakeServer';

const trans = nullTranslator.load('test');

async function open(reports: readonly Related[], more: Partial<Draft> = {}) {
  const server = new FakeServer();
  server.on('POST workspace/inspect', { ...draft, ...more });
  server.on('POST workspace/near', { reports });
  server.on('GET api/me', { limits });
  server.on('POST workspace/covers', { covers: [] });
  server.on('POST workspace/publish', running, 202);
  server.on('GET workspace/jobs/j1', running);
  server.on('DELETE workspace/jobs/j1', done);
  server.on('PUT workspace/jobs/j1/remembered', done);
  const { client } = server;
  const notebooks = { remember: async () => false };
  const model = new PublishingModel({
    client,
    drafts: new KeptDrafts(null, 'test'),
    path: 'posts.ipynb',
    publications: new Publications({ client, notebooks, interval: 5 }),
    trans
  });
  await model.read();
  const form = (): IFormScreen => {
    if (model.screen.kind !== 'form') {
      throw new Error(`Not the form, but ${model.screen.kind}`);
    }
    return model.screen;
  };
  const isAsked = () => server.count('POST workspace/near') > 0;
  return { form, isAsked, model, server };
}

describe('a report that looks like the same work', () => {
  it('is named before there are two of it', async () => {
    const { form } = await open([near({ alike: 0.5 }), near({ alike: 0.9 })]);
    await until(() => form().lookalike !== null);
    expect(form().lookalike?.alike).toBe(0.9);
  });

  it('is not named where it is only near, or what the notebook remembers', async () => {
    const { form, isAsked } = await open(
      [near({ id: report.id }), near({ alike: 0.49 })],
      { relation: 'not_mine', report: { ...report, may_update: false } }
    );
    await until(isAsked);
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(form().lookalike).toBeNull();
  });

  it('is not looked for where a report is updated', async () => {
    const { isAsked, form } = await open([near()], {
      relation: 'mine',
      report
    });
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(isAsked()).toBe(false);
    expect(form().version).toBe(4);
  });

  it('gets the version instead, behind the one that was seen', async () => {
    const { form, model, server } = await open([near({ may_update: true })]);
    await until(() => form().lookalike !== null);
    model.change(({ draft }) => draft.updateInstead(form().lookalike!));
    expect(form()).toMatchObject({
      lookalike: null,
      mayUpdate: true,
      version: 3,
      form: { target: 'update' },
      draft: { relation: 'other_path', report: { title: 'Who stays' } }
    });
    void model.submit();
    await until(() => server.count('POST workspace/publish') > 0);
    const [sent] = server.asked.filter(
      ({ route }) => route === 'POST workspace/publish'
    );
    expect(sent.body).toMatchObject({
      draft: { report: 'rnnnnnnnnnn', follows: 2 }
    });
  });

  it('may be let go of again', async () => {
    const { form, model } = await open([near({ may_update: true })]);
    await until(() => form().lookalike !== null);
    model.change(({ draft }) => draft.updateInstead(form().lookalike!));
    model.change(({ draft }) => draft.edit({ target: 'new' }));
    // The choice stands there: it need not be warned of once more.
    expect(form()).toMatchObject({
      lookalike: null,
      version: 1,
      draft: { report: { title: 'Who stays' } }
    });
    model.change(({ draft }) => draft.startOver());
    expect(form().draft.report).toBeNull();
  });

  it('that has got a version meanwhile is followed from there', async () => {
    const { form, model, server } = await open([near({ may_update: true })]);
    await until(() => form().lookalike !== null);
    model.change(({ draft }) => draft.updateInstead(form().lookalike!));
    server.refuse('POST workspace/publish', 'outdated', 'Meanwhile.');
    server.on(
      'GET api/reports/rnnnnnnnnnn',
      near({ version: 5, may_update: true })
    );
    await model.submit();
    expect(model.screen).toMatchObject({ kind: 'outdated', seen: 2 });
    await model.back();
    expect(form().version).toBe(6);
  });
});
