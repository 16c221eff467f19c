import {
  comparable,
  HistoryModel,
  nextNumber,
  pairOf,
  restorable
} from '../model/history';
import { FakeServer, report } from './fakeServer';
import { version } from './versions';

const GONE = { erased: '2026-11-20T08:00:00Z' };
const ROUTE = `GET api/reports/${report.id}/versions`;

describe('the history of a report', () => {
  let server: FakeServer;
  let model: HistoryModel;

  beforeEach(() => {
    server = new FakeServer();
    model = new HistoryModel(server.client, report.id);
  });

  it('lists what the server knows', async () => {
    server.on(ROUTE, { versions: [version(2), version(1)] });
    expect(model.state.kind).toBe('loading');
    await model.load();
    expect(model.state).toEqual({
      kind: 'listed',
      versions: [version(2), version(1)]
    });
  });

  it('keeps what it knows while it asks again', async () => {
    server.on(ROUTE, { versions: [version(1)] });
    await model.load();
    const asking = model.load();
    expect(model.state.kind).toBe('listed');
    await asking;
  });

  it('says why there is none, and asks again', async () => {
    server.refuse(ROUTE, 'library_busy', 'It is busy.', 503);
    await model.load();
    expect(model.state).toMatchObject({
      kind: 'failed',
      refusal: { message: 'It is busy.' }
    });
    server.on(ROUTE, { versions: [] });
    const asking = model.load();
    expect(model.state.kind).toBe('loading');
    await asking;
    expect(model.state.kind).toBe('listed');
  });

  it('shows nothing more when its tab is closed', async () => {
    server.on(ROUTE, { versions: [] });
    const seen = jest.fn();
    model.stateChanged.connect(seen);
    const asking = model.load();
    model.dispose();
    await asking;
    expect(seen).not.toHaveBeenCalled();
  });
});

describe('two versions', () => {
  const three = [version(3), version(2), version(1)];

  it('are compared the older first', () => {
    expect(pairOf(3, 1)).toEqual({ before: 1, after: 3 });
    expect(pairOf(1, 3)).toEqual({ before: 1, after: 3 });
  });

  it('are the one that is shown and the one before it', () => {
    expect(comparable(three, 3)).toEqual({ before: 2, after: 3 });
    expect(comparable(three, 2)).toEqual({ before: 1, after: 2 });
  });

  it('are the two oldest where there is none before', () => {
    expect(comparable(three, 1)).toEqual({ before: 1, after: 2 });
  });

  it('leave out what was erased', () => {
    expect(comparable([version(3), version(2, GONE), version(1)], 3)).toEqual({
      before: 1,
      after: 3
    });
    expect(comparable([version(3, GONE), version(2), version(1)], 3)).toEqual({
      before: 1,
      after: 2
    });
  });

  it('need two', () => {
    expect(comparable([version(1)], 1)).toBeNull();
    expect(comparable([version(2), version(1, GONE)], 2)).toBeNull();
    expect(comparable([], 1)).toBeNull();
  });
});

describe('a number', () => {
  it('is never used again', () => {
    expect(nextNumber([version(3, GONE), version(2)])).toBe(4);
    expect(nextNumber([])).toBe(1);
  });
});

describe('a version can be restored', () => {
  it('unless it is the newest, or erased', () => {
    const versions = [version(4), version(3), version(2, GONE), version(1)];
    expect(restorable(versions).map(({ number }) => number)).toEqual([3, 1]);
    expect(restorable([version(1)])).toEqual([]);
    // Version 2 is the newest that is left.
    expect(restorable([version(3, GONE), version(2), version(1)])).toEqual([
      version(1)
    ]);
  });
});
