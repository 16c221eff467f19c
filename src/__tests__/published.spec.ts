import {
  copyName,
  keyOf,
  NAME_PATTERN,
  originOf,
  pathOf,
  toOwn,
  toRead
} from '../model/published';

const KEY = { report: 'rk7m2xq4d3z', version: 3 };
const ORIGIN = { ...KEY, library: 'library' };

function notebook() {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { hub_publish: { library: 'x', report: 'y', version: 1 } },
    cells: [
      {
        cell_type: 'code',
        source: 'x',
        metadata: { trusted: true, editable: true },
        outputs: [
          { output_type: 'display_data', data: {}, metadata: { trusted: true } }
        ]
      },
      { cell_type: 'markdown', source: 'y', metadata: { trusted: true } },
      { cell_type: 'raw', source: 'z', metadata: { editable: false } }
    ]
  };
}

describe('the path of a published notebook', () => {
  it.each([
    ['Short', 'Short'],
    ['Posts grow faster than the team that writes them', 'Posts grow…'],
    ['Unerwartete_Auswirkungen', 'Unerwartete_Au…'],
    ['a/b\\c: d', 'a⁄b⧵c∶ d'],
    ['  ..hidden ', 'hidden'],
    ['\n\t', 'Report']
  ])('ends with a name for the tab of %j', (title, name) => {
    const path = pathOf(KEY, title);
    expect(path.split('/')).toHaveLength(3);
    expect(path.split('/')[2]).toBe(`${name}\u00a0·\u00a0version\u00a03`);
    expect(path).not.toContain(':');
    expect(keyOf(path)).toEqual(KEY);
    expect(path.split('/')[2]).toMatch(new RegExp(NAME_PATTERN));
  });

  it.each([
    'rk7m2xq4d3z/v3/Mine.ipynb',
    'rk7m2xq4d3z/v0/x\u00a0·\u00a0version\u00a00',
    'rk7m2xq4d3z/x\u00a0·\u00a0version\u00a03',
    'Rk7m2xq4d3z/v3/x\u00a0·\u00a0version\u00a03',
    'x/rk7m2xq4d3z/v3/x\u00a0·\u00a0version\u00a03',
    ''
  ])('is not %j', path => {
    expect(keyOf(path)).toBeNull();
  });

  it('gives a copy a plain name', () => {
    expect(copyName('Churn: who/what stays')).toBe(
      'Churn∶ who⁄what stays.ipynb'
    );
  });
});

describe('what is read', () => {
  it('claims no trust, takes no typing and knows what it is', () => {
    const { cells, metadata } = toRead(notebook(), ORIGIN);
    cells.forEach(cell => expect(cell.metadata).toEqual({ editable: false }));
    expect(JSON.stringify(cells)).not.toContain('trusted');
    expect(metadata.hub_publish).toEqual(ORIGIN);
    expect(originOf({ metadata })).toEqual(ORIGIN);
  });

  it('leaves what it was made from as it was', () => {
    const original = notebook();
    toRead(original, ORIGIN);
    expect(original).toEqual(notebook());
  });
});

describe('a copy', () => {
  it('claims no trust, names its parent and keeps the rest', () => {
    const { cells, metadata } = toOwn(notebook(), ORIGIN);
    expect(cells.map(cell => cell.metadata)).toEqual([
      { editable: true },
      {},
      { editable: false }
    ]);
    expect(metadata).toEqual({ hub_publish: { parent: ORIGIN } });
  });

  it('is no published version itself', () => {
    expect(originOf(toOwn(notebook(), ORIGIN))).toBeNull();
    expect(originOf(null)).toBeNull();
  });
});
