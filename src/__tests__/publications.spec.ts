import { Publication } from '../model/publication';
import { Publications } from '../model/publications';
import {
  choice,
  done,
  failed,
  FakeServer,
  published,
  running,
  until
} from './fakeServer';

function setUp({ isOpen = false } = {}) {
  const server = new FakeServer();
  const told: string[] = [];
  const notebooks = {
    remember: async (path: string) => {
      told.push(path);
      return isOpen;
    }
  };
  const publications = new Publications({
    client: server.client,
    notebooks,
    interval: 5,
    patience: 20
  });
  const ended: Publication[] = [];
  publications.ended.connect((_, publication) => ended.push(publication));
  server.on('POST workspace/publish', running, 202);
  server.on('PUT workspace/jobs/j1/remembered', { ...done, remembered: true });
  server.on('DELETE workspace/jobs/j1', done);
  return { ended, publications, server, told };
}

describe('a publication', () => {
  it('is followed until it is done, and the server may forget it then', async () => {
    const { ended, publications, server, told } = setUp();
    let looks = 0;
    server.on('GET workspace/jobs/j1', () => (++looks < 4 ? running : done));
    const publication = await publications.start('posts.ipynb', choice);
    expect(publications.of('posts.ipynb')).toBe(publication);
    expect(await publication.ended).toEqual(done);
    await until(() => server.count('DELETE workspace/jobs/j1') === 1);
    expect(told).toEqual(['posts.ipynb']);
    expect(ended).toEqual([publication]);
    expect(publications.of('posts.ipynb')).toBeNull();
    expect(publication.isDisposed).toBe(true);
    expect(looks).toBe(4);
  });

  it.each([
    [true, 'browser'],
    [false, 'server']
  ])('tells a notebook that is open: %s, by the %s', async (isOpen, by) => {
    const { publications, server } = setUp({ isOpen });
    server.on('GET workspace/jobs/j1', done);
    await publications.start('posts.ipynb', choice);
    await until(() => server.count('DELETE workspace/jobs/j1') === 1);
    const put = server.asked.find(({ route }) => route.startsWith('PUT'));
    expect(put?.body).toEqual({ by });
  });

  it('that failed tells no notebook', async () => {
    const { publications, server, told } = setUp();
    server.on('GET workspace/jobs/j1', failed);
    await publications.start('posts.ipynb', choice);
    await until(() => server.count('DELETE workspace/jobs/j1') === 1);
    expect(told).toEqual([]);
  });

  it('goes on while the server does not answer', async () => {
    const { publications, server } = setUp();
    let looks = 0;
    server.on('GET workspace/jobs/j1', () => {
      if (++looks === 1) {
        throw new TypeError('Failed to fetch');
      }
      return done;
    });
    const publication = await publications.start('posts.ipynb', choice);
    expect((await publication.ended).state).toBe('done');
  });

  it('that a restarted server no longer knows has failed', async () => {
    const { publications, server } = setUp();
    server.refuse('GET workspace/jobs/j1', 'not_found', 'No such job.', 404);
    const publication = await publications.start('posts.ipynb', choice);
    expect(await publication.ended).toMatchObject({
      state: 'failed',
      error: { message: 'No such job.' }
    });
  });

  it('that ends as cancelled is over', async () => {
    const { publications, server } = setUp();
    server.on('GET workspace/jobs/j1', running);
    server.on('DELETE workspace/jobs/j1', { ...running, state: 'cancelled' });
    const publication = await publications.start('posts.ipynb', choice);
    await publication.cancel();
    expect((await publication.ended).state).toBe('cancelled');
    // The first stops it, the second lets the server forget it.
    await until(() => server.count('DELETE workspace/jobs/j1') === 2);
  });

  it('that is disposed is looked at no more', async () => {
    const { server } = setUp();
    server.on('GET workspace/jobs/j1', running);
    const publication = new Publication(server.client, running, 5);
    await until(() => server.count('GET workspace/jobs/j1') > 1);
    publication.dispose();
    const before = server.count('GET workspace/jobs/j1');
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(server.count('GET workspace/jobs/j1')).toBe(before);
  });
});

describe('after a reload', () => {
  it('what had ended is finished the same way', async () => {
    const { ended, publications, server, told } = setUp();
    server.on('GET workspace/jobs', { jobs: [done] });
    server.on('GET workspace/jobs/j1', done);
    await publications.resume();
    expect(ended.map(({ job }) => job.published)).toEqual([published]);
    expect(told).toEqual(['posts.ipynb']);
  });

  it('a notebook that has been told is not told again', async () => {
    const { publications, server, told } = setUp();
    server.on('GET workspace/jobs', { jobs: [{ ...done, remembered: true }] });
    server.on('GET workspace/jobs/j1', { ...done, remembered: true });
    await publications.resume();
    expect(told).toEqual([]);
    expect(server.count('DELETE workspace/jobs/j1')).toBe(1);
  });

  it('what another tab has finished is dropped', async () => {
    const { ended, publications, server, told } = setUp();
    const dropped: Publication[] = [];
    publications.dropped.connect((_, one) => dropped.push(one));
    server.on('GET workspace/jobs', { jobs: [done] });
    server.refuse('GET workspace/jobs/j1', 'not_found', 'No such job.', 404);
    await publications.resume();
    expect(ended).toEqual([]);
    expect(told).toEqual([]);
    expect(dropped).toHaveLength(1);
  });

  it('a server without our half is no news', async () => {
    const { ended, publications } = setUp();
    await publications.resume();
    expect(ended).toEqual([]);
  });
});
