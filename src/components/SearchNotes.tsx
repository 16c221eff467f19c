/**
 * How the search was understood, where that needs saying, and whether all was looked through.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Ignored, Understood } from '../api/types';
import { shortened } from './shortened';

export interface ISearchNotesProps {
  readonly understood: Understood | null;
  /** A query of likelier words; null where there is none, or it is offered elsewhere. */
  readonly correction: string | null;
  /** Whether all that the library holds was looked through. */
  readonly current: boolean;
  readonly onSearch: (words: string) => void;
  readonly trans: TranslationBundle;
}

const QUOTED = 80; // letters of what was typed that are said again
const TOLD = 3; // parts left out that are said; with more, the last is a number

export function SearchNotes(props: ISearchNotesProps): JSX.Element | null {
  const { understood, correction, current, onSearch, trans } = props;
  const ignored = understood?.ignored ?? [];
  if (!understood && !correction && current) {
    return null;
  }
  return (
    <div className="hp-Notes">
      {!current && (
        <p>
          {trans.__('The index is being made; not everything is found yet.')}
        </p>
      )}
      {understood && understood.text && (
        <p title={understood.text}>
          {trans.__('Understood as %1', shortened(understood.text, QUOTED))}
        </p>
      )}
      {ignored.slice(0, TOLD).map(part => (
        <p key={`${part.reason} ${part.text}`}>{ignoredText(part, trans)}</p>
      ))}
      {ignored.length > TOLD && (
        <p>
          {trans._n(
            'One more part was left out.',
            '%1 more parts were left out.',
            ignored.length - TOLD
          )}
        </p>
      )}
      {correction && (
        <p>
          <button
            type="button"
            className="hp-Text"
            onClick={() => onSearch(correction)}
          >
            {trans.__('Search “%1” instead', shortened(correction, QUOTED))}
          </button>
        </p>
      )}
    </div>
  );
}

/** Why a part of the query was left out, and how to write it. */
function ignoredText(
  { text, reason }: Ignored,
  trans: TranslationBundle
): string {
  const part = shortened(text, QUOTED);
  switch (reason) {
    case 'filter':
      return trans.__('Left out “%1”: nothing stands behind the colon.', part);
    case 'date':
      return trans.__(
        'Left out “%1”: days are written as 2026, 2026-09 or 2026-09-01.',
        part
      );
    case 'state':
      return trans.__(
        'Left out “%1”: there are is:mine, is:starred, is:archived and is:ran-clean.',
        part
      );
    case 'operator':
      return trans.__('Left out “%1”: nothing stands beside it.', part);
    case 'quote':
      return trans.__('Left out “%1”: the other quote is missing.', part);
    case 'bracket':
      return trans.__('Left out “%1”: the other bracket is missing.', part);
    case 'length':
      return trans.__('Only the first letters were read: it is very long.');
    case 'number':
      return trans.__('Left out “%1” and what follows: it is too much.', part);
  }
}
