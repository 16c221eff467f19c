import { DatasetsClient } from '../api/datasets';
import type { DatasetPage } from '../api/types';
import { DatasetModel, type IShownDataset } from '../model/dataset';
import { DatasetsModel, type IListedDatasets } from '../model/datasets';
import { WaitingQuestions } from '../model/waiting';
import { FakeServer, until } from './fakeServer';
import {
  asked,
  connections,
  detail,
  ID,
  lineage,
  question,
  summary,
  writing
} from './handed';

const LIST = 'GET api/datasets';
const READ = `GET api/datasets/${ID}`;

let server: FakeServer;
let client: DatasetsClient;

beforeEach(() => {
  server = new FakeServer();
  client = new DatasetsClient(server.client);
});

describe('DatasetsModel', () => {
  let model: DatasetsModel;
  const listed = () => model.state as IListedDatasets;
  const names = () => listed().datasets.map(({ name }) => name);

  beforeEach(() => {
    model = new DatasetsModel(client);
    server.on(LIST, { total: 2, datasets: [summary()], next: 'more' });
  });

  afterEach(() => model.dispose());

  async function shown(): Promise<void> {
    model.isVisible = true;
    await until(() => model.state.kind === 'listed');
  }

  it('asks nothing until somebody looks', async () => {
    model.notice();
    await Promise.resolve();
    expect(server.count(LIST)).toBe(0);
    await shown();
    expect(names()).toEqual(['bikeshare.forecast']);
    expect(server.count(LIST)).toBe(1);
  });

  it('adds the next page below, and none of it twice', async () => {
    await shown();
    const other = summary({ id: 'dother22222', name: 'growth.usage' });
    server.on(LIST, { total: 2, datasets: [summary(), other], next: null });
    await model.more();
    expect(names()).toEqual(['bikeshare.forecast', 'growth.usage']);
    await model.more();
    expect(server.count(LIST)).toBe(2);
  });

  it('says that the rest could not be loaded, and keeps what is there', async () => {
    await shown();
    server.refuse(LIST, 'library_busy', 'Busy.', 503);
    await model.more();
    expect(listed().more).toBe('failed');
    expect(names()).toEqual(['bikeshare.forecast']);
  });

  it('looks once for letters typed one after the other', async () => {
    await shown();
    'bike'.split('').forEach((_, at) => model.type('bike'.slice(0, at + 1)));
    await until(() => listed().search.words === 'bike');
    expect(server.count(LIST)).toBe(2);
  });

  it('shows the answer to what was asked last, however late another comes', async () => {
    const answers: ((page: DatasetPage) => void)[] = [];
    const slow = new DatasetsModel({
      search: () => new Promise(resolve => answers.push(resolve))
    });
    const page = (name: string): DatasetPage => ({
      total: 1,
      datasets: [summary({ name })],
      next: null
    });
    slow.choose(true);
    slow.choose(false);
    answers[1](page('everybody.s'));
    await until(() => slow.state.kind === 'listed');
    answers[0](page('my.own'));
    await Promise.resolve();
    expect(slow.state).toMatchObject({
      search: { mine: false },
      datasets: [{ name: 'everybody.s' }]
    });
    slow.dispose();
  });

  it('keeps the list when the library does not answer any more', async () => {
    await shown();
    server.refuse(LIST, 'library_busy', 'Busy.', 503);
    await model.load();
    expect(names()).toEqual(['bikeshare.forecast']);
    expect(listed().fault?.refusal.code).toBe('library_busy');
  });

  it('says why there is no list at all', async () => {
    server.refuse(LIST, 'library_busy', 'Busy.', 503);
    await model.load();
    expect(model.state).toMatchObject({
      kind: 'failed',
      fault: { refusal: { code: 'library_busy' } }
    });
  });

  it('looks anew when the library has changed, if it is looked at', async () => {
    await shown();
    model.notice();
    await until(() => server.count(LIST) === 2);
    model.isVisible = false;
    model.notice();
    model.isVisible = true;
    await until(() => server.count(LIST) === 3);
  });
});

describe('DatasetModel', () => {
  let model: DatasetModel;
  const shown = () => model.state as IShownDataset;

  beforeEach(() => {
    model = new DatasetModel(client, ID);
    server.on(READ, detail());
    server.on(`${READ}/lineage`, lineage);
    server.on(`${READ}/connect`, connections);
  });

  afterEach(() => model.dispose());

  it('shows the dataset first, and the picture and the snippets when they come', async () => {
    await model.load();
    expect(shown().dataset.name).toBe('bikeshare.forecast');
    expect(shown().lineage).toBeNull();
    await until(() => shown().lineage !== null && shown().connections !== null);
  });

  it('can be read where the picture cannot be drawn', async () => {
    server.refuse(`${READ}/lineage`, 'library_busy', 'Busy.', 503);
    await model.load();
    await until(() => shown().connections !== null);
    expect(shown().lineage).toBeNull();
  });

  it('is missing, whether there is none or none to be seen', async () => {
    server.refuse(READ, 'not_found', 'There is no such dataset.', 404);
    await model.load();
    expect(model.state).toEqual({ kind: 'missing' });
  });

  it('goes away when it may not be seen any more, and stays when nobody answers', async () => {
    await model.load();
    server.refuse(READ, 'library_busy', 'Busy.', 503);
    await model.load();
    expect(model.state.kind).toBe('shown');
    server.refuse(READ, 'not_found', 'There is no such dataset.', 404);
    await model.load();
    expect(model.state).toEqual({ kind: 'missing' });
  });

  it('keeps all versions in sight once they were asked for', async () => {
    const all = ['2.31', '2.30', '2.29', '1.0'].map(number => writing(number));
    server.on(`${READ}/versions`, { versions: all });
    await model.load();
    expect(shown().versions).toHaveLength(2);
    await model.loadVersions();
    expect(shown().versions).toHaveLength(4);
    await model.load();
    expect(shown().versions).toHaveLength(4);
    await until(() => server.count(`${READ}/versions`) === 2);
  });

  it('shows a question as soon as it is asked, and its answer', async () => {
    await model.load();
    const route = `POST api/datasets/${ID}/questions`;
    server.on(route, { questions: [question()] });
    await model.ask({ text: 'Why?', kind: 'problem', column: 'low' });
    expect(server.asked[server.asked.length - 1].body).toEqual({
      text: 'Why?',
      kind: 'problem',
      column: 'low'
    });
    expect(shown().dataset.questions).toEqual([question()]);
    const answered = question({ answer: 'Because.' });
    server.on(`${route}/${answered.id}`, { questions: [answered] });
    await model.answer(answered.id, 'Because.');
    expect(shown().dataset.questions).toEqual([answered]);
  });

  it('draws the picture anew when somebody feeds from it', async () => {
    await model.load();
    await until(() => shown().lineage !== null);
    server.on(`POST api/datasets/${ID}/consumers`, { consumers: [] });
    await model.addConsumer({
      title: 'Fleet',
      link: 'https://bi/fleet',
      tool: '',
      webhook: null
    });
    expect(server.count(`${READ}/lineage`)).toBe(2);
  });

  it('rejects with the reason why a question was not taken', async () => {
    await model.load();
    server.refuse(
      `POST api/datasets/${ID}/questions`,
      'not_found',
      'It is gone.',
      404
    );
    await expect(
      model.ask({ text: 'Why?', kind: 'question', column: null })
    ).rejects.toMatchObject({
      code: 'not_found'
    });
    expect(model.state.kind).toBe('shown');
  });
});

describe('WaitingQuestions', () => {
  it('tells of questions once, and keeps them when nobody answers', async () => {
    const waiting = new WaitingQuestions(client);
    const told = jest.fn();
    waiting.changed.connect(told);
    server.on('GET api/questions', { questions: [asked()] });
    await waiting.look();
    await waiting.look();
    expect(told).toHaveBeenCalledTimes(1);
    server.refuse('GET api/questions', 'library_busy', 'Busy.', 503);
    await waiting.look();
    expect(waiting.questions).toEqual([asked()]);
    waiting.dispose();
  });
});

it('says where a file and the schema are downloaded', () => {
  expect(client.fileUrl(ID, 'a b.tds')).toBe(
    `${server.client.base}api/datasets/${ID}/connect/a%20b.tds`
  );
  expect(client.schemaUrl(ID)).toBe(
    `${server.client.base}api/datasets/${ID}/schema`
  );
});
