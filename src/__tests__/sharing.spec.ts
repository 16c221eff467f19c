import { nullTranslator } from '@jupyterlab/translation';

import type { Draft } from '../api/types';
import { audienceMark } from '../components/audiences';
import { choiceOf, formOf, type IEdits, problemsOf } from '../model/form';
import { People } from '../model/people';
import { offerOf } from '../model/sharing';
import { choice, draft, FakeServer, report } from './fakeServer';

const trans = nullTranslator.load('test');

const offer = offerOf({
  name: 'alice',
  groups: ['growth'],
  audiences: ['everyone', 'people', 'link', 'private']
});
const update: Draft = {
  ...draft,
  relation: 'mine',
  report: { ...report, audience: 'people' }
};

describe('what a library offers', () => {
  it('stands from nobody to all, and begins with the usual', () => {
    expect(offer.audiences).toEqual(['private', 'people', 'link', 'everyone']);
    expect(offer.usual).toBe('everyone');
    expect(offerOf({ audiences: ['private', 'everyone'] })).toMatchObject({
      audiences: ['private', 'everyone'],
      usual: 'private'
    });
  });

  it('is everyone on a server of before the choice, and not known while it is away', () => {
    expect(offerOf({}).usual).toBe('everyone');
    expect(offerOf(null).usual).toBeNull();
  });
});

describe('what is sent of who may see it', () => {
  const sent = (
    from: Draft,
    edits: IEdits,
    people: string[] | null = null,
    offered = offer
  ) => {
    const form = formOf(from, edits, { offer: offered, people });
    const {
      audience,
      people: named,
      owner
    } = choiceOf(from, edits, form, offered);
    return { audience, people: named, owner };
  };

  it('is the usual for a new report, and the library’s own where that is not known', () => {
    expect(sent(draft, {})).toEqual({
      audience: 'everyone',
      people: [],
      owner: null
    });
    expect(sent(draft, {}, null, offerOf(null)).audience).toBeNull();
    const form = formOf(draft, {}, { offer });
    expect(choiceOf(draft, {}, form, offer)).toEqual(choice);
  });

  it('is the group, where an admin has set so for its members', () => {
    const growth = offerOf({
      audiences: ['people', 'everyone'],
      people: ['group:growth']
    });
    expect(sent(draft, {}, null, growth)).toEqual({
      audience: 'people',
      people: ['group:growth'],
      owner: null
    });
    expect(sent(draft, { audience: 'everyone' }, null, growth).people).toEqual(
      []
    );
  });

  it('is nothing for an update, unless somebody has chosen', () => {
    expect(sent(update, {}, ['user:carol']).audience).toBeNull();
    expect(
      sent(update, { people: ['user:carol', 'user:dan'] }, ['user:carol'])
    ).toEqual({
      audience: 'people',
      people: ['user:carol', 'user:dan'],
      owner: null
    });
  });

  it('names nobody where the audience names nobody', () => {
    const edits: IEdits = { audience: 'private', people: ['user:carol'] };
    expect(sent(draft, edits).people).toEqual([]);
  });

  it('has an owner for a new report only', () => {
    const edits: IEdits = { owner: 'group:growth' };
    expect(sent(draft, edits).owner).toBe('group:growth');
    expect(sent(update, edits).owner).toBeNull();
    expect(sent(draft, { owner: 'user:alice' }).owner).toBeNull();
  });
});

describe('a report for people', () => {
  const problem = (from: Draft, edits: IEdits, people: string[] | null) =>
    problemsOf(formOf(from, edits, { offer, people }), null, trans).people;

  it('needs somebody who is named', () => {
    expect(problem(draft, { audience: 'people' }, null)).toBe(
      'Name the people or groups who may see it.'
    );
    expect(
      problem(draft, { audience: 'people', people: ['user:bob'] }, null)
    ).toBeUndefined();
  });

  it('keeps those whom it names while they are not known here', () => {
    expect(formOf(update, {}, { offer }).people).toBeNull();
    expect(problem(update, {}, null)).toBeUndefined();
    expect(
      formOf(update, {}, { offer, people: ['user:carol'] }).people
    ).toEqual(['user:carol']);
  });
});

describe('people', () => {
  it('are found, and shown by the names that the library has told', async () => {
    const server = new FakeServer();
    server.on('GET api/people', {
      people: [
        { principal: 'group:growth', name: 'growth' },
        { principal: 'user:carol', name: 'Carol Smith' }
      ]
    });
    const people = new People(server.client);
    expect(people.nameOf('user:carol')).toBe('carol');
    await people.find('c');
    expect(people.nameOf('user:carol')).toBe('Carol Smith');
    expect(people.principalsIn('growth, carol smith; Carol\nzoe')).toEqual([
      'group:growth',
      'user:carol',
      'user:carol',
      'user:zoe'
    ]);
    expect(people.principalsIn(' , user:x')).toEqual(['user:x']);
  });

  it('are nobody where the library does not answer', async () => {
    expect(await new People(new FakeServer().client).find('c')).toEqual([]);
  });
});

describe('the mark of a report', () => {
  const mark = (more: Partial<typeof report> & { people?: string[] }) =>
    audienceMark({ ...report, ...more }, trans);

  it('is there where not everybody finds it', () => {
    expect(mark({})).toBeNull();
    expect(mark({ audience: 'link' })).toBe('With link');
    expect(mark({ audience: 'people' })).toBe('Named people');
    expect(
      mark({ audience: 'people', people: ['group:growth', 'user:carol'] })
    ).toBe('growth, carol');
  });

  it('says “you” only to one who is alone with it', () => {
    expect(mark({ audience: 'private' })).toBe('Only you');
    const authors = ['alice', 'bob'];
    expect(mark({ audience: 'private', authors })).toBe('Only its authors');
    expect(mark({ audience: 'private', may_update: false })).toBe(
      'Only its authors'
    );
    expect(mark({ audience: 'private', owner: 'group:growth' })).toBe(
      'Only growth'
    );
  });
});
