import { nullTranslator } from '@jupyterlab/translation';
import * as React from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

import type { CellChange, Comparison, VersionList } from '../api/types';
import { compareCommand } from '../commands/compare';
import { entriesOf, gistOf } from '../components/comparedEntries';
import { ComparisonPage } from '../components/ComparisonPage';
import { ComparisonModel, type ICompared } from '../model/comparison';
import { Refusal } from '../tokens';
import { detail, version } from './versions';

const trans = nullTranslator.load('');
const ID = 'rk7m2xq4d3z';

function change(more: Partial<CellChange>): CellChange {
  return {
    kind: 'changed',
    part: 'code',
    heading: 'Limits',
    before: 4,
    after: 4,
    source: [{ kind: 'added', text: 'a = 1' }],
    outputs: [],
    skipped: 0,
    ...more
  };
}

const figure = {
  kind: 'changed' as const,
  part: 'figure' as const,
  before: { 'image/png': 'AA' },
  after: { 'image/png': 'BB' }
};

function comparison(more: Partial<Comparison> = {}): Comparison {
  return {
    before: version(2),
    after: version(3),
    title: [],
    cells: [
      change({ part: 'text', source: [{ kind: 'removed', text: 'four' }] }),
      change({ outputs: [figure], skipped: 3 })
    ],
    rest: 9,
    packages: [{ name: 'polars', before: '1.9.0', after: '1.12.0' }],
    files: [],
    complete: true,
    ...more
  };
}

function compared(more: Partial<Comparison> = {}): ICompared {
  return {
    kind: 'ready',
    report: detail({ id: ID, version: 3 }),
    versions: [version(3), version(2), version(1)],
    comparison: comparison(more)
  };
}

class Library {
  asked: [number, number | undefined][] = [];
  refusal: Refusal | null = null;
  versionList = [version(3), version(2), version(1)];

  async compare(_: string, before: number, after?: number) {
    this.asked.push([before, after]);
    if (this.refusal) {
      throw this.refusal;
    }
    return comparison();
  }

  async report(id: string) {
    return detail({ id, version: 3 });
  }

  async versions(): Promise<VersionList> {
    return { versions: this.versionList };
  }
}

describe('ComparisonModel', () => {
  it('compares the older one with the newer one, however they are named', async () => {
    const library = new Library();
    const model = new ComparisonModel(library, ID);
    await model.compare(3, 1);
    expect(library.asked).toEqual([[1, 3]]);
    expect(model.pair).toEqual([1, 3]);
    expect(model.state.kind).toBe('ready');
    model.dispose();
  });

  it('offers no version that was erased', async () => {
    const library = new Library();
    library.versionList = [
      version(3),
      version(2, { erased: '2026-01-02T00:00:00Z' }),
      version(1)
    ];
    const model = new ComparisonModel(library, ID);
    await model.compare(1, 3);
    const { state } = model;
    expect(
      state.kind === 'ready' && state.versions.map(({ number }) => number)
    ).toEqual([3, 1]);
    model.dispose();
  });

  it('says why there is no comparison, and tries again', async () => {
    const library = new Library();
    library.refusal = new Refusal('not_found', 'No such version.', '');
    const model = new ComparisonModel(library, ID);
    await model.compare(1, 2);
    expect(model.state).toMatchObject({ kind: 'failed' });
    library.refusal = null;
    await model.again();
    expect(model.state.kind).toBe('ready');
    model.dispose();
  });

  it('forgets an answer that nobody waits for any more', async () => {
    const library = new Library();
    const model = new ComparisonModel(library, ID);
    const first = model.compare(1, 2);
    const second = model.compare(2, 3);
    await Promise.all([first, second]);
    expect(model.pair).toEqual([2, 3]);
    model.dispose();
  });
});

describe('the list of changes', () => {
  it('names texts by their headings and the rest by its cell', () => {
    expect(
      entriesOf(comparison(), true, trans).map(({ label }) => label)
    ).toEqual(['Limits', 'Code, cell 4', 'Figure, cell 4', 'Environment']);
  });

  it('leaves out code where code is not shown', () => {
    expect(
      entriesOf(comparison(), false, trans).map(({ label }) => label)
    ).toEqual(['Limits', 'Figure, cell 4', 'Environment']);
  });

  it('is summed up in a line', () => {
    expect(gistOf(comparison(), trans)).toBe(
      '2 cells changed · 0 added · 0 removed · 1 figure differs · polars 1.9.0 → 1.12.0'
    );
  });
});

describe('ComparisonPage', () => {
  let host: HTMLElement;

  function draw(more: Partial<Comparison> = {}, mayUpdate = true): void {
    host = document.createElement('div');
    const shown = compared(more);
    flushSync(() =>
      createRoot(host).render(
        <ComparisonPage
          compared={{
            ...shown,
            report: { ...shown.report, may_update: mayUpdate }
          }}
          current={null}
          onCompare={jest.fn()}
          onGo={jest.fn()}
          onRestore={jest.fn()}
          onShowCode={jest.fn()}
          showsCode
          times={{ ago: () => '', exactly: () => '', day: () => '' }}
          trans={trans}
        />
      )
    );
  }

  it('counts the cells that are the same', () => {
    draw();
    const skipped = [...host.querySelectorAll('.hp-Comparison-skip')];
    expect(skipped.map(({ textContent }) => textContent)).toEqual([
      '3 cells are the same',
      '9 cells are the same'
    ]);
  });

  it('lays a figure over the one before, with a slider for the keyboard too', () => {
    draw();
    const slider = host.querySelector('input[type="range"]');
    expect(slider?.getAttribute('aria-label')).toBe(
      'Slide between version 2 and version 3'
    );
    expect(host.querySelector('img')?.getAttribute('src')).toBe(
      'data:image/png;base64,AA'
    );
  });

  it('says that two versions show the same', () => {
    draw({ cells: [], packages: [] });
    expect(host.textContent).toContain('The two versions show the same.');
  });

  it('lets only those restore who may update', () => {
    draw({}, false);
    expect(host.textContent).not.toContain('Restore version');
  });
});

describe('compareCommand', () => {
  const targets = {
    card: () => null,
    tab: () => ID,
    own: () => null,
    version: () => null
  };

  it('compares the newest with the one before, where it is told nothing', async () => {
    const open = jest.fn();
    const command = compareCommand(open, new Library(), targets, trans);
    await command.execute({});
    expect(open).toHaveBeenCalledWith(
      expect.objectContaining({ id: ID, before: 2, after: 3 })
    );
  });

  it('compares what it is told', async () => {
    const open = jest.fn();
    const command = compareCommand(open, new Library(), targets, trans);
    await command.execute({ id: ID, before: 1, after: 2 });
    expect(open).toHaveBeenCalledWith(
      expect.objectContaining({ before: 1, after: 2 })
    );
  });

  it('opens nothing where there is one version', async () => {
    const open = jest.fn();
    const library = new Library();
    library.versionList = [version(1)];
    await compareCommand(open, library, targets, trans).execute({});
    expect(open).not.toHaveBeenCalled();
  });
});
