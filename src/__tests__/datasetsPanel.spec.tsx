import { nullTranslator } from '@jupyterlab/translation';
import * as React from 'react';
import type { Root } from 'react-dom/client';
import { createRoot } from 'react-dom/client';

import type { IDatasetsActs } from '../components/DatasetsPanel';
import { DatasetsPanel } from '../components/DatasetsPanel';
import { KindTabs } from '../components/KindTabs';
import { QuestionsLine } from '../components/QuestionsLine';
import type { IListedDatasets } from '../model/datasets';
import { troubleOf } from '../model/trouble';
import { Refusal } from '../tokens';
import { asked, summary } from './handed';

const { act } = React;
const trans = nullTranslator.load('test');

let host: HTMLElement;
let root: Root;
let acts: { [name in keyof IDatasetsActs]: jest.Mock };

beforeEach(() => {
  (
    globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }
  ).IS_REACT_ACT_ENVIRONMENT = true;
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
  acts = {
    list: jest.fn(),
    type: jest.fn(),
    choose: jest.fn(),
    load: jest.fn(),
    more: jest.fn(),
    open: jest.fn(),
    copy: jest.fn(),
    leave: jest.fn()
  };
});

afterEach(() => {
  act(() => root.unmount());
  host.remove();
});

const forecast = summary();
const usage = summary({
  id: 'dusage22222',
  name: 'growth.team_usage',
  freshness: 'none',
  due: null,
  readers: 0,
  open_questions: 2,
  matched: ['seats', 'team']
});

function listed(more: Partial<IListedDatasets> = {}): IListedDatasets {
  return {
    kind: 'listed',
    search: { words: '', mine: false },
    datasets: [forecast, usage],
    total: 2,
    next: null,
    more: 'idle',
    fault: null,
    ...more
  };
}

function show(
  state: React.ComponentProps<typeof DatasetsPanel>['state'],
  words = ''
): void {
  act(() =>
    root.render(
      <DatasetsPanel
        state={state}
        words={words}
        mine={false}
        openId={forecast.id}
        times={{
          ago: () => '3 hours ago',
          exactly: () => 'at ten',
          day: () => '12 November'
        }}
        acts={acts}
        hrefOf={({ id }) => `https://hub/datasets/${id}`}
        explain={({ refusal }) => troubleOf(refusal, trans)}
        trans={trans}
      />
    )
  );
}

const all = (selector: string) => [
  ...host.querySelectorAll<HTMLElement>(selector)
];
const texts = (selector: string) => all(selector).map(one => one.textContent);
const titles = () => all('.hp-Card-title a');
const box = () => host.querySelector('input')!;
const button = (name: string) =>
  all('button').find(one => one.textContent === name)!;

function press(name: string): void {
  act(() => {
    document.activeElement!.dispatchEvent(
      new KeyboardEvent('keydown', {
        key: name,
        bubbles: true,
        cancelable: true
      })
    );
  });
}

it('says of each dataset whose it is, how it is used, how large and how fresh', () => {
  show(listed());
  expect(texts('.hp-Card-title')).toEqual([
    'bikeshare.forecast',
    'growth.team_usage'
  ]);
  expect(texts('.hp-Card-meta')).toEqual([
    'ravi · 3 hours ago · used by 4',
    'ravi · 3 hours ago · not used yet'
  ]);
  expect(texts('.hp-Card-foot')).toEqual([
    '168,000 rows · 3 columnsFresh',
    '168,000 rows · 3 columnsNo promise'
  ]);
  expect(texts('.hp-Card-columns')).toEqual([
    'Columns seats, team',
    '2 open questions'
  ]);
  expect(
    all('.hp-Card').map(card => card.getAttribute('aria-current'))
  ).toEqual(['true', 'false']);
});

it('is gone through with the arrows, opened by Enter and left by Esc', () => {
  show(listed());
  act(() => box().focus());
  press('ArrowDown');
  expect(document.activeElement).toBe(titles()[0]);
  press('ArrowDown');
  press('Enter');
  expect(acts.open).toHaveBeenCalledWith(usage);
  press('Home');
  press('ArrowUp');
  expect(document.activeElement).toBe(box());
  press('Escape');
  expect(acts.leave).toHaveBeenCalled();
});

it('gives the keyboard to what is there when the card that had it goes', () => {
  show(listed());
  act(() => box().focus());
  press('ArrowDown');
  expect(document.activeElement).toBe(titles()[0]);
  show(listed({ datasets: [usage], total: 1 }), 'usage');
  expect(document.activeElement).toBe(titles()[0]);
  expect(titles()[0].textContent).toBe('growth.team_usage');
  act(() => box().focus());
  show(listed({ datasets: [forecast], total: 1 }), 'forecast');
  expect(document.activeElement).toBe(box());
});

it('leaves to the browser what only cards of reports can', () => {
  show(listed());
  act(() => titles()[0].focus());
  const event = new KeyboardEvent('keydown', {
    key: 's',
    bubbles: true,
    cancelable: true
  });
  titles()[0].dispatchEvent(event);
  expect(event.defaultPrevented).toBe(false);
});

it('asks for more when its end is near', () => {
  show(listed({ next: 'cursor' }));
  expect(acts.more).toHaveBeenCalledTimes(1);
  show(listed({ next: 'cursor', more: 'failed' }));
  act(() => button('Try again').click());
  expect(acts.more).toHaveBeenCalledTimes(2);
});

it('says how a dataset comes to be, where there is none', () => {
  show(listed({ datasets: [], total: 0 }));
  expect(texts('h3')).toEqual(['No report writes a dataset yet']);
  expect(texts('code')).toEqual(['handoff(df, "team.table")']);
});

it('says what did not match, and takes it away', () => {
  const search = { words: ' churn ', mine: true };
  show(listed({ datasets: [], total: 0, search }), 'churn');
  expect(texts('h3')).toEqual(['None of yours matches “churn”']);
  act(() => button('Clear the search').click());
  expect(acts.type).toHaveBeenCalledWith('');
});

it('keeps the datasets under a notice when nobody answers', () => {
  const fault = { refusal: new Refusal('offline', '', ''), since: new Date() };
  show(listed({ fault }));
  expect(texts('.hp-Notice')[0]).toContain('The library does not answer');
  expect(titles()).toHaveLength(2);
});

it('says why there is no list', () => {
  const refusal = new Refusal('library_newer', 'It is newer.', 'Update it.');
  show({ kind: 'failed', fault: { refusal, since: new Date() } });
  act(() => button('Try again').click());
  expect(acts.load).toHaveBeenCalled();
});

it('chooses one’s own', () => {
  show(listed());
  act(() => button('Mine').click());
  expect(acts.choose).toHaveBeenCalledWith(true);
});

it('is the other of two tabs, changed by the mouse or an arrow', () => {
  const onKind = jest.fn();
  act(() =>
    root.render(<KindTabs kind="reports" onKind={onKind} trans={trans} />)
  );
  const [reports, datasets] = all('[role="tab"]');
  expect(reports.getAttribute('aria-selected')).toBe('true');
  expect(datasets.tabIndex).toBe(-1);
  act(() => reports.focus());
  press('ArrowRight');
  act(() => datasets.click());
  expect(onKind.mock.calls).toEqual([['datasets'], ['datasets']]);
});

describe('the line about questions', () => {
  const onLook = jest.fn();
  const ask = (count: number) =>
    act(() =>
      root.render(
        <QuestionsLine
          questions={Array.from({ length: count }, (_, at) =>
            asked({ id: `w${at}` })
          )}
          onLook={onLook}
          trans={trans}
        />
      )
    );

  it('is not there while nobody asks', () => {
    ask(0);
    expect(host.textContent).toBe('');
  });

  it('says who asks about what, or how many do, and leads to the oldest', () => {
    ask(1);
    expect(texts('span')[0]).toBe('Carol asks about bikeshare.forecast');
    ask(2);
    expect(texts('span')[0]).toBe('2 questions wait for you');
    act(() => button('Look').click());
    expect(onLook).toHaveBeenCalledWith(asked().dataset);
  });
});
