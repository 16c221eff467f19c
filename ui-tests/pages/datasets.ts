/**
 * Where datasets are found and looked at on the screen, and how tests let notebooks write and read some.
 */
import type { IJupyterLabPageFixture } from '@jupyterlab/galata';
import type { APIRequestContext, Locator, Page } from '@playwright/test';

import { type ICell, markdown, publishCells } from './library';
import { rareWord } from './reports';

const MIME = 'application/vnd.hub-publish.handoff+json';
const HOUR = 3_600_000;

/** The names of the tables of one test. */
export interface ITables {
  readonly forecast: string;
  readonly stations: string;
}

/** Names that no other test has, unless told otherwise. */
export function tablesOf(schema = rareWord()): ITables {
  return { forecast: `${schema}.forecast`, stations: `${schema}.stations` };
}

/** A notebook that reads one table and writes the other; resolves with its report's id. */
export function publishWriter(
  request: APIRequestContext,
  { forecast, stations }: ITables,
  title: string
): Promise<string> {
  return publishCells(
    request,
    [
      markdown(`# ${title}`),
      said(`stations = read_handoff("${stations}")`, read(stations)),
      said(`handoff(df, "${forecast}")`, written(forecast))
    ],
    { title }
  );
}

/** Another one that reads what the first has written. */
export function publishReader(
  request: APIRequestContext,
  { forecast }: ITables,
  title: string
): Promise<string> {
  return publishCells(
    request,
    [
      markdown(`# ${title}`),
      said(`df = read_handoff("${forecast}")`, read(forecast))
    ],
    { title }
  );
}

/** A table that some notebook writes, so that it is a dataset. */
export function publishStations(
  request: APIRequestContext,
  { stations }: ITables,
  title: string
): Promise<string> {
  return publishCells(
    request,
    [
      markdown(`# ${title}`),
      said(`handoff(df, "${stations}")`, {
        ...written(stations),
        description: 'Where the stations are.',
        written: new Date(Date.now() - 26 * HOUR).toISOString()
      })
    ],
    { title }
  );
}

/** A code cell whose output says of a table what the kernel would. */
function said(source: string, handoff: object): ICell {
  const data = { 'text/plain': source, [MIME]: handoff };
  const output = { output_type: 'display_data', metadata: {}, data };
  return { cell_type: 'code', source, outputs: [output] };
}

function placed(name: string): object {
  const [schema, table] = name.split('.');
  const location = {
    kind: 'postgresql',
    url: 'postgresql://warehouse.example:5432/analytics',
    schema,
    table
  };
  return { format: 1, name, location };
}

const FIELDS = [
  {
    name: 'station_id',
    type: 'integer',
    description: 'Station, as in the list of stations',
    nulls: 0
  },
  { name: 'hour', type: 'datetime', description: 'Start of the hour' },
  {
    name: 'bikes',
    type: 'number',
    description: 'Expected bikes at the station',
    unit: 'count'
  },
  { name: 'weather', type: 'string', description: 'Forecast for the hour' }
];

function read(name: string): object {
  return {
    ...placed(name),
    act: 'read',
    rows: 168_000,
    schema: { fields: FIELDS }
  };
}

function written(name: string): object {
  return {
    ...placed(name),
    act: 'write',
    description: 'Expected bikes per station and hour, with an 80% band.',
    mode: 'replace',
    written: new Date(Date.now() - 3 * HOUR).toISOString(),
    rows: 168_000,
    bytes: 4_100_000,
    schema: { fields: FIELDS, primaryKey: ['station_id', 'hour'] },
    statistics: STATISTICS,
    sample: [
      [114, '2026-11-20T17:00:00', 12.4, 'dry'],
      [114, '2026-11-20T18:00:00', 5.2, 'dry'],
      [115, '2026-11-20T17:00:00', 21.0, null]
    ],
    fresh: 86_400,
    contract: { major: 1, minor: 0 },
    fingerprint: `sha256:${'5e'.repeat(32)}`
  };
}

const STATISTICS = [
  {
    name: 'station_id',
    nulls: 0,
    distinct: 500,
    min: 1,
    max: 500,
    mean: 250.5,
    histogram: [9, 9, 8, 9, 9, 9, 8, 9, 9, 9]
  },
  {
    name: 'hour',
    nulls: 0,
    distinct: 336,
    min: '2026-11-20T00:00:00',
    max: '2026-12-03T23:00:00',
    histogram: [9, 9, 9, 9, 9, 9, 9]
  },
  {
    name: 'bikes',
    nulls: 0,
    distinct: 410,
    min: 0,
    max: 41,
    mean: 11.2,
    histogram: [3, 7, 10, 9, 8, 6, 5, 4, 3, 2, 2, 1]
  },
  {
    name: 'weather',
    nulls: 4032,
    distinct: 4,
    top: [
      { value: 'dry', rows: 100_000 },
      { value: 'rain', rows: 44_000 },
      { value: 'fog', rows: 13_000 },
      { value: 'snow', rows: 6_968 }
    ]
  }
];

/** The other kind of the sidebar panel. */
export class DatasetsPanel {
  constructor(private _page: IJupyterLabPageFixture) {}

  async open(): Promise<void> {
    await this._page.sidebar.openTab('hub-publish-reports');
    await this.region.getByRole('tab', { name: 'Datasets' }).click();
  }

  get region(): Locator {
    return this._page.getByRole('region', { name: 'Reports', exact: true });
  }

  get box(): Locator {
    return this.region.getByRole('textbox', { name: 'Search datasets' });
  }

  card(name: string): Locator {
    return this.region
      .getByRole('list', { name: 'Datasets' })
      .getByRole('listitem')
      .filter({ hasText: name });
  }
}

/** The tab of a dataset that is in front. */
export class DatasetTab {
  constructor(private _page: Page) {}

  heading(name: string): Locator {
    return this._main.getByRole('heading', { name, exact: true, level: 1 });
  }

  section(name: string): Locator {
    return this._main.getByRole('region', { name, exact: true });
  }

  row(column: string): Locator {
    return this.section('Columns')
      .getByRole('row')
      .filter({ has: this._page.getByText(column, { exact: true }) });
  }

  button(name: string): Locator {
    return this._main.getByRole('button', { name, exact: true });
  }

  private get _main(): Locator {
    return this._page.getByRole('main');
  }
}
