/**
 * One report in the list: its title is the link, the rest says whether to follow it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Hit } from '../api/types';
import { Authors } from './Authors';
import { CardActs } from './CardActs';
import { CardFoot } from './CardFoot';
import { partsOf, placeOf } from './matches';
import { Marked } from './Marked';
import { Picture } from './Picture';
import { Place } from './Place';
import type { ITimes } from './time';
import { Time } from './time';

/** What can be done with a report. */
export interface ICardActs {
  readonly open: (hit: Hit) => void;
  readonly openNotebook: (hit: Hit) => void;
  readonly copyLink: (hit: Hit) => void;
  readonly star: (hit: Hit, isStarred: boolean) => void;
  readonly tag: (tag: string) => void;
  /** Show all of somebody's reports. */
  readonly author?: (name: string) => void;
  /** Publish the notebook again that is newer than the report. */
  readonly update: (hit: Hit, path: string) => void;
}

export interface IReportCardProps {
  readonly hit: Hit;
  /** Where a browser's own "open in a new tab" leads. */
  readonly href: string;
  /** The address of its picture, or null. */
  readonly picture: string | null;
  readonly isTabStop: boolean;
  /** Whether it is what the main area shows. */
  readonly isOpen: boolean;
  /** Whether it stands among one's own, of which one knows who wrote them. */
  readonly isOwn: boolean;
  /** The notebook here that is newer than it, or null. */
  readonly update: string | null;
  /** How many of its tags fit on a line. */
  readonly tagsShown: number;
  readonly times: ITimes;
  readonly acts: ICardActs;
  readonly trans: TranslationBundle;
}

export const ReportCard = React.memo(function ReportCard(
  props: IReportCardProps
): JSX.Element {
  const { hit, href, picture, isTabStop, isOpen, acts, trans } = props;
  const place = placeOf(hit);
  const onClick = (event: React.MouseEvent) => {
    // Ctrl, ⌘ or Shift: the browser opens the link as it is used to.
    if (!(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
      event.preventDefault();
      acts.open(hit);
    }
  };
  return (
    <article
      className="hp-Card"
      data-report={hit.id}
      // Where menus are opened, they ask for these.
      data-may-update={hit.may_update || undefined}
      data-archived={hit.archived || undefined}
      data-starred={hit.starred || undefined}
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
          <Meta {...props} />
        </div>
        <Picture src={picture} />
      </div>
      {place && <Place place={place} trans={trans} />}
      {!place && hit.summary && (
        <p className="hp-Card-summary" title={hit.summary}>
          <Marked parts={partsOf(hit, 'summary')} />
        </p>
      )}
      <CardFoot {...props} />
      <CardActs hit={hit} acts={acts} trans={trans} />
    </article>
  );
});

/** Who and when, in one line; what matters more than these stands before them. */
function Meta(props: IReportCardProps): JSX.Element {
  const { hit, isOwn, times, acts, trans } = props;
  return (
    <p className="hp-Card-meta">
      {isOwn ? (
        <span className="hp-Card-version">
          {trans.__('version %1', hit.version)}
        </span>
      ) : (
        <Authors hit={hit} onAuthor={acts.author} trans={trans} />
      )}
      <span className="hp-Card-when">
        <span aria-hidden="true"> · </span>
        <Time at={hit.updated} times={times} />
      </span>
      {hit.archived && <Old text={trans.__('archived')} />}
      {hit.found_in !== null && (
        <Old text={trans.__('found in version %1', hit.found_in)} />
      )}
    </p>
  );
}

function Old({ text }: { readonly text: string }): JSX.Element {
  return (
    <span className="hp-Card-old">
      <span aria-hidden="true"> · </span>
      {text}
    </span>
  );
}
