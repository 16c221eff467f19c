/**
 * A text in both versions: the older one on the left with what went, the newer one with what came.
 */
import * as React from 'react';

import type { Piece } from '../api/types';

export interface IComparedTextProps {
  readonly pieces: readonly Piece[];
  /** Whether it is code, whose lines are marked whole. */
  readonly isCode?: boolean;
}

export function ComparedText(props: IComparedTextProps): React.JSX.Element {
  return (
    <div className="hp-Compared-two">
      <One {...props} side="removed" />
      <One {...props} side="added" />
    </div>
  );
}

interface IOneProps extends IComparedTextProps {
  readonly side: 'removed' | 'added';
}

function One({ isCode, pieces, side }: IOneProps): React.JSX.Element {
  const mine = pieces.filter(({ kind }) => kind === 'same' || kind === side);
  if (mine.length === 0) {
    return <div className="hp-Compared-none" aria-hidden="true" />;
  }
  const Mark = side === 'removed' ? 'del' : 'ins';
  const marked = mine.map(({ kind, text }, at) =>
    kind === 'same' ? (
      <React.Fragment key={at}>{text}</React.Fragment>
    ) : (
      <Mark key={at}>{text}</Mark>
    )
  );
  return isCode ? (
    <pre className="hp-Compared-code">{marked}</pre>
  ) : (
    <div className="hp-Compared-prose">{marked}</div>
  );
}
