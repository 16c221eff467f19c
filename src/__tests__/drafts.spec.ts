import { KeptDrafts } from '../model/drafts';

beforeEach(() => sessionStorage.clear());

it('what was typed outlives a reload of the browser', () => {
  new KeptDrafts(sessionStorage, 'a').keep('x.ipynb', { title: 'Mine' });
  const reloaded = new KeptDrafts(sessionStorage, 'a');
  expect(reloaded.of('x.ipynb')).toEqual({ title: 'Mine' });
  expect(reloaded.of('y.ipynb')).toEqual({});
});

it('drafts of one server are not those of another', () => {
  new KeptDrafts(sessionStorage, 'a').keep('x.ipynb', { title: 'Mine' });
  expect(new KeptDrafts(sessionStorage, 'b').of('x.ipynb')).toEqual({});
});

it('a forgotten draft is gone after a reload too', () => {
  const drafts = new KeptDrafts(sessionStorage, 'a');
  drafts.keep('x.ipynb', { title: 'Mine' });
  drafts.forget('x.ipynb');
  expect(drafts.of('x.ipynb')).toEqual({});
  expect(new KeptDrafts(sessionStorage, 'a').of('x.ipynb')).toEqual({});
});

it('a full storage costs no draft before the next reload', () => {
  const full = {
    getItem: () => null,
    removeItem: () => undefined,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    }
  };
  const drafts = new KeptDrafts(full, 'a');
  drafts.keep('x.ipynb', { title: 'Mine' });
  expect(drafts.of('x.ipynb')).toEqual({ title: 'Mine' });
});

it('broken storage is no draft', () => {
  sessionStorage.setItem('hub-publish:draft:a:x.ipynb', '{broken');
  expect(new KeptDrafts(sessionStorage, 'a').of('x.ipynb')).toEqual({});
});
