/**
 * One report in the gallery: its picture first, then what it says and who wrote it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Hit } from '../api/types';
import { AudienceMark } from './AudienceMark';
import { Authors } from './Authors';
import { readText } from './likeness';
import { partsOf, partsOfName, placeOf } from './matches';
import { Marked } from './Marked';
import { Picture } from './Picture';
import { Place } from './Place';
import type { ICardActs } from './ReportCard';
import { StarButton } from './StarButton';
import { Tags } from './Tags';
import type { ITimes } from './time';
import { Time } from './time';

export interface IGalleryCardActs extends ICardActs {
  readonly author: (name: string) => void;
}

export interface IGalleryCardProps {
  readonly hit: Hit;
  /** Its place among the others. */
  readonly index: number;
  /** Where a browser's own "open in a new tab" leads. */
  readonly href: string;
  /** The address of its picture, or null. */
  readonly picture: string | null;
  readonly isTabStop: boolean;
  /** How many of its tags fit on a line. */
  readonly tagsShown: number;
  readonly times: ITimes;
  readonly acts: IGalleryCardActs;
  readonly trans: TranslationBundle;
}

export const GalleryCard = React.memo(function GalleryCard(
  props: IGalleryCardProps
): JSX.Element {
  const { hit, index, href, picture, isTabStop, acts, trans } = props;
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
      className="hp-Card hp-Tile"
      data-card={index}
      data-report={hit.id}
      // Where menus are opened, they ask for these.
      data-may-update={hit.may_update || undefined}
      data-archived={hit.archived || undefined}
      data-starred={hit.starred || undefined}
      onClick={onClick}
    >
      <div className="hp-Tile-picture">
        <Picture src={picture} />
      </div>
      <h3 className="hp-Card-title" title={hit.title}>
        <a href={href} tabIndex={isTabStop ? 0 : -1}>
          <Marked parts={partsOf(hit, 'title')} />
        </a>
      </h3>
      {place && <Place place={place} trans={trans} />}
      {!place && hit.summary && (
        <p className="hp-Card-summary" title={hit.summary}>
          <Marked parts={partsOf(hit, 'summary')} />
        </p>
      )}
      <Foot {...props} />
    </article>
  );
});

/** Who, when and what about; and its star. */
function Foot(props: IGalleryCardProps): JSX.Element {
  const { hit, isTabStop, tagsShown, times, acts, trans } = props;
  return (
    <>
      <div className="hp-Tile-meta">
        <Authors
          hit={hit}
          isTabStop={isTabStop}
          onAuthor={acts.author}
          trans={trans}
        />
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
        <AudienceMark className="hp-CardNote" report={hit} trans={trans} />
        <StarButton
          stars={hit.stars}
          isStarred={hit.starred}
          isTabStop={isTabStop}
          note={readText(hit.views, trans)}
          onStar={isStarred => acts.star(hit, isStarred)}
          trans={trans}
        />
      </div>
      {hit.tags.length > 0 && (
        <Tags
          tags={hit.tags}
          shown={tagsShown}
          partsOf={tag => partsOfName(hit, 'tags', tag)}
          isTabStop={isTabStop}
          onTag={acts.tag}
          trans={trans}
        />
      )}
    </>
  );
}
