/**
 * The last line of a card: its tags, or what its author should know, and its star.
 */
import * as React from 'react';

import { AudienceMark } from './AudienceMark';
import { readText } from './likeness';
import { partsOfName } from './matches';
import type { IReportCardProps } from './ReportCard';
import { StarButton } from './StarButton';
import { Tags } from './Tags';

export function CardFoot(props: IReportCardProps): JSX.Element {
  const { hit, acts, trans } = props;
  return (
    <div className="hp-Card-foot">
      <Left {...props} />
      <StarButton
        stars={hit.stars}
        isStarred={hit.starred}
        isTabStop={false}
        note={readText(hit.views, trans)}
        onStar={isStarred => acts.star(hit, isStarred)}
        trans={trans}
      />
    </div>
  );
}

function Left(props: IReportCardProps): JSX.Element {
  const { hit, update, isOwn, tagsShown, acts, trans } = props;
  if (isOwn && update !== null) {
    return (
      <span className="hp-CardNote hp-mod-update">
        <span className="hp-Dot" aria-hidden="true" />
        <span>{trans.__('Changed since.')}</span>
        <button
          type="button"
          className="hp-Text"
          tabIndex={-1}
          title={update}
          onClick={event => {
            event.stopPropagation();
            acts.update(hit, update);
          }}
        >
          {trans.__('Update report')}
        </button>
      </span>
    );
  }
  if (hit.audience !== 'everyone') {
    return <AudienceMark className="hp-CardNote" report={hit} trans={trans} />;
  }
  return (
    <Tags
      tags={hit.tags}
      shown={tagsShown}
      partsOf={tag => partsOfName(hit, 'tags', tag)}
      onTag={acts.tag}
      trans={trans}
    />
  );
}
