/**
 * The writings of a dataset, the newest first: when, how many rows, and what changed.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { DatasetVersion } from '../api/types';
import type { ITrouble } from '../model/trouble';
import { DatasetSection } from './DatasetSection';
import { countOfRows } from './datasetTexts';
import type { ITimes } from './time';
import { Time } from './time';
import { Trouble } from './Trouble';
import { useDeed } from './useDeed';

export interface IDatasetVersionsProps {
  readonly versions: readonly DatasetVersion[];
  /** How many there are. */
  readonly count: number;
  /** May reject. */
  readonly onAll: () => Promise<void>;
  readonly explain: (error: unknown) => ITrouble;
  readonly times: ITimes;
  readonly trans: TranslationBundle;
}

export function DatasetVersions(
  props: IDatasetVersionsProps
): React.JSX.Element {
  const { count, explain, onAll, versions, trans } = props;
  const deed = useDeed(explain);
  const [isWhole, setWhole] = React.useState(false);
  const ask = async (): Promise<void> => setWhole(await deed.do(onAll));
  const left = count - versions.length;
  return (
    <DatasetSection
      title={trans.__('Versions')}
      more={
        left > 0 &&
        !isWhole && (
          <button type="button" className="hp-Text" onClick={() => void ask()}>
            {trans.__('All %1', count.toLocaleString())}
          </button>
        )
      }
    >
      <Trouble trouble={deed.trouble} />
      <ul className="hp-Writings">
        {versions.map(version => (
          <Writing
            {...props}
            key={`${version.version} ${version.written}`}
            version={version}
          />
        ))}
      </ul>
      {left > 0 && isWhole && (
        <p className="hp-Dataset-quiet">
          {trans._n(
            'and %2 older version',
            'and %2 older versions',
            left,
            left.toLocaleString()
          )}
        </p>
      )}
    </DatasetSection>
  );
}

function Writing(
  props: IDatasetVersionsProps & { readonly version: DatasetVersion }
): React.JSX.Element {
  const { version, times, trans } = props;
  const { accepted, changes, rows, written } = version;
  return (
    <li>
      <b>{version.version}</b>
      <div>
        <p title={version.writer.title}>
          <Time at={written} times={times} />
          {' · '}
          {countOfRows(rows, trans)}
        </p>
        {changes.map(({ breaks, text }) => (
          <p key={text} className={breaks ? 'hp-mod-breaks' : undefined}>
            {text}
          </p>
        ))}
        {accepted && <p>{trans.__('Accepted: “%1”', accepted)}</p>}
      </div>
    </li>
  );
}
