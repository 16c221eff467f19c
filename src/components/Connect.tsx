/**
 * How to connect: one tool at a time, with a button that copies what it takes.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { downloadIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { Connections, Snippet } from '../api/types';
import { CopyButton } from './CopyButton';

export interface IConnectProps {
  readonly connections: Connections;
  /** Where a file of that name is downloaded. */
  readonly fileUrl: (name: string) => string;
  readonly onCopy: (text: string) => void;
  readonly trans: TranslationBundle;
}

export function Connect(props: IConnectProps): React.JSX.Element {
  const { connections, onCopy, trans } = props;
  const { snippets } = connections;
  const id = React.useId();
  const [chosen, choose] = React.useState<Snippet['kind'] | null>(null);
  const at = Math.max(
    0,
    snippets.findIndex(({ kind }) => kind === chosen)
  );
  const snippet = snippets[at];
  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step && snippets[at + step];
    if (next) {
      event.preventDefault();
      choose(next.kind);
      event.currentTarget
        .querySelectorAll<HTMLElement>('[role="tab"]')
        [at + step].focus();
    }
  };
  return (
    <div className="hp-Connect">
      <div
        className="hp-Connect-tools"
        role="tablist"
        aria-label={trans.__('Tools')}
        onKeyDown={onKeyDown}
      >
        {snippets.map(({ kind, title }) => (
          <button
            key={kind}
            type="button"
            role="tab"
            id={`${id}-${kind}`}
            aria-controls={`${id}-panel`}
            aria-selected={kind === snippet.kind}
            tabIndex={kind === snippet.kind ? 0 : -1}
            onClick={() => choose(kind)}
          >
            {title}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${snippet.kind}`}
        className="hp-Connect-snippet"
      >
        <CopyButton
          key={snippet.kind}
          text={snippet.code}
          onCopy={onCopy}
          trans={trans}
        />
        <pre tabIndex={0}>
          <code>{snippet.code}</code>
        </pre>
        {snippet.note && <p>{snippet.note}</p>}
        <Files {...props} kind={snippet.kind} />
      </div>
    </div>
  );
}

interface IFilesProps extends IConnectProps {
  readonly kind: Snippet['kind'];
}

/** Which files open it in a tool. */
const ENDINGS: { readonly [kind in Snippet['kind']]?: string } = {
  excel: '.pbids',
  tableau: '.tds'
};

function Files(props: IFilesProps): React.JSX.Element | null {
  const { connections, fileUrl, kind } = props;
  const ending = ENDINGS[kind];
  const files = connections.files.filter(
    ({ name }) => ending && name.endsWith(ending)
  );
  return files.length === 0 ? null : (
    <p>
      {files.map(({ name, title }) => (
        <a key={name} href={fileUrl(name)} download={name} title={title}>
          <downloadIcon.react tag="span" />
          {name}
        </a>
      ))}
    </p>
  );
}
