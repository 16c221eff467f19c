import { nullTranslator } from '@jupyterlab/translation';
import * as React from 'react';
import type { Root } from 'react-dom/client';
import { createRoot } from 'react-dom/client';

import { ColumnTable } from '../components/ColumnTable';
import { DatasetPage, type IDatasetActs } from '../components/DatasetPage';
import { ReadsAndWrites } from '../components/ReadsAndWrites';
import type { IShownDataset } from '../model/dataset';
import { troubleOf } from '../model/trouble';
import { Refusal } from '../tokens';
import {
  column,
  connections,
  detail,
  lineage,
  question,
  writer,
  writing
} from './handed';

const { act } = React;
const trans = nullTranslator.load('test');

let host: HTMLElement;
let root: Root;
let acts: { [name in keyof IDatasetActs]: jest.Mock };

beforeEach(() => {
  (
    globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }
  ).IS_REACT_ACT_ENVIRONMENT = true;
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
  acts = {
    copy: jest.fn(),
    openReport: jest.fn(),
    openNode: jest.fn(),
    allVersions: jest.fn().mockResolvedValue(undefined),
    ask: jest.fn().mockResolvedValue(undefined),
    answer: jest.fn().mockResolvedValue(undefined),
    removeQuestion: jest.fn().mockResolvedValue(undefined),
    addConsumer: jest.fn().mockResolvedValue(undefined),
    removeConsumer: jest.fn().mockResolvedValue(undefined)
  };
});

afterEach(() => {
  act(() => root.unmount());
  host.remove();
});

function show(
  dataset: Parameters<typeof detail>[0] = {},
  more: Partial<IShownDataset> = {}
): void {
  const read = detail(dataset);
  act(() =>
    root.render(
      <DatasetPage
        shown={{
          kind: 'shown',
          dataset: read,
          versions: read.versions,
          lineage,
          connections,
          ...more
        }}
        acts={acts}
        link="https://hub/datasets/d"
        reportHref={({ id }) => `https://hub/r/${id}`}
        nodeHref={({ id, kind, url }) =>
          kind === 'dataset' ? `https://hub/datasets/${id}` : url
        }
        fileUrl={name => `https://hub/connect/${name}`}
        schemaUrl="https://hub/schema"
        explain={error => troubleOf(error, trans)}
        times={{
          ago: () => '3 hours ago',
          exactly: () => 'at ten',
          day: () => '12 November'
        }}
        trans={trans}
      />
    )
  );
}

const all = (selector: string) => [
  ...host.querySelectorAll<HTMLElement>(selector)
];
const texts = (selector: string) => all(selector).map(one => one.textContent);
const button = (name: string) =>
  all('button').find(one => one.textContent === name)!;
const field = (label: string) => {
  const id = all('label').find(one => one.textContent?.startsWith(label));
  return host.querySelector<HTMLInputElement>(
    `[id="${id?.getAttribute('for')}"]`
  )!;
};

async function press(node: HTMLElement): Promise<void> {
  await act(async () => {
    node.click();
  });
}

async function type(node: HTMLElement, text: string): Promise<void> {
  const { prototype } =
    node instanceof HTMLTextAreaElement
      ? HTMLTextAreaElement
      : HTMLInputElement;
  await act(async () => {
    Object.getOwnPropertyDescriptor(prototype, 'value')!.set!.call(node, text);
    node.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

function key(node: HTMLElement, name: string): void {
  act(() => {
    node.dispatchEvent(
      new KeyboardEvent('keydown', {
        key: name,
        bubbles: true,
        cancelable: true
      })
    );
  });
}

describe('the page of a dataset', () => {
  it('says what it is, how fresh, how large, and which report has written it', () => {
    show();
    expect(texts('h1')).toEqual(['bikeshare.forecast']);
    expect(texts('.hp-Dataset-facts > span')).toEqual([
      'Fresh: written 3 hours ago, promised daily',
      '168,000 rows',
      '3 columns',
      '4.1 MB',
      'version 2.31',
      'by ravi, written by Bike-share demand'
    ]);
    act(() => button('Copy link').click());
    expect(acts.copy).toHaveBeenCalledWith('https://hub/datasets/d');
    all('.hp-Dataset-facts a')[0].click();
    expect(acts.openReport).toHaveBeenCalledWith(writer);
  });

  it('says of each column its type, unit, meaning, nulls and values', () => {
    show();
    const cells = all('.hp-Table:not(.hp-mod-sample) tbody tr').map(row =>
      [...row.children].map(cell => cell.textContent)
    );
    expect(cells).toEqual([
      [
        'station_idinteger, key',
        'Station, as in bikeshare.stations',
        '0',
        '1500'
      ],
      ['lownumber, count', 'not described', '2.4%', ''],
      ['weatherstring', 'not described', '0', 'dry 61%rain 27%']
    ]);
    const [histogram] = all('.hp-Values svg[role="img"]');
    expect(histogram.getAttribute('aria-label')).toBe('from 1 to 500');
    const heights = [...histogram.children].map(bar =>
      Number(bar.getAttribute('height'))
    );
    expect(heights).toEqual([15, 0, 30]);
  });

  it('shows no value of a column that is sensitive', () => {
    show({ columns: [column('name', { type: 'string', sensitive: true })] });
    expect(texts('.hp-Table tbody td:last-child')[0]).toBe('kept back');
  });

  it('shows rows as they were written, and says where there are none to show', () => {
    show();
    expect(texts('.hp-mod-sample tbody tr:last-child td')).toEqual([
      '115',
      '–',
      'rain'
    ]);
    expect(button('Show all 2 rows')).toBeUndefined();
    show({ sample: null });
    expect(host.textContent).toContain('The author shows no rows of it.');
  });

  it('shows a few rows of a long sample, and all when asked', async () => {
    const rows = Array.from({ length: 20 }, (_, at) => [at]);
    show({ sample: { columns: ['station_id'], rows } });
    expect(all('.hp-mod-sample tbody tr')).toHaveLength(6);
    await press(button('Show all 20 rows'));
    expect(all('.hp-mod-sample tbody tr')).toHaveLength(20);
    expect(button('Show all 20 rows')).toBeUndefined();
  });

  it('says what readers may rely on', () => {
    show({ keys: ['station_id', 'hour'] });
    expect(texts('.hp-Dataset-promises')).toEqual([
      'Promises: the keys station_id, hour together are unique; written daily.'
    ]);
  });

  it('says what changed, and why a breaking change was accepted', async () => {
    const versions = [
      writing('2.0', {
        accepted: 'the sensor is gone',
        changes: [
          { text: 'The column low is gone.', column: 'low', breaks: true }
        ]
      })
    ];
    show({ versions });
    expect(texts('.hp-Writings p')).toEqual([
      '3 hours ago · 168,000 rows',
      'The column low is gone.',
      'Accepted: “the sensor is gone”'
    ]);
    await press(button('All 31'));
    expect(acts.allVersions).toHaveBeenCalled();
    // More of them than are ever listed.
    expect(button('All 31')).toBeUndefined();
    expect(host.textContent).toContain('and 30 older versions');
  });

  it('names dashboards and reports that read it, and opens the report', () => {
    show({
      consumers: [
        {
          id: 'wconsumer22',
          title: 'Fleet planning',
          link: 'https://bi/fleet',
          tool: 'Power BI',
          person: 'user:bob',
          name: 'Bob',
          added: '2026-11-20T10:00:00Z',
          may_remove: true,
          webhook: null
        }
      ]
    });
    expect(texts('.hp-Users li > div')).toEqual([
      'Fleet planningPower BI · Bob',
      'When stations run emptyreport · ravi'
    ]);
    const [dashboard, report] = all('.hp-Users a') as HTMLAnchorElement[];
    expect([dashboard.href, dashboard.rel]).toEqual([
      'https://bi/fleet',
      'noopener noreferrer'
    ]);
    report.click();
    expect(acts.openReport.mock.lastCall[0].id).toBe('rrunsempty2');
  });
});

describe('how to connect', () => {
  it('shows one tool at a time, chosen by the mouse or the arrows, and copies', async () => {
    show();
    const code = () => texts('.hp-Connect pre');
    expect(code()).toEqual(['select * from bikeshare.forecast']);
    const [sql] = all('.hp-Connect [role="tab"]');
    key(sql, 'ArrowRight');
    expect(code()).toEqual(['pd.read_sql(…)']);
    expect(document.activeElement?.textContent).toBe('pandas');
    await press(button('Copy'));
    expect(acts.copy).toHaveBeenCalledWith('pd.read_sql(…)');
    expect(texts('.hp-Connect [role="status"]')).toEqual(['Copied']);
  });

  it('offers the file that the tool opens', async () => {
    show();
    expect(all('.hp-Connect a')).toEqual([]);
    await press(button('Excel, Power BI'));
    expect(texts('.hp-Connect a')).toEqual(['bikeshare.forecast.pbids']);
    expect(host.textContent).toContain('It asks for your own password.');
  });
});

describe('where it comes from and where it goes', () => {
  const nodes = () => all('.hp-Lineage-node');

  it('is a picture whose boxes lead on, but for the dataset itself', () => {
    show();
    expect(nodes().map(({ tagName }) => tagName)).toEqual([
      'A',
      'A',
      'DIV',
      'A',
      'DIV'
    ]);
    nodes()[0].click();
    expect(acts.openNode).toHaveBeenCalledWith(lineage.nodes[0]);
    expect(nodes()[2].getAttribute('aria-current')).toBe('true');
    expect(nodes()[4].title).toBe('2 more\nRain\nSnow');
    expect(all('.hp-Lineage > svg > path')).toHaveLength(3);
  });

  it('opens a dashboard beside JupyterLab, as it is none of its pages', () => {
    show();
    const dashboard = nodes()[3] as HTMLAnchorElement;
    expect([dashboard.href, dashboard.target]).toEqual([
      'https://bi/fleet',
      '_blank'
    ]);
    dashboard.addEventListener('click', event => event.preventDefault());
    dashboard.click();
    expect(acts.openNode).not.toHaveBeenCalled();
  });

  it('is a list, too', async () => {
    show();
    await press(button('As a list'));
    expect(texts('.hp-Lineage-list li')).toEqual([
      'weather.hourly → Bike-share demand',
      'Bike-share demand → bikeshare.forecast',
      'bikeshare.forecast → Fleet planning',
      '2 more: Rain, Snow'
    ]);
  });

  it('is left out where it has not come', () => {
    show({}, { lineage: null });
    expect(host.textContent).not.toContain('Where it comes from');
  });
});

describe('what flows back', () => {
  it('is a question on a column', async () => {
    show();
    await press(button('Ask, or report a problem'));
    await press(button('Send'));
    expect(texts('[role="alert"]')).toEqual(['Write a sentence first.']);
    await press(
      all('.hp-Say label').find(one => one.textContent === 'A problem')!
    );
    const menu = host.querySelector('select')!;
    await act(async () => {
      menu.value = 'low';
      menu.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await type(field('What is wrong?'), ' Why? ');
    await press(button('Send'));
    expect(acts.ask).toHaveBeenCalledWith({
      text: 'Why?',
      kind: 'problem',
      column: 'low'
    });
    expect(all('form')).toEqual([]);
  });

  it('keeps what was written when it could not be sent', async () => {
    acts.ask.mockRejectedValue(new Refusal('gone', 'It is gone.', 'Reload.'));
    show();
    await press(button('Ask, or report a problem'));
    await type(field('What would you like'), 'Why?');
    await press(button('Send'));
    expect(texts('[role="alert"]')).toEqual(['It is gone. Reload.']);
    expect(field('What would you like').value).toBe('Why?');
  });

  it('is answered by those who may', async () => {
    show({ questions: [question()] });
    expect(texts('.hp-State')).toEqual(['open']);
    await press(button('Answer'));
    await type(field('Answer to Carol'), 'Stations close late.');
    await press(button('Answer'));
    expect(acts.answer).toHaveBeenCalledWith(
      question(),
      'Stations close late.'
    );
    show({ questions: [question({ may_answer: false })] });
    expect(button('Answer')).toBeUndefined();
  });

  it('shows who has answered what', () => {
    const answered = question({
      answer: 'Local time.',
      answered: '2026-11-20T12:00:00Z',
      answered_by: 'user:ravi',
      answered_by_name: 'Ravi'
    });
    show({ questions: [answered] });
    expect(texts('.hp-State')).toEqual(['answered']);
    expect(texts('.hp-Talk blockquote')).toEqual([
      'Ravi 3 hours agoLocal time.'
    ]);
    expect(button('Answer')).toBeUndefined();
  });

  it('is a dashboard that somebody names, with a link that is one', async () => {
    show();
    await press(button('Add yours'));
    await press(button('Add'));
    expect(texts('[role="alert"]')).toEqual([
      'Say what it is called.',
      'A link begins with http:// or https://.'
    ]);
    await type(field('Title'), 'Fleet planning');
    await type(field('Link'), 'javascript:alert(1)');
    await press(button('Add'));
    expect(acts.addConsumer).not.toHaveBeenCalled();
    await type(field('Link'), 'https://bi/fleet');
    await type(field('Tool'), 'Power BI');
    await press(button('Add'));
    expect(acts.addConsumer).toHaveBeenCalledWith({
      title: 'Fleet planning',
      link: 'https://bi/fleet',
      tool: 'Power BI',
      webhook: null
    });
    expect(all('form')).toEqual([]);
  });
});

describe('a table with five thousand columns', () => {
  const columns = Array.from({ length: 5000 }, (_, at) =>
    column(`c${at}`, { description: at === 4321 ? 'Rain in mm' : '' })
  );

  beforeEach(() =>
    act(() =>
      root.render(<ColumnTable columns={columns} rows={9} trans={trans} />)
    )
  );

  it('shows the first of them, and more when asked', async () => {
    expect(all('tbody tr')).toHaveLength(60);
    await press(button('Show 4,940 more columns'));
    expect(all('tbody tr')).toHaveLength(260);
  });

  it('finds one by its name or meaning', async () => {
    await type(all('input')[0], 'rain');
    expect(texts('tbody code')).toEqual(['c4321']);
    await type(all('input')[0], 'snow');
    expect(texts('[role="status"]')).toEqual(['No column has these words.']);
  });
});

it('names the tables that a report reads and writes, with a way to those that are known', () => {
  const open = jest.fn();
  act(() =>
    root.render(
      <ReadsAndWrites
        datasets={{
          reads: [
            { name: 'raw.trips', id: null, freshness: null, version: null }
          ],
          writes: [
            {
              name: 'bikeshare.forecast',
              id: 'dk7m2xq4d3z',
              freshness: 'late',
              version: '2.31'
            }
          ]
        }}
        hrefOf={id => `https://hub/datasets/${id}`}
        onOpen={open}
        trans={trans}
      />
    )
  );
  expect(texts('h2')).toEqual(['Reads and writes']);
  expect(texts('li')).toEqual([
    'raw.tripsreads',
    'bikeshare.forecastwrites · version 2.31 · late'
  ]);
  const links = all('a');
  expect(links).toHaveLength(1);
  links[0].click();
  expect(open).toHaveBeenCalledWith({
    id: 'dk7m2xq4d3z',
    name: 'bikeshare.forecast'
  });
});
