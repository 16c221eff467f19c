import type { IWritten } from '../model/near';
import { NearModel, RESTING } from '../model/near';
import { FakeServer, near, report } from './fakeServer';

const NEAR = 'POST workspace/near';

describe('the report near to the notebook in front', () => {
  let server: FakeServer;
  let written: IWritten | null;
  let hidden: Map<string, readonly string[]>;
  let model: NearModel;

  beforeEach(() => {
    jest.useFakeTimers();
    server = new FakeServer();
    server.on(NEAR, { reports: [near(), near({ id: 'rmmmmmmmmmm' })] });
    written = { path: 'posts.ipynb', isPublished: false, isEmpty: false };
    hidden = new Map();
    model = new NearModel({
      client: server.client,
      written: () => written,
      hidden: {
        of: async path => hidden.get(path) ?? [],
        add: async (path, reports) => void hidden.set(path, reports)
      }
    });
    model.isVisible = true;
  });

  afterEach(() => {
    model.dispose();
    jest.useRealTimers();
  });

  const rest = () => jest.advanceTimersByTimeAsync(RESTING + 50);
  const notice = async () => {
    model.notice();
    await rest();
  };

  it('is asked for once, when the saving rests', async () => {
    model.notice();
    model.notice();
    expect(model.report).toBeNull();
    await rest();
    expect(server.asked).toEqual([
      { route: NEAR, body: { path: 'posts.ipynb' } }
    ]);
    expect(model.report?.title).toBe('Who stays');
  });

  it('is asked for only while somebody can see it', async () => {
    model.isVisible = false;
    await notice();
    expect(server.asked).toEqual([]);
    model.isVisible = true;
    await rest();
    expect(model.report?.title).toBe('Who stays');
  });

  it('is not asked for where there is nothing to compare', async () => {
    written = { ...written!, isEmpty: true };
    await notice();
    written = null;
    await notice();
    expect(server.asked).toEqual([]);
  });

  it('is nobody where the notebook itself is what is published', async () => {
    written = { ...written!, isPublished: true };
    server.on('POST workspace/status', { state: 'published', report });
    await notice();
    expect(server.count(NEAR)).toBe(0);
    server.on('POST workspace/status', { state: 'changed', report });
    await notice();
    expect(model.report?.title).toBe('Who stays');
  });

  it('goes when another notebook comes, before that one is answered', async () => {
    await notice();
    written = { ...written!, path: 'other.ipynb' };
    model.notice();
    expect(model.report).toBeNull();
  });

  it('that was hidden is not named again for that notebook, what comes later is', async () => {
    await notice();
    await model.hide();
    expect(model.report).toBeNull();
    await notice();
    expect(model.report).toBeNull();
    server.on(NEAR, { reports: [near(), near({ id: 'rooooooooooo' })] });
    await notice();
    expect(model.report?.id).toBe('rooooooooooo');
    written = { ...written!, path: 'other.ipynb' };
    await notice();
    expect(model.report?.id).toBe('rnnnnnnnnnn');
  });

  it('is kept while the library does not answer', async () => {
    await notice();
    server.refuse(NEAR, 'library_busy', 'Locked.', 503);
    await notice();
    expect(model.report?.id).toBe('rnnnnnnnnnn');
  });

  it('is nobody to a model that is gone', async () => {
    model.notice();
    model.dispose();
    await rest();
    expect(server.asked).toEqual([]);
  });
});
