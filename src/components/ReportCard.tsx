/**
 * One report in the list: its title is the link, the rest says whether to follow it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Hit } from '../api/types';
import { partsOf, partsOfName, placeOf } from './matches';
import { Marked } from './Marked';
import { Picture } from './Picture';
import { Place } from './Place';
import { Tags } from './Tags';
import type { ITimes } from './time';
import { Time } from './time';

export interface IReportCardProps {
  readonly hit: Hit;
  /** Where a browser's own "open in a new tab" leads. */
  readonly href: string;
  /** The address of its picture, or null. */
  readonly picture: string | null;
  readonly isTabStop: boolean;
  /** Whether it is what the main area shows. */
  readonly isOpen: boolean;
  /** How many of its tags fit on a line. */
  readonly tagsShown: number;
  readonly times: ITimes;
  readonly onOpen: (hit: Hit) => void;
  readonly onTag: (tag: string) => void;
  readonly trans: TranslationBundle;
}

export const ReportCard = React.memo(function ReportCard(
  props: IReportCardProps
): JSX.Element {
  const {
    hit,
    href,
    picture,
    isTabStop,
    isOpen,
    tagsShown,
    times,
    onOpen,
    onTag,
    trans
  } = props;
  const place = placeOf(hit);
  const onClick = (event: React.MouseEvent) => {
    // Ctrl, ⌘ or Shift: the browser opens the link as it is used to.
    if (!(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
      event.preventDefault();
      onOpen(hit);
    }
  };
  return (
    <li
      className="hp-Card"
      data-report={hit.id}
      // Where menus are opened, they ask for these.
      data-may-update={hit.may_update || undefined}
      data-archived={hit.archived || undefined}
      aria-current={isOpen}
      onClick={onClick}
    >
      <div className="hp-Card-top">
        <div>
          <h3 className="hp-Card-title" title={hit.title}>
            <a href={href} tabIndex={isTabStop ? 0 : -1}>
              <Marked parts={partsOf(hit, 'title')} />
            </a>
          </h3>
          <p className="hp-Card-meta">
            <Authors hit={hit} trans={trans} />
            <span className="hp-Card-when">
              <span aria-hidden="true"> · </span>
              <Time at={hit.updated} times={times} />
            </span>
            {hit.archived && (
              <span className="hp-Card-old">
                <span aria-hidden="true"> · </span>
                {trans.__('archived')}
              </span>
            )}
          </p>
        </div>
        <Picture src={picture} />
      </div>
      {place && <Place place={place} trans={trans} />}
      {!place && hit.summary && (
        <p className="hp-Card-summary" title={hit.summary}>
          <Marked parts={partsOf(hit, 'summary')} />
        </p>
      )}
      {hit.tags.length > 0 && (
        <Tags
          tags={hit.tags}
          shown={tagsShown}
          partsOf={tag => partsOfName(hit, 'tags', tag)}
          onTag={onTag}
          trans={trans}
        />
      )}
    </li>
  );
});

const NAMED = 2;

interface IAuthorsProps {
  readonly hit: Hit;
  readonly trans: TranslationBundle;
}

/** The first two authors and the number of the others, or rather those that were looked for. */
function Authors({ hit, trans }: IAuthorsProps): JSX.Element {
  const isFound = (name: string) =>
    partsOfName(hit, 'authors', name).length > 1;
  const ordered = [...hit.authors].sort(
    (one, other) => Number(isFound(other)) - Number(isFound(one))
  );
  const named = ordered.slice(
    0,
    hit.authors.length > NAMED + 1 ? NAMED : NAMED + 1
  );
  const left = hit.authors.length - named.length;
  return (
    <span className="hp-Card-authors" title={hit.authors.join(', ')}>
      {named.map((name, index) => (
        <React.Fragment key={name}>
          {index > 0 && ', '}
          <Marked parts={partsOfName(hit, 'authors', name)} />
        </React.Fragment>
      ))}
      {left > 0 && ` ${trans._n('and %1 more', 'and %1 more', left)}`}
    </span>
  );
}
