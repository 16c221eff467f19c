import type { TranslationBundle } from '@jupyterlab/translation';
import { addIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { IFiles } from '../model/files';
import type { ITrouble } from '../model/trouble';
import { inBytes } from './bytes';
import { FileRow } from './FileRow';
import { Fold } from './Fold';
import type { IPublishActions } from './publishActions';
import { useRest } from './rest';

export interface IFilesSectionProps {
  actions: IPublishActions;
  /** Whether the keyboard begins here. */
  begins: boolean;
  files: IFiles;
  /** The pictures beside the notebook that its page shows anyway. */
  images: readonly string[];
  isOpen: boolean;
  /** Why the files that are ticked would be refused. */
  problem: string | undefined;
  trans: TranslationBundle;
  /** Why files could not be added. */
  trouble: ITrouble | null;
}

/** Rows that are shown at once. */
const SHOWN = 20;

/** The files that travel with the report. */
export function FilesSection(props: IFilesSectionProps): React.JSX.Element {
  const { actions, files, images, isOpen, problem, trans, trouble } = props;
  const { isWhole, list, show } = useRest();
  const rows = isWhole ? files.rows : files.rows.slice(0, SHOWN);
  const named = new Set(files.rows.map(({ offer }) => offer.name));
  const pictures = images.filter(name => !named.has(name));
  const shownPictures = isWhole ? pictures : pictures.slice(0, SHOWN);
  const left =
    files.rows.length - rows.length + pictures.length - shownPictures.length;
  return (
    <Fold
      begins={props.begins}
      id="hp-publish-files"
      isOpen={isOpen}
      name={trans.__('Files')}
      onToggle={() => actions.toggle('files')}
      say={isOpen ? countOf(files, trans) : sentenceOf(files, trans)}
    >
      <p className="hp-PublishForm-note">
        {files.rows.length > 0
          ? trans.__(
              'Found by reading the code. Ticked files travel with the report.'
            )
          : trans.__(
              'The code names no files. What you add travels with the report.'
            )}
      </p>
      {problem && (
        <p className="hp-PublishForm-problem" role="alert">
          {problem}
        </p>
      )}
      <ul className="hp-FilesSection-list" ref={list}>
        {rows.map(row => (
          <FileRow
            key={row.offer.name}
            onTick={actions.tickFile}
            row={row}
            trans={trans}
          />
        ))}
        {shownPictures.map(name => (
          <li key={name}>
            <span />
            <span className="hp-FileRow-name" title={name}>
              {name}
            </span>
            <small>{trans.__('part of the page')}</small>
            <span />
          </li>
        ))}
      </ul>
      {left > 0 && (
        <button className="hp-Text" onClick={show} type="button">
          {trans._n('Show %1 more file', 'Show %1 more files', left)}
        </button>
      )}
      {trouble && (
        <p className="hp-PublishForm-problem" role="alert">
          {trouble.message} {trouble.hint}
        </p>
      )}
      <button className="hp-Button" onClick={actions.addFiles} type="button">
        <addIcon.react tag="span" />
        {trans.__('Add files')}
      </button>
    </Fold>
  );
}

/** What travels: "2 files, 1.4 MB". */
function sentenceOf(
  { names, rows, size }: IFiles,
  trans: TranslationBundle
): string {
  if (names.length === 0) {
    return rows.length === 0
      ? trans.__('No files')
      : trans._n('None of %1 file', 'None of %1 files', rows.length);
  }
  return trans._n(
    '%1 file, %2',
    '%1 files, %2',
    names.length,
    inBytes(size, trans)
  );
}

/** The same, and what there is and may be: "2 of 4 files, 1.4 MB of 50 MB". */
function countOf(files: IFiles, trans: TranslationBundle): string {
  const { most, names, rows, size } = files;
  if (rows.length === 0 || most === null) {
    return sentenceOf(files, trans);
  }
  return trans._n(
    '%2 of %1 file, %3 of %4',
    '%2 of %1 files, %3 of %4',
    rows.length,
    names.length,
    inBytes(size, trans),
    inBytes(most.size, trans)
  );
}
