/**
 * Where a dataset comes from and where it goes: boxes that are links, and lines between them.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Lineage, LineageNode } from '../api/types';
import { consumerIcon, datasetIcon } from '../datasetIcons';
import { reportIcon } from '../icons';
import { plainly } from './plainly';

export interface ILineageProps {
  readonly lineage: Lineage;
  /** Where a browser's own "open in a new tab" leads; null where there is nothing to go to. */
  readonly hrefOf: (node: LineageNode) => string | null;
  readonly onOpen: (node: LineageNode) => void;
  readonly trans: TranslationBundle;
}

/** Where there is little room the picture shrinks to that, and no further: it has to be read. */
const LEAST = 0.72;

export function LineagePicture(props: ILineageProps): React.JSX.Element {
  const { lineage, trans } = props;
  const { edges, height, node_height, node_width, nodes, width } = lineage;
  const room = React.useRef<HTMLDivElement>(null);
  React.useLayoutEffect(() => centre(room.current), [lineage]);
  return (
    <div
      ref={room}
      className="hp-Lineage"
      // So that it can be scrolled from the keyboard.
      tabIndex={0}
      role="group"
      aria-label={trans.__('Picture')}
    >
      <svg
        width={width}
        viewBox={`0 0 ${width} ${height}`}
        style={{ minWidth: LEAST * width }}
      >
        {edges.map(({ path, source, target }) => (
          <path key={`${source} ${target}`} d={path} />
        ))}
        <g role="list">
          {nodes.map(node => (
            <foreignObject
              key={node.key}
              role="listitem"
              x={node.x}
              y={node.y}
              width={node_width}
              height={node_height}
            >
              <Node {...props} node={node} />
            </foreignObject>
          ))}
        </g>
      </svg>
    </div>
  );
}

/** Where not all of it can be seen, one begins at the dataset that it is about. */
function centre(room: HTMLElement | null): void {
  const here = room?.querySelector('.hp-mod-here')?.getBoundingClientRect();
  if (room && here) {
    const { left, width } = room.getBoundingClientRect();
    room.scrollLeft += here.left + here.width / 2 - (left + width / 2);
  }
}

interface INodeProps extends ILineageProps {
  readonly node: LineageNode;
}

const ICONS = {
  dataset: datasetIcon,
  report: reportIcon,
  consumer: consumerIcon,
  more: null
};

function Node(props: INodeProps): React.JSX.Element {
  const { node, hrefOf, onOpen } = props;
  const { freshness, here, kind, members, note, title } = node;
  const Icon = ICONS[kind];
  const href = here ? null : hrefOf(node);
  const about = [title, note, ...members].filter(Boolean).join('\n');
  const says = (
    <>
      {Icon && <Icon.react tag="span" />}
      <span>
        <b>{title}</b>
        <small>
          {freshness === 'late' && (
            <span className="hp-Dot hp-mod-late" aria-hidden="true" />
          )}
          {note}
        </small>
      </span>
    </>
  );
  if (href === null) {
    return (
      <div
        className={`hp-Lineage-node${here ? ' hp-mod-here' : ''}`}
        title={about}
        aria-current={here || undefined}
      >
        {says}
      </div>
    );
  }
  return (
    <a
      className="hp-Lineage-node"
      href={href}
      title={about}
      // What is outside of JupyterLab opens beside it.
      target={kind === 'consumer' ? '_blank' : undefined}
      rel={kind === 'consumer' ? 'noopener noreferrer' : undefined}
      onClick={kind === 'consumer' ? undefined : plainly(() => onOpen(node))}
    >
      {says}
    </a>
  );
}

/** The same in words: each line of the picture is one of the list. */
export function LineageList(props: ILineageProps): React.JSX.Element {
  const { lineage, trans } = props;
  const titles = new Map(lineage.nodes.map(({ key, title }) => [key, title]));
  const more = lineage.nodes.filter(({ members }) => members.length > 0);
  return (
    <ul className="hp-Lineage-list">
      {lineage.edges.map(({ source, target }) => (
        <li key={`${source} ${target}`}>
          {trans.__(
            '%1 → %2',
            titles.get(source) ?? '',
            titles.get(target) ?? ''
          )}
        </li>
      ))}
      {more.map(({ key, title, members }) => (
        <li key={key}>{trans.__('%1: %2', title, members.join(', '))}</li>
      ))}
    </ul>
  );
}
