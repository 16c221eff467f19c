import { nullTranslator } from '@jupyterlab/translation';

import type { Draft } from '../api/types';
import { KeptDrafts } from '../model/drafts';
import { OpenDraft } from '../model/openDraft';
import { offerOf } from '../model/sharing';
import { draft, finding, limits, offer } from './fakeServer';

const trans = nullTranslator.load('test');
const mask = { remedy: 'mask', reason: '' } as const;

beforeEach(() => sessionStorage.clear());

/** As after a reload of the browser. */
const open = (from: Draft = draft) =>
  new OpenDraft({
    draft: from,
    drafts: new KeptDrafts(sessionStorage, 'test'),
    limits,
    offer: offerOf({}),
    trans
  });

it('everything that was chosen is there again after a reload', () => {
  const from = {
    ...draft,
    check: { findings: [finding('a')], complete: true },
    files: [offer('a.csv')]
  };
  const first = open(from);
  first.edit({ title: 'Mine', run: true });
  first.decide('a', mask);
  first.tickFile('a.csv', false);
  first.add([offer('b.csv', { reason: 'added' })]);
  const again = open(from);
  expect(again.restored).toBe(true);
  expect(again.addedNames).toEqual(['b.csv']);
  again.takeAdded([offer('b.csv', { reason: 'added' })]);
  expect(again.choice).toEqual(first.choice);
  expect(again.choice).toMatchObject({
    decisions: [{ finding: 'a', ...mask }],
    files: ['b.csv'],
    run: true,
    title: 'Mine'
  });
});

it('a decision about a finding that the server knows no more is no draft', () => {
  open({
    ...draft,
    check: { findings: [finding('a')], complete: true }
  }).decide('a', mask);
  const again = open();
  expect(again.restored).toBe(false);
  expect(again.choice.decisions).toEqual([]);
});

it('an added file travels at once, and twice added it travels once', () => {
  const draft = open();
  draft.add([offer('b.csv', { chosen: false })]);
  draft.add([offer('b.csv', { chosen: false })]);
  expect(draft.choice.files).toEqual(['b.csv']);
});

it('pictures are drawn of a draft whose title is still missing', () => {
  const draft = open();
  draft.edit({ title: ' ' });
  expect(draft.sketch.title).toBe('posts.ipynb');
  draft.edit({ title: 'Mine' });
  expect(draft.sketch).toEqual(draft.choice);
});

it('starting over lets go of everything, on the disk too', () => {
  const first = open();
  first.add([offer('b.csv')]);
  first.edit({ title: 'Mine' });
  first.startOver();
  expect(first.form.title).toBe('Posts grow');
  expect(first.choice.files).toEqual([]);
  expect(open().restored).toBe(false);
});
