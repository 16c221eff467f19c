import { nullTranslator } from '@jupyterlab/translation';

import type { ReportDetail } from '../api/types';
import { Deed } from '../model/deed';
import type { IEditingOptions } from '../model/editing';
import { Editing, editsOf, namesIn } from '../model/editing';
import { reportIn } from '../model/link';
import { Replacing } from '../model/replacing';
import { Restoring } from '../model/restoring';
import { offerOf } from '../model/sharing';
import { Refusal } from '../tokens';
import { FakeServer, limits, published, report, until } from './fakeServer';
import { detail, version } from './versions';

const trans = nullTranslator.load('test');
const ROUTE = `api/reports/${report.id}`;

let server: FakeServer;

beforeEach(() => {
  server = new FakeServer();
});

describe('a deed', () => {
  const doing = <T>(act: () => Promise<T>) => new Deed(act, trans);

  it('ends with what came of it', async () => {
    const deed = doing(async () => 'done');
    const seen: boolean[] = [];
    deed.changed.connect(() => seen.push(deed.isBusy));
    expect(deed.result).toBeNull();
    await deed.do();
    expect(deed.result).toBe('done');
    expect(seen).toEqual([true, false]);
  });

  it('says why there is nothing, and can be tried again', async () => {
    let refuses = true;
    const deed = doing(async () => {
      if (refuses) {
        throw new Refusal('forbidden', 'It is not yours.', 'Ask alice.');
      }
      return 'done';
    });
    await deed.do();
    expect(deed.trouble).toMatchObject({
      message: 'It is not yours.',
      hint: 'Ask alice.'
    });
    refuses = false;
    await deed.do();
    expect(deed.trouble).toBeNull();
    expect(deed.result).toBe('done');
  });

  it('is done once, however often one presses', async () => {
    const act = jest.fn(async () => 'done');
    const deed = doing(act);
    await Promise.all([deed.do(), deed.do()]);
    expect(act).toHaveBeenCalledTimes(1);
  });
});

describe('restoring', () => {
  function restoring(): Restoring {
    return new Restoring({
      client: server.client,
      report: report.id,
      versions: [version(2), version(1)],
      trans
    });
  }

  it('begins with the newest of the old versions, and a message that follows', () => {
    const deed = restoring();
    expect(deed.chosen.number).toBe(2);
    expect(deed.message).toBe('Restored version 2');
    deed.choose(deed.versions[1]);
    expect(deed.message).toBe('Restored version 1');
  });

  it('keeps the message that a person has written', async () => {
    const deed = restoring();
    deed.write(' The better one ');
    deed.choose(deed.versions[1]);
    server.on(`POST ${ROUTE}/versions/1/restore`, published, 201);
    await deed.do();
    expect(server.asked).toEqual([
      {
        route: `POST ${ROUTE}/versions/1/restore`,
        body: { message: 'The better one' }
      }
    ]);
    expect(deed.result).toEqual(published);
  });
});

describe('editing', () => {
  function editing(
    more: Partial<ReportDetail> = {},
    client: IEditingOptions['client'] = server.client
  ): Editing {
    return new Editing({
      client,
      report: detail(more),
      limits,
      offer: offerOf({}),
      trans
    });
  }

  it('sends only what is another', async () => {
    const deed = editing({ tags: ['teams'], summary: 'By 1.38.' });
    deed.change({ title: ' Posts  grow\nfaster ' });
    deed.addTags('Growth, teams');
    server.on(`PATCH ${ROUTE}`, detail({ title: 'Posts grow faster' }));
    await deed.do();
    expect(server.asked).toEqual([
      {
        route: `PATCH ${ROUTE}`,
        body: { title: 'Posts grow faster', tags: ['teams', 'growth'] }
      }
    ]);
    expect(deed.result?.title).toBe('Posts grow faster');
  });

  it('sends nothing where nothing was changed', async () => {
    const deed = editing();
    await deed.do();
    expect(server.asked).toEqual([]);
    expect(deed.result).toEqual(detail());
  });

  it('changes the people who are credited, and keeps at least one', async () => {
    const deed = editing();
    deed.addAuthors('Ada Lovelace; bob');
    deed.removeAuthor('alice');
    expect(deed.details.authors).toEqual(['Ada Lovelace', 'bob']);
    deed.removeAuthor('Ada Lovelace');
    deed.removeAuthor('bob');
    expect(deed.problems).toEqual({});
    await deed.do();
    expect(deed.problems).toEqual({ authors: 'A report needs an author.' });
    expect(server.asked).toEqual([]);
  });

  it('says what the library would refuse, once somebody has tried', async () => {
    const deed = editing();
    deed.change({ title: ' ', summary: 'x'.repeat(2001) });
    expect(deed.problems).toEqual({});
    await deed.do();
    expect(deed.problems).toEqual({
      title: 'A report needs a title.',
      summary: 'The summary has 2001 characters; 2000 is the most.'
    });
    expect(deed.attempts).toBe(1);
    deed.change({ title: 'x'.repeat(301), summary: '' });
    expect(deed.problems).toEqual({
      title: 'The title has 301 characters; 300 is the most.'
    });
  });

  it('saves the picture first, and does not send it again where the rest is refused', async () => {
    const setCover = jest.fn(async () => detail({ thumbnail: 'another' }));
    const deed = editing(
      {},
      { edit: (id, edits) => server.client.edit(id, edits), setCover }
    );
    deed.change({ owner: 'user:bob' });
    deed.setCover(new Blob(['RIFF']));
    server.refuse(`PATCH ${ROUTE}`, 'bad_input', 'Nobody knows bob.', 400);
    await deed.do();
    expect(deed.trouble?.message).toBe('Nobody knows bob.');
    expect(deed.result).toBeNull();
    server.on(`PATCH ${ROUTE}`, detail({ owner: 'user:bob' }));
    await deed.do();
    expect(setCover).toHaveBeenCalledTimes(1);
    expect(deed.result?.owner).toBe('user:bob');
  });

  it('says who may see it, and hands it over', async () => {
    const deed = editing({ audience: 'people', people: ['user:carol'] });
    server.on(`PATCH ${ROUTE}`, detail({ owner: 'group:growth' }));
    deed.change({ audience: 'private', people: [], owner: 'group:growth' });
    await deed.do();
    expect(server.asked[0].body).toEqual({
      audience: 'private',
      people: [],
      owner: 'group:growth'
    });
  });

  it('needs the people that it is for, and the one who gets it', async () => {
    const deed = editing();
    deed.change({ audience: 'people', owner: '' });
    await deed.do();
    expect(deed.problems).toEqual({
      people: 'Name the people or groups who may see it.',
      owner: 'Name the person who gets it.'
    });
    expect(server.asked).toEqual([]);
  });

  it('knows an order from another, and a name from a list of names', () => {
    const before = detail({ authors: ['alice', 'bob'] });
    expect(editsOf(before, { ...before, authors: ['bob', 'alice'] })).toEqual({
      authors: ['bob', 'alice']
    });
    expect(namesIn(' Ada  Lovelace ,, bob;\n')).toEqual([
      'Ada Lovelace',
      'bob'
    ]);
  });
});

describe('replacing', () => {
  const other = { ...report, id: 'rbbbbbbbbbb', title: 'Posts 2027' };
  let deed: Replacing;

  const replacing = (more: Partial<ReportDetail> = {}) =>
    new Replacing({ client: server.client, report: detail(more), trans });

  beforeEach(() => {
    deed = replacing();
  });

  it('finds reports by words, but for the report itself', async () => {
    server.on('GET api/reports', { hits: [report, other], total: 2 });
    deed.type('posts');
    await until(() => deed.choices.kind === 'found');
    expect(deed.choices).toEqual({ kind: 'found', reports: [other] });
  });

  it('finds a report by its link', async () => {
    server.on(`GET api/reports/${other.id}`, other);
    deed.type(`https://hub/services/hub-publish/r/${other.id}#cell-3`);
    await deed.find();
    expect(deed.choices).toEqual({ kind: 'found', reports: [other] });
  });

  it('says so where a link leads to nothing, or to itself', async () => {
    server.refuse(
      `GET api/reports/${other.id}`,
      'not_found',
      'There is no such report.',
      404
    );
    deed.type(`https://hub/r/${other.id}`);
    await deed.find();
    expect(deed.choices).toEqual({
      kind: 'failed',
      message: 'There is no such report.'
    });
    deed.type(`https://hub/r/${report.id}`);
    await deed.find();
    expect(deed.choices).toEqual({
      kind: 'failed',
      message: 'This is the link of the report itself.'
    });
  });

  it('is saved, and taken back, only where it changes something', async () => {
    expect(deed.isReady).toBe(false);
    deed.choose(other);
    expect(deed.isReady).toBe(true);
    server.on(`PATCH ${ROUTE}`, detail({ replaced_by: other }));
    await deed.do();
    const again = replacing({ replaced_by: other });
    expect(again.chosen).toEqual(other);
    again.choose(null);
    await again.do();
    expect(server.asked.map(({ body }) => body)).toEqual([
      { replaced_by: other.id },
      { replaced_by: null }
    ]);
  });
});

describe('a link to a report', () => {
  it.each([
    'https://hub/services/hub-publish/r/rabcdefghij',
    'http://localhost:8888/hub-publish/r/rabcdefghij#cell-4',
    'http://localhost:8888/lab?hub-publish-report=rabcdefghij&x=1'
  ])('is %s', text => {
    expect(reportIn(text)).toBe('rabcdefghij');
  });

  it.each(['regressions', 'rabcdefghij', 'see /r/rabcdefghij', '', '/r/short'])(
    'is not %j',
    text => {
      expect(reportIn(text)).toBeNull();
    }
  );
});
