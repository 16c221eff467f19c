/**
 * The packages and the files that differ.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { FileChange, PackageChange } from '../api/types';

export function ComparedPackages(props: {
  packages: readonly PackageChange[];
  trans: TranslationBundle;
}): React.JSX.Element | null {
  const { packages, trans } = props;
  return packages.length === 0 ? null : (
    <section className="hp-Compared" data-entry="environment">
      <h3>{trans.__('Environment')}</h3>
      <ul className="hp-Compared-list">
        {packages.map(({ after, before, name }) => (
          <li key={name}>
            <code>{name}</code> {before ? <del>{before}</del> : null}{' '}
            {after ? <ins>{after}</ins> : trans.__('no longer used')}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function ComparedFiles(props: {
  files: readonly FileChange[];
  trans: TranslationBundle;
}): React.JSX.Element | null {
  const { files, trans } = props;
  const words = {
    added: trans.__('added'),
    changed: trans.__('changed'),
    removed: trans.__('removed')
  };
  return files.length === 0 ? null : (
    <section className="hp-Compared" data-entry="files">
      <h3>{trans.__('Files')}</h3>
      <ul className="hp-Compared-list">
        {files.map(({ kind, path }) => (
          <li key={path}>
            <code>{path}</code>{' '}
            <small className="hp-Compared-kind">{words[kind]}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
