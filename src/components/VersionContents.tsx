/**
 * What came with a version: its files and the environment that it ran in, each file to be downloaded.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { downloadIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { Attachment, Environment, Version } from '../api/types';
import { inBytes } from './bytes';
import { evidenceOf, languageOf, paceOf } from './evidence';

export interface IVersionContentsProps {
  readonly version: Version;
  /** The address under which an attachment is downloaded. */
  readonly fileUrl: (path: string) => string;
  /** The same for a file that describes the environment. */
  readonly environmentUrl: (name: string) => string;
  readonly trans: TranslationBundle;
}

export function VersionContents(
  props: IVersionContentsProps
): React.JSX.Element {
  const { version, fileUrl, environmentUrl, trans } = props;
  const { attachments, environment, environment_files, ran } = version;
  const bytes = attachments.reduce((sum, { size }) => sum + size, 0);
  return (
    <>
      {attachments.length > 0 && (
        <section>
          <h2>
            {trans.__('Files')} <small>{inBytes(bytes, trans)}</small>
          </h2>
          <Files files={attachments} urlOf={fileUrl} trans={trans} />
        </section>
      )}
      {(environment || environment_files.length > 0 || ran) && (
        <section>
          <h2>{trans.__('Environment')}</h2>
          {environment && <Kernel environment={environment} />}
          {ran && (
            <p>
              {trans.__(
                'Ran clean from top to bottom: %1',
                ran.kernel === environment?.kernel
                  ? paceOf(ran, trans)
                  : evidenceOf(ran, trans)
              )}
            </p>
          )}
          {environment?.note && <p>{environment.note}</p>}
          {environment && environment.packages.length > 0 && (
            <dl className="hp-Contents-packages">
              {environment.packages.map(one => (
                <div key={one.name}>
                  <dt title={one.name}>{one.name}</dt>
                  <dd title={one.version}>{one.version}</dd>
                </div>
              ))}
            </dl>
          )}
          <Files
            files={environment_files}
            urlOf={environmentUrl}
            trans={trans}
          />
        </section>
      )}
    </>
  );
}

function Kernel({
  environment
}: {
  readonly environment: Environment;
}): React.JSX.Element {
  const { kernel, version, platform } = environment;
  const exact = version ? languageOf({ ...environment, version: '' }) : '';
  return (
    <p>
      {[kernel, exact && `${exact} ${version}`, platform]
        .filter(Boolean)
        .join(' · ')}
    </p>
  );
}

interface IFilesProps {
  readonly files: readonly Attachment[];
  readonly urlOf: (path: string) => string;
  readonly trans: TranslationBundle;
}

function Files({ files, urlOf, trans }: IFilesProps): React.JSX.Element | null {
  if (files.length === 0) {
    return null;
  }
  return (
    <ul className="hp-Contents-files">
      {files.map(({ path, size }) => (
        <li key={path}>
          <a
            href={urlOf(path)}
            download={path.split('/').pop()}
            title={trans.__('Download %1', path)}
          >
            <downloadIcon.react tag="span" />
            <span>{path}</span>
            <small>{inBytes(size, trans)}</small>
          </a>
        </li>
      ))}
    </ul>
  );
}
