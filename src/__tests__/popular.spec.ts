import { PopularModel } from '../model/popular';
import { FakeServer, report } from './fakeServer';

const ROUTE = 'GET api/reports';
const read = { ...report, views: 3 };

describe('what was read most', () => {
  let model: PopularModel;

  afterEach(() => model.dispose());

  it('is what somebody has read', async () => {
    const server = new FakeServer();
    const unread = { ...report, id: 'rnnnnnnnnnn', views: 0 };
    server.on(ROUTE, { hits: [read, unread] });
    model = new PopularModel(server.client);
    await model.load();
    expect(model.hits).toEqual([read]);
    server.refuse(ROUTE, 'library_busy', 'Locked.', 503);
    await model.load();
    expect(model.hits).toEqual([read]);
  });

  it('shows a star as soon as it is given', async () => {
    const server = new FakeServer();
    server.on(ROUTE, { hits: [read] });
    model = new PopularModel(server.client);
    await model.load();
    let changes = 0;
    model.changed.connect(() => (changes += 1));
    model.mark({ id: 'rnnnnnnnnnn', stars: 9, starred: true });
    expect(changes).toBe(0);
    model.mark({ id: report.id, stars: 9, starred: true });
    expect(model.hits).toEqual([{ ...read, stars: 9, starred: true }]);
  });
});
