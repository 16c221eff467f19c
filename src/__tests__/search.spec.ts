import type { Hit, HitPage } from '../api/types';
import { AGAIN, LATE, MORE, NEWS, SearchModel, TYPING } from '../model/search';
import type { ISearch } from '../tokens';
import { Refusal } from '../tokens';
import { report } from './fakeServer';

function hit(id: string, version = 1): Hit {
  return { ...report, highlights: [], found_in: null, id, version, title: id };
}

function page(ids: string[], more: Partial<HitPage> = {}): HitPage {
  return {
    total: ids.length,
    hits: ids.map(id => hit(id)),
    next: null,
    seq: 1,
    current: true,
    understood: null,
    correction: null,
    ...more
  };
}

/** A library whose answers come when the test says so. */
class Slow {
  readonly asked: ISearch[] = [];

  search(search: ISearch): Promise<HitPage> {
    this.asked.push(search);
    return new Promise((resolve, reject) => {
      this._waiting.push({ resolve, reject });
    });
  }

  async answer(number: number, answer: HitPage | Refusal): Promise<void> {
    const { resolve, reject } = this._waiting[number];
    if (answer instanceof Refusal) {
      reject(answer);
    } else {
      resolve(answer);
    }
    await settled();
  }

  private _waiting: {
    resolve: (page: HitPage) => void;
    reject: (error: Error) => void;
  }[] = [];
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    await Promise.resolve();
  }
}

function listed(model: SearchModel) {
  if (model.state.kind !== 'listed') {
    throw new Error(`It is ${model.state.kind}`);
  }
  return model.state;
}

function ids(model: SearchModel): string[] {
  return listed(model).hits.map(({ id }) => id);
}

const OFFLINE = new Refusal('offline', 'gone', '');

describe('SearchModel', () => {
  let library: Slow;
  let model: SearchModel;

  beforeEach(() => {
    jest.useFakeTimers();
    library = new Slow();
    model = new SearchModel(library);
  });

  afterEach(() => {
    model.dispose();
    jest.useRealTimers();
  });

  async function begin(answer = page(['a', 'b'])): Promise<void> {
    model.isVisible = true;
    await library.answer(0, answer);
  }

  it('asks nothing until somebody looks', () => {
    jest.advanceTimersByTime(10_000);
    expect(library.asked).toHaveLength(0);
    model.isVisible = true;
    expect(library.asked).toHaveLength(1);
  });

  it('shows that it loads only when that takes a while', async () => {
    model.isVisible = true;
    expect(model.state).toEqual({ kind: 'loading', late: false });
    jest.advanceTimersByTime(LATE);
    expect(model.state).toEqual({ kind: 'loading', late: true });
    await library.answer(0, page(['a']));
    jest.advanceTimersByTime(LATE);
    expect(ids(model)).toEqual(['a']);
  });

  it('searches at every letter that was not waited for, and keeps what is there meanwhile', async () => {
    await begin();
    model.type('c');
    expect(library.asked[1].words).toBe('c');
    expect(ids(model)).toEqual(['a', 'b']);
    await library.answer(1, page(['c']));
    expect(ids(model)).toEqual(['c']);
  });

  it('asks next what is typed last, as soon as the letter before is answered', async () => {
    await begin();
    model.type('c');
    model.type('ch');
    model.type('chu');
    expect(library.asked).toHaveLength(2);
    await library.answer(1, page(['c']));
    expect(library.asked[2].words).toBe('chu');
    await library.answer(2, page(['d']));
    expect(ids(model)).toEqual(['d']);
    expect(library.asked).toHaveLength(3);
  });

  it('does not wait long for an answer to what is typed no more', async () => {
    await begin();
    model.type('c');
    model.type('ch');
    jest.advanceTimersByTime(TYPING - 1);
    expect(library.asked).toHaveLength(2);
    jest.advanceTimersByTime(1);
    expect(library.asked[2].words).toBe('ch');
    await library.answer(2, page(['ch']));
    await library.answer(1, page(['c']));
    expect(ids(model)).toEqual(['ch']);
  });

  it('goes back to the order that suits when a search begins or ends', async () => {
    await begin();
    model.ask({ sort: 'stars' });
    expect(library.asked[1].sort).toBe('stars');
    await library.answer(1, page(['a']));
    model.type('churn');
    expect(library.asked[2].sort).toBeUndefined();
    await library.answer(2, page(['a']));
    model.ask({ sort: 'views' });
    await library.answer(3, page(['a']));
    model.type('churn rate');
    expect(library.asked[4].sort).toBe('views');
  });

  it("looks among one's own and among one's stars", async () => {
    await begin();
    model.ask({
      scope: 'mine',
      filters: { tags: ['x'], states: ['archived'] }
    });
    expect(library.asked[1]).toMatchObject({
      tags: ['x'],
      states: ['archived', 'mine']
    });
    model.ask({ scope: 'starred', filters: {} });
    expect(library.asked[2].states).toEqual(['starred']);
  });

  it('does not search for a space more', async () => {
    await begin();
    model.type('  ');
    jest.advanceTimersByTime(TYPING);
    expect(library.asked).toHaveLength(1);
  });

  it('drops an answer that comes late', async () => {
    await begin();
    model.ask({ words: 'one' });
    model.ask({ words: 'two' });
    await library.answer(2, page(['two']));
    await library.answer(1, page(['one']));
    expect(ids(model)).toEqual(['two']);
    expect(listed(model).query.words).toBe('two');
  });

  it('adds the next page without showing a report twice', async () => {
    await begin(page(['a', 'b'], { next: 'cursor', total: 3 }));
    void model.loadMore();
    void model.loadMore();
    expect(library.asked).toHaveLength(2);
    expect(library.asked[1]).toMatchObject({ cursor: 'cursor', limit: MORE });
    await library.answer(1, page(['b', 'c'], { total: 3 }));
    expect(ids(model)).toEqual(['a', 'b', 'c']);
  });

  it('forgets the next page of a search that is over', async () => {
    await begin(page(['a'], { next: 'cursor' }));
    void model.loadMore();
    model.ask({ words: 'other' });
    await library.answer(2, page(['x']));
    await library.answer(1, page(['b']));
    expect(ids(model)).toEqual(['x']);
  });

  it('says that the rest did not come, and asks for it again', async () => {
    await begin(page(['a'], { next: 'cursor' }));
    void model.loadMore();
    await library.answer(1, OFFLINE);
    expect(listed(model).more).toBe('failed');
    void model.loadMore();
    await library.answer(2, page(['b']));
    expect(ids(model)).toEqual(['a', 'b']);
  });

  it('keeps what it has while the library does not answer, since when first it did not', async () => {
    await begin();
    model.ask({ words: 'x' });
    await library.answer(1, OFFLINE);
    const since = listed(model).fault?.since;
    expect(ids(model)).toEqual(['a', 'b']);
    jest.advanceTimersByTime(AGAIN);
    await library.answer(2, OFFLINE);
    expect(listed(model).fault?.since).toBe(since);
    jest.advanceTimersByTime(AGAIN);
    await library.answer(3, page(['x']));
    expect(ids(model)).toEqual(['x']);
    expect(listed(model).fault).toBeNull();
  });

  it('has nothing to keep where nothing ever came', async () => {
    model.isVisible = true;
    await library.answer(0, OFFLINE);
    expect(model.state.kind).toBe('failed');
  });

  it('shows no list where the server half is missing, and does not ask again by itself', async () => {
    await begin();
    model.search();
    await library.answer(1, new Refusal('server_half_missing', '', ''));
    expect(model.state.kind).toBe('failed');
    jest.advanceTimersByTime(10 * AGAIN);
    expect(library.asked).toHaveLength(2);
  });

  it('counts what there is without the filters, where nothing has them all', async () => {
    await begin();
    model.ask({ words: 'peeks', filters: { authors: ['ravi'] } });
    await library.answer(1, page([]));
    expect(listed(model).unfiltered).toBeNull();
    expect(library.asked[2]).toEqual({ words: 'peeks', limit: 1 });
    await library.answer(2, page(['x'], { total: 3 }));
    expect(listed(model).unfiltered).toBe(3);
  });

  it('looks again by itself while the index is being made', async () => {
    await begin(page(['a'], { current: false, total: null }));
    expect(listed(model).current).toBe(false);
    jest.advanceTimersByTime(AGAIN);
    await library.answer(1, page(['a', 'b']));
    expect(listed(model)).toMatchObject({ current: true, total: 2 });
    jest.advanceTimersByTime(10 * AGAIN);
    expect(library.asked).toHaveLength(2);
  });

  it('takes up a star that was given on any screen', async () => {
    await begin();
    model.mark({ id: 'b', stars: 5, starred: true });
    model.mark({ id: 'elsewhere', stars: 9, starred: true });
    expect(listed(model).hits.map(({ stars }) => stars)).toEqual([0, 5]);
  });

  describe('when others publish', () => {
    it('puts news in their place while nobody would notice', async () => {
      await begin();
      model.notice(2);
      jest.advanceTimersByTime(NEWS);
      await library.answer(1, page(['new', 'a', 'b'], { seq: 2 }));
      expect(ids(model)).toEqual(['new', 'a', 'b']);
    });

    it('only counts them while somebody reads the list', async () => {
      await begin();
      model.isAtRest = false;
      model.notice(3);
      jest.advanceTimersByTime(NEWS);
      await library.answer(1, {
        ...page([], { seq: 3 }),
        hits: [hit('n1'), hit('n2'), hit('a', 2), hit('b')]
      });
      expect(ids(model)).toEqual(['a', 'b']);
      expect(listed(model).news).toEqual({ reports: 2, versions: 1 });
    });

    it('asks once for many changes, and not for those it has seen', async () => {
      await begin(page(['a'], { seq: 7 }));
      model.notice(7);
      jest.advanceTimersByTime(NEWS);
      expect(library.asked).toHaveLength(1);
      [8, 9, 10].forEach(seq => model.notice(seq));
      jest.advanceTimersByTime(NEWS);
      expect(library.asked).toHaveLength(2);
    });

    it('waits until somebody looks', async () => {
      await begin();
      model.isVisible = false;
      model.notice(2);
      jest.advanceTimersByTime(NEWS);
      expect(library.asked).toHaveLength(1);
      model.isVisible = true;
      expect(library.asked).toHaveLength(2);
    });

    it('does not take the answer to a new search for news', async () => {
      await begin();
      model.isAtRest = false;
      model.ask({ words: 'x' });
      model.notice(2);
      jest.advanceTimersByTime(NEWS);
      await library.answer(2, page(['x'], { seq: 2 }));
      expect(ids(model)).toEqual(['x']);
      expect(listed(model).news).toEqual({ reports: 0, versions: 0 });
    });
  });
});
