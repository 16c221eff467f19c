/**
 * A cell that differs: its text, and each of its outputs.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { CellChange, OutputChange } from '../api/types';
import { outputId, partOf, sourceId } from './comparedEntries';
import { ComparedFigure } from './ComparedFigure';
import { ComparedText } from './ComparedText';
import { DeltaTable } from './DeltaTable';
import { deltaOf, tableIn } from './tables';

export interface IComparedCellProps {
  readonly at: number;
  readonly cell: CellChange;
  /** The numbers of the two versions. */
  readonly numbers: readonly [number, number];
  readonly showsCode: boolean;
  readonly trans: TranslationBundle;
}

export function ComparedCell(props: IComparedCellProps): React.JSX.Element {
  const { at, cell, numbers, showsCode, trans } = props;
  const { outputs, part, source } = cell;
  const isCode = part === 'code';
  const where = placeOf(cell, trans);
  return (
    <>
      {source.length > 0 && (showsCode || !isCode) && (
        <section className="hp-Compared" data-entry={sourceId(at)}>
          <h3>
            {isCode ? trans.__('Code') : cell.heading || trans.__('Text')}{' '}
            <small>{where}</small>
          </h3>
          <ComparedText isCode={isCode} pieces={source} />
        </section>
      )}
      {outputs.map((output, place) => (
        <section
          className="hp-Compared"
          data-entry={outputId(at, place)}
          key={place}
        >
          <Output
            numbers={numbers}
            output={output}
            trans={trans}
            where={where}
          />
        </section>
      ))}
    </>
  );
}

function placeOf(cell: CellChange, trans: TranslationBundle): string {
  const { after, before, kind } = cell;
  switch (kind) {
    case 'added':
      return trans.__('cell %1, new', after);
    case 'removed':
      return trans.__('cell %1, removed', before);
    default:
      return trans.__('cell %1', after);
  }
}

interface IOutputProps {
  readonly numbers: readonly [number, number];
  readonly output: OutputChange;
  readonly where: string;
  readonly trans: TranslationBundle;
}

function Output(props: IOutputProps): React.JSX.Element {
  const { numbers, output, trans, where } = props;
  const name = partOf(output, trans);
  const [before, after] = [sourceOf(output.before), sourceOf(output.after)];
  if (output.part === 'figure' && (before || after)) {
    return (
      <ComparedFigure
        after={after}
        before={before}
        name={name}
        numbers={numbers}
        trans={trans}
        where={where}
      />
    );
  }
  const old = tableIn(textOf(output.before, 'text/html'));
  const now = tableIn(textOf(output.after, 'text/html'));
  if (output.part === 'table' && (old || now)) {
    const none = { header: [], rows: [] };
    return (
      <>
        <h3>
          {name}{' '}
          <small>
            {old && now ? `${where}${trans.__(', with differences')}` : where}
          </small>
        </h3>
        <DeltaTable delta={deltaOf(old ?? none, now ?? none)} trans={trans} />
      </>
    );
  }
  return (
    <>
      <h3>
        {name} <small>{where}</small>
      </h3>
      <div className="hp-Compared-two">
        <Plain data={output.before} trans={trans} />
        <Plain data={output.after} trans={trans} />
      </div>
    </>
  );
}

type Data = OutputChange['before'];

function Plain(props: {
  data: Data;
  trans: TranslationBundle;
}): React.JSX.Element {
  const { data, trans } = props;
  if (data === null) {
    return <div className="hp-Compared-none" aria-hidden="true" />;
  }
  const text = textOf(data, 'text/plain');
  return text ? (
    <pre className="hp-Compared-code hp-mod-output">{text}</pre>
  ) : (
    <p className="hp-Comparison-note">
      {trans.__('Open both versions to see this output.')}
    </p>
  );
}

function textOf(data: Data, mime: string): string {
  const value: unknown = data?.[mime];
  return typeof value === 'string' ? value : '';
}

/** The address of an image, whose scripts never run in an `img`. */
function sourceOf(data: Data): string | null {
  const mime = Object.keys(data ?? {}).find(name => name.startsWith('image/'));
  if (!mime) {
    return null;
  }
  const content = textOf(data, mime);
  return mime === 'image/svg+xml'
    ? `data:${mime},${encodeURIComponent(content)}`
    : `data:${mime};base64,${content.replace(/\s/g, '')}`;
}
