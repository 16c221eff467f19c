import { Dialog } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';

import type { Finding } from '../api/types';
import { KeptDrafts } from '../model/drafts';
import { People } from '../model/people';
import { pictureOf } from '../model/picture';
import { Publications } from '../model/publications';
import { PublishingModel } from '../model/publishing';
import { PublishDialog } from '../widgets/publishDialog';
import {
  done,
  draft,
  environment,
  failed,
  FakeServer,
  finding,
  limits,
  near,
  offer,
  report,
  published,
  running,
  until
} from './fakeServer';

const trans = nullTranslator.load('test');

async function open(answer: object = draft, status = 200, me: object = {}) {
  const server = new FakeServer();
  server.on('POST workspace/inspect', answer, status);
  server.on('GET api/me', { limits, ...me });
  server.on('POST workspace/publish', running, 202);
  server.on('GET workspace/jobs/j1', running);
  server.on('PUT workspace/jobs/j1/remembered', done);
  server.on('DELETE workspace/jobs/j1', done);
  const publications = new Publications({
    client: server.client,
    notebooks: { remember: async () => true },
    interval: 5
  });
  const model = new PublishingModel({
    client: server.client,
    drafts: new KeptDrafts(null, 'test'),
    path: 'posts.ipynb',
    publications,
    trans
  });
  const copied: string[] = [];
  const shown: number[] = [];
  const dialog = new PublishDialog({
    actions: {
      addFiles: () => undefined,
      addTag: text => model.change(({ draft }) => draft.addTags(text)),
      again: () => void model.again(),
      back: () => void model.back(),
      cancel: () => void model.cancel(),
      close: () => dialog.reject(),
      compare: null,
      copy: text => copied.push(text),
      directory: new People(server.client),
      decide: (id, decision) =>
        model.change(({ draft }) => draft.decide(id, decision)),
      edit: edits => model.change(({ draft }) => draft.edit(edits)),
      linkOf: ({ url }) => url ?? '',
      loadCovers: () => undefined,
      maskAll: () => model.change(({ draft }) => draft.maskAll()),
      open: () => undefined,
      pictureOf: published => pictureOf('/hub-publish/', published),
      preview: () => void model.preview(),
      previewUrl: ({ shell }) => `/hub-publish/${shell}`,
      removeTag: tag => model.change(({ draft }) => draft.removeTag(tag)),
      showCell: cell => shown.push(cell),
      startOver: () => model.change(({ draft }) => draft.startOver()),
      submit: () => void model.submit(),
      suggest: async () => [],
      tickEnvironment: (name, isTicked) =>
        model.change(({ draft }) => draft.tickEnvironment(name, isTicked)),
      tickFile: (name, isTicked) =>
        model.change(({ draft }) => draft.tickFile(name, isTicked)),
      toggle: section => model.change(form => form.toggle(section)),
      updateInstead: report =>
        model.change(({ draft }) => draft.updateInstead(report)),
      withoutRunning: () => void model.withoutRunning()
    },
    isOpen: true,
    model,
    trans
  });
  const closed = dialog.launch();
  await model.read();
  await until(
    () => !!document.querySelector('.jp-Dialog :is(textarea, [role=alert])')
  );
  await until(() => labels().length >= 2);
  return { closed, copied, dialog, model, server, shown };
}

afterEach(() => Dialog.tracker.forEach(dialog => dialog.reject()));

const heading = () => document.querySelector('.jp-Dialog h2')?.textContent;
const labels = () =>
  [...document.querySelectorAll('.hp-PublishDialog-buttons button')].map(
    button => button.textContent
  );
const key = (init: KeyboardEventInit) =>
  (document.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
  );

it('begins in the title of the form, and Escape closes it', async () => {
  const { closed, dialog } = await open();
  expect(heading()).toBe('Publish report');
  expect(labels()).toEqual(['Cancel', 'Publish']);
  await until(() => document.activeElement?.id === 'hp-publish-title');
  key({ key: 'Escape' });
  expect((await closed).button.accept).toBe(false);
  expect(dialog.isDisposed).toBe(true);
});

it('Ctrl+Enter publishes, and Enter in a field does not', async () => {
  const { server } = await open();
  await until(() => document.activeElement?.id === 'hp-publish-title');
  key({ key: 'Enter' });
  expect(server.count('POST workspace/publish')).toBe(0);
  key({ key: 'Enter', ctrlKey: true });
  await until(() => heading() === 'Publishing…');
  expect(labels()).toEqual(['Cancel']);
  server.on('GET workspace/jobs/j1', {
    ...running,
    step: 'rendering',
    progress: { done: 19, total: 26 }
  });
  await until(() => !!document.querySelector('.jp-Dialog progress'));
  expect(
    document.querySelector('.jp-Dialog [aria-current] small')?.textContent
  ).toBe('cell 19 of 26');
  server.on('GET workspace/jobs/j1', done);
  await until(() => heading() === 'Published');
  await until(() => !!document.querySelector('.jp-Dialog .hp-Picture'));
  expect(
    document.querySelector('.jp-Dialog .hp-Picture')?.getAttribute('src')
  ).toBe('/hub-publish/api/reports/rabcdefghij/versions/1/thumbnail?v=c0ffee');
  await until(() => document.activeElement?.textContent === 'Open report');
});

it('tells the author at the end what is not shown as it was', async () => {
  const { model, server } = await open();
  server.on('GET workspace/jobs/j1', {
    ...done,
    published: { ...published, notices: ['Cell 1: The image is not there.'] }
  });
  void model.submit();
  await until(() => heading() === 'Published');
  await until(() => !!document.querySelector('.jp-Dialog details'));
  expect(document.querySelector('.jp-Dialog details')?.textContent).toBe(
    '1 thing is not shown as it wasCell 1: The image is not there.'
  );
});

it('names the version of an update', async () => {
  await open({ ...draft, relation: 'mine', report });
  expect(heading()).toBe('Update report to version 4');
  expect(labels()).toEqual(['Cancel', 'Publish version 4']);
});

it('asks about a duplicated notebook, and proposes a new report', async () => {
  await open({ ...draft, relation: 'other_path', report });
  const choices = [
    ...document.querySelectorAll<HTMLInputElement>('.jp-Dialog [type=radio]')
  ];
  expect(choices.map(choice => choice.checked)).toEqual([true, false]);
  expect(heading()).toBe('Publish report');
  choices[1].click();
  await until(() => heading() === 'Update report to version 4');
});

it('an empty title is named beside the field, where the cursor goes', async () => {
  const { model, server } = await open({ ...draft, title: '' });
  void model.submit();
  await until(() => !!document.querySelector('.jp-Dialog [role=alert]'));
  expect(document.querySelector('.jp-Dialog [role=alert]')?.textContent).toBe(
    'A report needs a title.'
  );
  expect(document.activeElement?.getAttribute('aria-invalid')).toBe('true');
  expect(server.count('POST workspace/publish')).toBe(0);
});

it('a server without our half is told with the command that mends it', async () => {
  const { copied } = await open({}, 404);
  expect(heading()).toBe('Not published');
  const alert = document.querySelector('.jp-Dialog [role=alert]');
  expect(alert?.querySelector('strong')?.textContent).toBe(
    'The server half is not installed, or not enabled.'
  );
  alert?.querySelector('button')?.click();
  expect(copied).toEqual([
    expect.stringMatching(/^pip install jupyter_hub_publish/)
  ]);
});

it('every field has a name, and the dialog is named by its title', async () => {
  const { dialog } = await open();
  const named = [...document.querySelectorAll('.jp-Dialog label')].map(
    label => document.getElementById(label.getAttribute('for') ?? '')?.tagName
  );
  expect(named).toEqual(['TEXTAREA', 'TEXTAREA', 'INPUT', undefined]);
  const id = dialog.node.getAttribute('aria-labelledby') ?? '';
  expect(document.getElementById(id)?.textContent).toBe('Publish report');
});

const secrets = (...findings: Finding[]) => ({
  ...draft,
  check: { findings, complete: true }
});
const button = (says: string) =>
  [...document.querySelectorAll<HTMLElement>('.jp-Dialog button')].find(
    ({ textContent }) => textContent === says
  );
const says = (text: string) =>
  document.querySelector('.jp-Dialog')?.textContent?.includes(text) === true;

it('a press on Publish leads to the secret that is undecided, and masking it opens the way', async () => {
  const { server } = await open(secrets(finding('a')));
  const publish = () => button('Publish');
  expect(publish()?.getAttribute('aria-disabled')).toBe('true');
  expect(says('1 secret needs a decision')).toBe(true);
  expect(says('Decide about 1 secret first')).toBe(true);
  publish()?.click();
  const mask = 'Mask in the published copy';
  await until(() => document.activeElement?.textContent === mask);
  expect(server.count('POST workspace/publish')).toBe(0);
  (document.activeElement as HTMLElement).click();
  // The keyboard stays where it was.
  await until(() => document.activeElement?.textContent === 'Undo');
  expect(says('1 finding, decided')).toBe(true);
  expect(publish()?.getAttribute('aria-disabled')).toBe('false');
  publish()?.click();
  await until(() => server.count('POST workspace/publish') === 1);
});

it('publishing a secret anyway needs a reason, and Escape leaves the question only', async () => {
  const { server } = await open(secrets(finding('a')));
  button('Publish it anyway…')?.click();
  await until(() => document.activeElement?.tagName === 'INPUT');
  key({ key: 'Escape' });
  await until(() => !!button('Publish it anyway…'));
  expect(heading()).toBe('Publish report');
  button('Publish it anyway…')?.click();
  await until(() => !!button('Publish it anyway'));
  button('Publish it anyway')?.click();
  expect(says('Published anyway')).toBe(false);
  type(document.activeElement as HTMLInputElement, 'A token of the docs');
  key({ key: 'Enter' });
  await until(() => says('Published anyway, “A token of the docs”'));
  button('Publish')?.click();
  await until(() => server.count('POST workspace/publish') === 1);
  const { body } = server.asked.find(({ route }) =>
    route.endsWith('/publish')
  ) as { body: { draft: { decisions: object[] } } };
  expect(body.draft.decisions).toEqual([
    { finding: 'a', remedy: 'waive', reason: 'A token of the docs' }
  ]);
});

it('a finding leads to its cells, and many are counted', async () => {
  const { shown } = await open(
    secrets(finding('a', { cells: [3, 9, 12, 15] }))
  );
  button('3')?.click();
  button('12')?.click();
  expect(shown).toEqual([3, 12]);
  expect(says('Cells 3, 9, 12 and 1 more')).toBe(true);
});

it('a notebook of forty findings shows what stops it, and the rest when asked', async () => {
  const notes = Array.from({ length: 39 }, (_, n) =>
    finding(`n${n}`, { severity: 'note', kind: 'personal', remedies: [] })
  );
  await open(secrets(...notes, finding('last')));
  const items = () => document.querySelectorAll('.jp-Dialog .hp-Finding');
  expect(says('1 secret needs a decision, 39 things to know')).toBe(true);
  expect(items()).toHaveLength(11);
  button('Show 29 more findings')?.click();
  await until(() => items().length === 40);
});

it('several secrets are masked at once', async () => {
  await open(secrets(finding('a'), finding('b')));
  button('Mask all 2 in the published copy')?.click();
  await until(() => says('2 findings, decided'));
});

it('a check that was cut is said to be', async () => {
  await open({ ...draft, check: { findings: [], complete: false } });
  expect(says('Nothing found in 3 cells, not fully checked')).toBe(true);
});

it('remedies that are elsewhere in the form are done there, and undone', async () => {
  const { model } = await open({
    ...secrets(
      finding('a', {
        severity: 'warn',
        message: 'Cells ran out of order: 9 ran after 14.',
        remedies: ['run', 'leave']
      }),
      finding('b', {
        severity: 'warn',
        message: 'A path of your own machine: /home/alice/posts.csv',
        remedies: ['attach', 'leave'],
        file: 'posts.csv'
      })
    ),
    files: [offer('posts.csv', { chosen: false })]
  });
  button('Check2 things to know')?.click();
  await until(() => !!button('Attach the file'));
  button('Attach the file')?.click();
  button('Run from top to bottom first')?.click();
  await until(() => says('posts.csv travels with the report.'));
  const box = document.querySelector<HTMLInputElement>(
    '.jp-Dialog-footer [type=checkbox]'
  );
  await until(() => box?.checked === true);
  const { screen } = model;
  expect(screen).toMatchObject({ form: { files: { names: ['posts.csv'] } } });
  button('Undo')?.click();
  await until(() => box?.checked === false);
});

it('files say why they are there, and those that cannot travel why not', async () => {
  await open({
    ...draft,
    files: [
      offer('data/teams.parquet'),
      offer('events.csv', {
        state: 'too_large',
        size: 212_000_000,
        cells: [4]
      }),
      offer('.env', { state: 'hidden', size: null })
    ],
    images: ['img/funnel.png']
  });
  button('Files1 file, 1.3 MB')?.click();
  await until(() => !!button('Files1 of 3 files, 1.3 MB of 50 MB'));
  const rows = [...document.querySelectorAll('.hp-FilesSection-list > li')];
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    'data/teams.parquetread in cell 31.3 MB',
    'events.csvread in cell 4; too large to tick212 MB',
    '.envnever offered: files whose name starts with a dot',
    'img/funnel.pngpart of the page'
  ]);
  rows[0].querySelector('input')?.click();
  await until(() => !!button('Files0 of 3 files, 0 bytes of 50 MB'));
});

it('the environment is named by its language, and its files can be left behind', async () => {
  const { model } = await open({
    ...draft,
    environment: {
      environment,
      files: [
        { name: 'requirements.txt', size: 40, origin: 'made', chosen: true }
      ]
    }
  });
  button('EnvironmentPython 3.12, 1 package')?.click();
  await until(() => says('polars 1.12.0'));
  expect(says('Python 3.12.7, Linux x86_64')).toBe(true);
  document.querySelector<HTMLElement>('.hp-EnvironmentSection input')?.click();
  const { screen } = model;
  expect(screen).toMatchObject({
    form: { environment: [{ isTicked: false }] }
  });
});

it('an update begins with what has changed', async () => {
  await open({ ...draft, relation: 'mine', report });
  await until(() => document.activeElement?.id === 'hp-publish-message');
});

it('Escape leads from a preview back to its button', async () => {
  const { model, server } = await open();
  server.on('POST workspace/preview', {
    id: 'p1',
    shell: 'preview/p1/shell',
    notices: ['A widget is shown as text.']
  });
  void model.preview();
  await until(() => !!document.querySelector('.jp-Dialog iframe'));
  const frame = document.querySelector('.jp-Dialog iframe');
  expect(frame?.getAttribute('src')).toBe('/hub-publish/preview/p1/shell');
  expect(frame?.hasAttribute('sandbox')).toBe(true);
  expect(says('A widget is shown as text.')).toBe(true);
  await until(() => document.activeElement?.textContent === 'Back');
  key({ key: 'Escape' });
  await until(() => document.activeElement?.textContent === 'Preview');
  expect(heading()).toBe('Publish report');
});

it('a run that failed names the cell, and offers to publish without', async () => {
  const { server, shown } = await open({ ...draft, run: true });
  server.on('GET workspace/jobs/j1', {
    ...failed,
    runs: true,
    error: {
      code: 'run_failed',
      message: 'Cell 19 stopped the run: KeyError.',
      hint: '',
      cell: 19
    }
  });
  button('Publish')?.click();
  await until(() => heading() === 'Not published');
  await until(() => labels().length === 3);
  expect(labels()).toEqual(['Back', 'Publish without running', 'Try again']);
  button('Cell 19')?.click();
  expect(shown).toEqual([19]);
});

it('a run is a step of its own, with how long it took', async () => {
  const { server } = await open({ ...draft, run: true });
  button('Publish')?.click();
  server.on('GET workspace/jobs/j1', {
    ...running,
    runs: true,
    step: 'running',
    progress: { done: 3, total: 26 }
  });
  await until(() => says('cell 3 of 26'));
  server.on('GET workspace/jobs/j1', {
    ...running,
    runs: true,
    step: 'rendering',
    ran: { kernel: 'Python 3', cells: 26, seconds: 41.2 }
  });
  await until(() => says('26 cells, 41 s'));
  expect(says('Ran from top to bottom in a kernel of its own')).toBe(true);
});

/** As a person types it: React listens to the element's own setter. */
function type(input: HTMLInputElement, text: string): void {
  const { set } = Object.getOwnPropertyDescriptor(
    HTMLInputElement.prototype,
    'value'
  ) as { set: (text: string) => void };
  set.call(input, text);
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

it('warns of a report that looks like the same work, and updates that one instead', async () => {
  const { server, model } = await open();
  server.on('POST workspace/near', { reports: [near({ may_update: true })] });
  await model.read();
  const note = () => document.querySelector('.hp-Lookalike');
  const press = (says: string) =>
    [...document.querySelectorAll<HTMLElement>('.hp-Lookalike button')]
      .find(({ textContent }) => textContent === says)!
      .click();
  await until(() => note() !== null);
  expect(note()!.querySelector('p')!.textContent).toBe(
    'This looks like “Who stays” by carol. Same column: churn_rateOpen itUpdate that one instead'
  );
  press('Update that one instead');
  await until(() => heading() === 'Update report to version 3');
  expect(note()).toBeNull();
  expect(
    document.querySelector<HTMLInputElement>('.hp-TargetChoice :checked')
      ?.labels![0].textContent
  ).toContain('Update “Who stays” to version 3');
});

it('does not offer to update what only others may update', async () => {
  const { server, model } = await open();
  server.on('POST workspace/near', { reports: [near()] });
  await model.read();
  await until(() => document.querySelector('.hp-Lookalike') !== null);
  expect(
    [...document.querySelectorAll('.hp-Lookalike button')].map(
      button => button.textContent
    )
  ).toEqual(['Open it']);
});

const HUB = {
  name: 'alice',
  groups: ['growth'],
  audiences: ['everyone', 'people', 'link', 'private']
};
const radios = () => [
  ...document.querySelectorAll<HTMLInputElement>(
    '.jp-Dialog [role=radiogroup] input'
  )
];
const meaning = () =>
  document.querySelector('.jp-Dialog .hp-Audience-meaning')?.textContent;

it('who may see it are four words, and a sentence for the chosen one', async () => {
  const { server } = await open(draft, 200, HUB);
  expect(
    radios().map(({ parentElement }) => parentElement?.textContent)
  ).toEqual(['Only me', 'People', 'With link', 'Everyone']);
  expect(radios().map(({ checked }) => checked)).toEqual([
    false,
    false,
    false,
    true
  ]);
  expect(meaning()).toBe('Any signed-in person can find and read it.');
  radios()[0].click();
  await until(() => radios()[0].checked);
  expect(meaning()).toBe('Nobody else sees it, finds it or opens its link.');
  key({ key: 'Enter', ctrlKey: true });
  await until(() => server.count('POST workspace/publish') === 1);
  const { body } = server.asked.find(
    ({ route }) => route === 'POST workspace/publish'
  )!;
  expect(body).toMatchObject({ draft: { audience: 'private', people: [] } });
});

it('in a library for everyone there is nothing to choose', async () => {
  await open(draft, 200, { ...HUB, audiences: ['everyone'], groups: [] });
  expect(radios()).toEqual([]);
  expect(document.querySelector('.hp-Audience-only')?.textContent).toBe(
    'Everyone: any signed-in person can find and read it.'
  );
  expect(document.querySelector('.jp-Dialog select')).toBeNull();
});

it('asks for the people, and publishes what was typed last too', async () => {
  const { server, model } = await open(draft, 200, HUB);
  radios()[1].click();
  const box = () =>
    document.querySelector<HTMLInputElement>('#hp-publish-audience-people');
  await until(() => !!box());
  void model.submit();
  await until(() => document.activeElement === box());
  expect(document.querySelector('.hp-Audience-problem')?.textContent).toBe(
    'Name the people or groups who may see it.'
  );
  Object.getOwnPropertyDescriptor(
    HTMLInputElement.prototype,
    'value'
  )!.set!.call(box(), 'carol');
  box()!.dispatchEvent(new Event('input', { bubbles: true }));
  await until(() => server.count('GET api/people') > 0);
  key({ key: 'Enter', ctrlKey: true });
  await until(() => server.count('POST workspace/publish') === 1);
  const { body } = server.asked.find(
    ({ route }) => route === 'POST workspace/publish'
  )!;
  expect(body).toMatchObject({
    draft: { audience: 'people', people: ['user:carol'] }
  });
});

it('an update shows the people whom its report names', async () => {
  const server = { ...report, audience: 'people' as const };
  const { model, server: asked } = await open(
    { ...draft, relation: 'mine', report: server },
    200,
    HUB
  );
  asked.on(`GET api/reports/${report.id}`, {
    ...server,
    people: ['group:growth', 'user:carol']
  });
  model.change(form => void form.askPeople());
  const pills = () =>
    [
      ...document.querySelectorAll(
        '.jp-Dialog .hp-Audience .hp-TagInput-pill > span'
      )
    ].map(pill => pill.textContent);
  await until(() => pills().length === 2);
  expect(pills()).toEqual(['growth (group)', 'carol']);
  expect(document.querySelector('.jp-Dialog select')).toBeNull();
});

it('a new report may be a group’s', async () => {
  const { model } = await open(draft, 200, HUB);
  const owner = document.querySelector<HTMLSelectElement>('.jp-Dialog select')!;
  expect([...owner.options].map(({ text }) => text)).toEqual([
    'You',
    'growth (group)'
  ]);
  owner.value = 'group:growth';
  owner.dispatchEvent(new Event('change', { bubbles: true }));
  await until(() => {
    const { screen } = model;
    return screen.kind === 'form' && screen.form.owner === 'group:growth';
  });
});
