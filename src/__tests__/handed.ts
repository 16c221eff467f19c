/**
 * Datasets as the server tells of them.
 */
import type {
  Asked,
  Connections,
  DatasetColumn,
  DatasetDetail,
  DatasetSummary,
  DatasetVersion,
  Lineage,
  Question,
  ReportRef
} from '../api/types';

export const ID = 'dk7m2xq4d3z';

export const writer: ReportRef = {
  id: 'rbikeshare2',
  title: 'Bike-share demand',
  authors: ['ravi'],
  version: 31,
  url: 'https://hub/r/rbikeshare2'
};

export function summary(more: Partial<DatasetSummary> = {}): DatasetSummary {
  return {
    id: ID,
    name: 'bikeshare.forecast',
    description: 'Expected bikes per station and hour.',
    place: {
      kind: 'postgresql',
      url: 'postgresql://warehouse/analytics',
      schema: 'bikeshare',
      table: 'forecast'
    },
    version: '2.31',
    written: '2026-11-21T10:00:00Z',
    fresh_within: 86_400,
    due: '2026-11-22T10:00:00Z',
    freshness: 'fresh',
    rows: 168_000,
    bytes: 4_100_000,
    column_count: 3,
    writer,
    readers: 4,
    open_questions: 0,
    may_answer: true,
    matched: [],
    ...more
  };
}

export function column(
  name: string,
  more: Partial<DatasetColumn> = {}
): DatasetColumn {
  return {
    name,
    type: 'number',
    unit: '',
    description: '',
    key: false,
    sensitive: false,
    nulls: 0,
    distinct: null,
    min: null,
    max: null,
    mean: null,
    histogram: [],
    top: [],
    ...more
  };
}

export function writing(
  version: string,
  more: Partial<DatasetVersion> = {}
): DatasetVersion {
  return {
    version,
    mode: 'replace',
    written: '2026-11-21T10:00:00Z',
    rows: 168_000,
    bytes: null,
    column_count: 3,
    fingerprint: `sha256:${version}`,
    writer,
    accepted: null,
    changes: [],
    ...more
  };
}

export function question(more: Partial<Question> = {}): Question {
  return {
    id: 'wquestion22',
    kind: 'question',
    column: 'low',
    text: 'Why is the lower end above zero?',
    person: 'user:carol',
    name: 'Carol',
    asked: '2026-11-20T10:00:00Z',
    may_answer: true,
    may_remove: false,
    answer: null,
    answered: null,
    answered_by: null,
    answered_by_name: null,
    ...more
  };
}

export function asked(more: Partial<Asked> = {}): Asked {
  return {
    ...question(),
    dataset: { id: ID, name: 'bikeshare.forecast' },
    ...more
  };
}

export function detail(more: Partial<DatasetDetail> = {}): DatasetDetail {
  return {
    ...summary(),
    columns: [
      column('station_id', {
        type: 'integer',
        key: true,
        description: 'Station, as in bikeshare.stations',
        min: 1,
        max: 500,
        mean: 250,
        histogram: [4, 0, 8]
      }),
      column('low', { unit: 'count', nulls: 4032 }),
      column('weather', {
        type: 'string',
        distinct: 4,
        top: [
          { value: 'dry', rows: 102_480 },
          { value: 'rain', rows: 45_360 }
        ]
      })
    ],
    keys: ['station_id'],
    sample: {
      columns: ['station_id', 'low', 'weather'],
      rows: [
        [114, 8.1, 'dry'],
        [115, null, 'rain']
      ]
    },
    fingerprint: 'sha256:2.31',
    versions: [writing('2.31'), writing('2.30')],
    version_count: 31,
    read_by: [
      { ...writer, id: 'rrunsempty2', title: 'When stations run empty' }
    ],
    consumers: [],
    questions: [],
    ...more
  };
}

export const connections: Connections = {
  snippets: [
    {
      kind: 'sql',
      title: 'SQL',
      language: 'sql',
      code: 'select * from bikeshare.forecast',
      note: ''
    },
    {
      kind: 'pandas',
      title: 'pandas',
      language: 'python',
      code: 'pd.read_sql(…)',
      note: ''
    },
    {
      kind: 'excel',
      title: 'Excel, Power BI',
      language: '',
      code: 'Server: warehouse',
      note: 'It asks for your own password.'
    }
  ],
  files: [
    { name: 'bikeshare.forecast.pbids', title: 'For Power BI' },
    { name: 'bikeshare.forecast.tds', title: 'For Tableau' }
  ]
};

const node = {
  url: null,
  here: false,
  freshness: null,
  layer: 0,
  x: 0,
  y: 0,
  members: []
};

export const lineage: Lineage = {
  width: 700,
  height: 60,
  node_width: 190,
  node_height: 60,
  nodes: [
    {
      ...node,
      key: 'a',
      kind: 'dataset',
      title: 'weather.hourly',
      note: 'dataset · late by 2 hours',
      id: 'dweather222',
      freshness: 'late'
    },
    {
      ...node,
      key: 'b',
      kind: 'report',
      title: 'Bike-share demand',
      note: 'report · ravi',
      id: writer.id,
      url: writer.url
    },
    {
      ...node,
      key: 'c',
      kind: 'dataset',
      title: 'bikeshare.forecast',
      note: 'this dataset',
      id: ID,
      here: true
    },
    {
      ...node,
      key: 'd',
      kind: 'consumer',
      title: 'Fleet planning',
      note: 'Power BI · bob',
      id: null,
      url: 'https://bi/fleet'
    },
    {
      ...node,
      key: 'e',
      kind: 'more',
      title: '2 more',
      note: '',
      id: null,
      members: ['Rain', 'Snow']
    }
  ],
  edges: [
    { source: 'a', target: 'b', path: 'M0 0' },
    { source: 'b', target: 'c', path: 'M0 0' },
    { source: 'c', target: 'd', path: 'M0 0' }
  ]
};
