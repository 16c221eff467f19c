import { nullTranslator } from '@jupyterlab/translation';
import * as React from 'react';
import { createRoot, type Root } from 'react-dom/client';

import { TagInput } from '../components/TagInput';
import { withoutTag, withTags } from '../model/tagging';

const trans = nullTranslator.load('test');
const inUse = ['growth', 'group-by', 'teams'].map(tag => ({ tag, reports: 2 }));

let node: HTMLElement;
let root: Root;
let tags: string[];

/** The input with what a model would do with the tags. */
function Tagged({ initial }: { initial: string[] }): React.JSX.Element {
  const [now, setNow] = React.useState(initial);
  tags = now;
  return (
    <TagInput
      id="tags"
      onAdd={text => setNow(known => withTags(known, text))}
      onRemove={tag => setNow(known => withoutTag(known, tag))}
      suggest={suggest}
      tags={now}
      trans={trans}
    />
  );
}

const suggest = async (prefix: string) =>
  inUse.filter(({ tag }) => tag.startsWith(prefix));

async function show(initial: string[] = []): Promise<void> {
  await React.act(async () => root.render(<Tagged initial={initial} />));
}

const input = () => node.querySelector('input')!;
const options = () =>
  [...node.querySelectorAll('[role="option"] > span')].map(
    one => one.textContent
  );

async function type(text: string): Promise<void> {
  await React.act(async () => {
    const set = Object.getOwnPropertyDescriptor(
      HTMLInputElement.prototype,
      'value'
    )!.set!;
    set.call(input(), text);
    input().dispatchEvent(new Event('input', { bubbles: true }));
  });
}

async function press(key: string, on: Element = input()): Promise<void> {
  await React.act(async () => {
    on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  });
}

beforeEach(() => {
  (
    globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }
  ).IS_REACT_ACT_ENVIRONMENT = true;
  node = document.body.appendChild(document.createElement('div'));
  root = createRoot(node);
});

afterEach(async () => {
  await React.act(async () => root.unmount());
  node.remove();
});

it('Enter adds what is typed, as the library stores it', async () => {
  await show(['a']);
  await type('#New Tag');
  await press('Enter');
  expect(tags).toEqual(['a', 'new tag']);
  expect(input().value).toBe('');
});

it('a comma adds what stands before it', async () => {
  await show();
  await type('one,');
  expect(tags).toEqual(['one']);
});

it('what is left in the box becomes a tag when the cursor leaves', async () => {
  await show();
  await type('one');
  await React.act(async () => {
    input().dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
  });
  expect(tags).toEqual(['one']);
});

it('Backspace in the empty box removes the last tag, and only there', async () => {
  await show(['a', 'b']);
  await type('x');
  await press('Backspace');
  expect(tags).toEqual(['a', 'b']);
  await type('');
  await press('Backspace');
  expect(tags).toEqual(['a']);
});

it('arrows choose among the tags in use, Enter takes one', async () => {
  await show(['teams']);
  await type('gr');
  expect(options()).toEqual(['growth', 'group-by']);
  await press('ArrowDown');
  await press('ArrowDown');
  expect(input().getAttribute('aria-activedescendant')).toBe('tags-option-1');
  await press('Enter');
  expect(tags).toEqual(['teams', 'group-by']);
  expect(options()).toEqual([]);
});

it('tags that are there are not suggested', async () => {
  await show(['growth']);
  await type('gro');
  expect(options()).toEqual(['group-by']);
});

it('Escape closes the list and leaves the text', async () => {
  await show();
  await type('gr');
  await press('Escape');
  expect(options()).toEqual([]);
  expect(input().value).toBe('gr');
});

it('the arrow keys lead to each tag, and Delete takes it away', async () => {
  await show(['a', 'b']);
  await press('ArrowLeft');
  expect(document.activeElement?.getAttribute('aria-label')).toBe(
    'Remove the tag b'
  );
  await press('ArrowLeft', document.activeElement!);
  await press('Delete', document.activeElement!);
  expect(tags).toEqual(['b']);
  expect(document.activeElement).toBe(input());
});
