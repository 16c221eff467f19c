import { nullTranslator } from '@jupyterlab/translation';
import * as React from 'react';
import { createRoot, type Root } from 'react-dom/client';

import { HandOverField } from '../components/OwnerField';
import { People } from '../model/people';
import { offerOf } from '../model/sharing';
import { FakeServer } from './fakeServer';

const trans = nullTranslator.load('test');
const { act } = React;
const offer = offerOf({
  name: 'alice',
  groups: ['growth'],
  audiences: ['everyone', 'private']
});

let node: HTMLElement;
let root: Root;
let owner: string;

/** The field with what a model would do with the owner. */
function Owned({ initial }: { initial: string }): React.JSX.Element {
  const [now, setNow] = React.useState(initial);
  const [people] = React.useState(() => new People(new FakeServer().client));
  owner = now;
  return (
    <HandOverField
      directory={people}
      id="owner"
      offer={offer}
      onChange={setNow}
      owner={now}
      trans={trans}
    />
  );
}

async function choose(value: string): Promise<void> {
  await act(async () => {
    const select = node.querySelector('select')!;
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

async function type(text: string): Promise<void> {
  await act(async () => {
    const input = node.querySelector('input')!;
    Object.getOwnPropertyDescriptor(
      HTMLInputElement.prototype,
      'value'
    )!.set!.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await act(async () => {
    node
      .querySelector('input')!
      .dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })
      );
  });
}

beforeEach(async () => {
  (
    globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }
  ).IS_REACT_ACT_ENVIRONMENT = true;
  node = document.body.appendChild(document.createElement('div'));
  root = createRoot(node);
  await act(async () => root.render(<Owned initial="user:alice" />));
});

afterEach(async () => {
  await act(async () => root.unmount());
  node.remove();
});

const warning = () =>
  node.querySelector('.hp-Audience-warning')?.textContent ?? null;

it('a group’s report is every member’s to update', async () => {
  await choose('group:growth');
  expect(owner).toBe('group:growth');
  expect(node.textContent).toContain('Every member of growth can update it.');
  expect(warning()).toBeNull();
});

it('whoever hands it over is told what they lose, and names one person', async () => {
  await choose('other');
  expect(owner).toBe('');
  expect(warning()).toBeNull();
  await type('bob');
  expect(owner).toBe('user:bob');
  expect(warning()).toBe(
    'Once it is saved, bob decides about this report, and you cannot change it any more.'
  );
  await type('carol');
  expect(owner).toBe('user:carol');
  await choose('user:alice');
  expect(warning()).toBeNull();
});
