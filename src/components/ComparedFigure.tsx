/**
 * A figure of both versions: one over the other with a slider, side by side, or what differs.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { codePlaceIcon } from '../searchIcons';

export interface IComparedFigureProps {
  readonly before: string | null;
  readonly after: string | null;
  readonly name: string;
  readonly numbers: readonly [number, number];
  readonly where: string;
  readonly trans: TranslationBundle;
}

type Way = 'slider' | 'beside' | 'difference';

export function ComparedFigure(props: IComparedFigureProps): React.JSX.Element {
  const { after, before, name, trans, where } = props;
  const [way, setWay] = React.useState<Way>('slider');
  const ways: [Way, string][] = [
    ['slider', trans.__('slider')],
    ['beside', trans.__('side by side')],
    ['difference', trans.__('difference')]
  ];
  const isPair = before !== null && after !== null;
  return (
    <>
      <h3>
        {name} <small>{where}</small>
        {isPair && (
          <span
            className="hp-Compared-ways"
            role="group"
            aria-label={trans.__('How to compare')}
          >
            {ways.map(([one, label]) => (
              <button
                aria-pressed={one === way}
                className="hp-Text"
                key={one}
                onClick={() => setWay(one)}
                type="button"
              >
                {label}
              </button>
            ))}
          </span>
        )}
      </h3>
      {isPair ? (
        <Pair {...props} after={after} before={before} way={way} />
      ) : (
        <div className="hp-Compared-two">
          <Alone {...props} source={before} version={props.numbers[0]} />
          <Alone {...props} source={after} version={props.numbers[1]} />
        </div>
      )}
    </>
  );
}

interface IPairProps extends IComparedFigureProps {
  readonly before: string;
  readonly after: string;
  readonly way: Way;
}

function Pair(props: IPairProps): React.JSX.Element {
  const { after, before, numbers, trans, way } = props;
  if (way === 'beside') {
    return (
      <div className="hp-Compared-two">
        <Alone {...props} source={before} version={numbers[0]} />
        <Alone {...props} source={after} version={numbers[1]} />
      </div>
    );
  }
  if (way === 'difference') {
    return (
      <figure className="hp-Slider hp-mod-difference">
        <img alt={trans.__('Version %1', numbers[0])} src={before} />
        <img alt={trans.__('Version %1', numbers[1])} src={after} />
      </figure>
    );
  }
  return <Slider {...props} />;
}

/** The newer figure lies over the older one, and is cut off where the handle is. */
function Slider(props: IPairProps): React.JSX.Element {
  const { after, before, numbers, trans } = props;
  const [at, setAt] = React.useState(50);
  const node = React.useRef<HTMLElement>(null);
  React.useLayoutEffect(() => {
    node.current?.style.setProperty('--at', `${at}%`);
  }, [at]);
  return (
    <figure className="hp-Slider" ref={node}>
      <img alt={trans.__('Version %1', numbers[0])} src={before} />
      <img
        alt={trans.__('Version %1', numbers[1])}
        className="hp-Slider-over"
        src={after}
      />
      <span className="hp-Slider-line" aria-hidden="true">
        <codePlaceIcon.react className="hp-Slider-handle" tag="span" />
      </span>
      <input
        aria-label={trans.__(
          'Slide between version %1 and version %2',
          numbers[0],
          numbers[1]
        )}
        max={100}
        min={0}
        onChange={({ target }) => setAt(Number(target.value))}
        type="range"
        value={at}
      />
      <small aria-hidden="true" className="hp-Slider-number">
        {numbers[0]}
      </small>
      <small aria-hidden="true" className="hp-Slider-number hp-mod-after">
        {numbers[1]}
      </small>
    </figure>
  );
}

function Alone(props: {
  source: string | null;
  trans: TranslationBundle;
  version: number;
}): React.JSX.Element {
  const { source, trans, version } = props;
  return source ? (
    <figure className="hp-Compared-figure">
      <img alt={trans.__('Version %1', version)} src={source} />
    </figure>
  ) : (
    <div className="hp-Compared-none" aria-hidden="true" />
  );
}
