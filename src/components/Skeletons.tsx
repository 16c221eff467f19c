/**
 * Cards that have still to come: grey lines that stand still.
 */
import * as React from 'react';

const CARDS = [0, 1, 2, 3, 4, 5];

export function Skeletons(): JSX.Element {
  return (
    <div className="hp-Skeletons" aria-hidden="true">
      {CARDS.map(card => (
        <div className="hp-Skeleton" key={card}>
          <div className="hp-Bone" />
          <div className="hp-Bone" />
          <div className="hp-Bone" />
          <div className="hp-Bone" />
          <div className="hp-Bone" />
          <div className="hp-Bone hp-mod-picture" />
        </div>
      ))}
    </div>
  );
}
