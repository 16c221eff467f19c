import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { failedIcon, noteIcon, publishedIcon, warningIcon } from '../icons';
import type { ICheck, IItem } from '../model/checking';
import { DecidedFinding } from './DecidedFinding';
import { FindingItem } from './FindingItem';
import { Fold } from './Fold';
import type { IPublishActions } from './publishActions';
import { useRest } from './rest';

export interface ICheckSectionProps {
  actions: IPublishActions;
  /** Whether the keyboard begins at the first finding that waits for a decision. */
  begins: boolean;
  /** How many cells the notebook has. */
  cells: number;
  check: ICheck;
  isOpen: boolean;
  trans: TranslationBundle;
}

/** Findings that are shown at once; those that stop the publication always are. */
const SHOWN = 10;

/** What the check before publishing has found, and what can be done about it. */
export function CheckSection(props: ICheckSectionProps): React.JSX.Element {
  const { actions, begins, cells, check, isOpen, trans } = props;
  const { isWhole, list, show } = useRest();
  const { items, undecided } = check;
  const shown = isWhole
    ? items
    : items.filter(
        ({ finding }, index) => index < SHOWN || finding.severity === 'stop'
      );
  const first = undecided[0]?.finding.id;
  return (
    <Fold
      begins={false}
      icon={<Sign check={check} />}
      id="hp-publish-check"
      isOpen={isOpen}
      name={trans.__('Check')}
      onToggle={() => actions.toggle('check')}
      say={sentenceOf(check, cells, trans)}
    >
      <Bulk check={check} onMask={actions.maskAll} trans={trans} />
      {!check.complete && (
        <p className="hp-PublishForm-note">
          {trans.__(
            'The notebook is too large to check all of it in time. What was not looked at may hold a secret.'
          )}
        </p>
      )}
      {items.length === 0 && (
        <p className="hp-PublishForm-note">
          {trans.__(
            'Looked for secrets and personal data, cells run out of order, errors, missing files and paths of your own machine.'
          )}
        </p>
      )}
      <ul className="hp-CheckSection-list" ref={list}>
        {shown.map(item => (
          <Item
            actions={actions}
            begins={begins && item.finding.id === first}
            item={item}
            key={item.finding.id}
            trans={trans}
          />
        ))}
      </ul>
      {shown.length < items.length && (
        <button className="hp-Text" onClick={show} type="button">
          {trans._n(
            'Show %1 more finding',
            'Show %1 more findings',
            items.length - shown.length
          )}
        </button>
      )}
    </Fold>
  );
}

interface IItemProps {
  actions: IPublishActions;
  begins: boolean;
  item: IItem;
  trans: TranslationBundle;
}

/** A finding, decided or not; when it changes from the one to the other, the keyboard stays with it. */
function Item({ actions, item, ...rest }: IItemProps): React.JSX.Element {
  const node = React.useRef<HTMLLIElement>(null);
  const isDecided = item.answer !== null;
  const was = React.useRef(isDecided);
  React.useEffect(() => {
    if (was.current !== isDecided && document.activeElement === document.body) {
      node.current
        ?.querySelector<HTMLElement>('.hp-Finding-acts button')
        ?.focus();
    }
    was.current = isDecided;
  }, [isDecided]);
  return (
    <li ref={node}>
      {item.answer ? (
        <DecidedFinding
          answer={item.answer}
          finding={item.finding}
          onUndo={remedy => {
            if (remedy === 'attach') {
              actions.tickFile(item.finding.file, false);
            } else if (remedy === 'run') {
              actions.edit({ run: false });
            } else {
              actions.decide(item.finding.id, null);
            }
          }}
          trans={rest.trans}
        />
      ) : (
        <FindingItem actions={actions} finding={item.finding} {...rest} />
      )}
    </li>
  );
}

interface IBulkProps {
  check: ICheck;
  onMask: () => void;
  trans: TranslationBundle;
}

/** A notebook with many secrets is dealt with at once. */
function Bulk({ check, onMask, trans }: IBulkProps): React.JSX.Element | null {
  const count = check.undecided.filter(({ finding }) =>
    finding.remedies.includes('mask')
  ).length;
  return count > 1 ? (
    <button
      className="hp-Button hp-CheckSection-all"
      onClick={onMask}
      type="button"
    >
      {trans.__('Mask all %1 in the published copy', count)}
    </button>
  ) : null;
}

/** How bad it is; the sentence beside it says the same. */
function Sign({ check }: { check: ICheck }): React.JSX.Element {
  const open = check.items.filter(({ answer }) => !answer);
  if (check.undecided.length > 0) {
    return <failedIcon.react className="hp-Sign hp-mod-bad" tag="span" />;
  }
  if (
    !check.complete ||
    open.some(({ finding }) => finding.severity !== 'note')
  ) {
    return <warningIcon.react className="hp-Sign hp-mod-warn" tag="span" />;
  }
  return open.length > 0 ? (
    <noteIcon.react className="hp-Sign hp-mod-quiet" tag="span" />
  ) : (
    <publishedIcon.react className="hp-Sign hp-mod-good" tag="span" />
  );
}

/** The check in one sentence. */
function sentenceOf(
  check: ICheck,
  cells: number,
  trans: TranslationBundle
): string {
  const { complete, items, undecided } = check;
  const known = items.filter(
    ({ answer, finding }) => !answer && finding.severity !== 'stop'
  ).length;
  const parts = [
    undecided.length > 0 ? needs(undecided, trans) : '',
    known > 0 ? trans._n('%1 thing to know', '%1 things to know', known) : ''
  ].filter(Boolean);
  if (parts.length === 0) {
    parts.push(
      items.length > 0
        ? trans._n('%1 finding, decided', '%1 findings, decided', items.length)
        : trans._n(
            'Nothing found in %1 cell',
            'Nothing found in %1 cells',
            cells
          )
    );
  }
  return [...parts, complete ? '' : trans.__('not fully checked')]
    .filter(Boolean)
    .join(', ');
}

function needs(undecided: readonly IItem[], trans: TranslationBundle): string {
  return undecided.every(({ finding }) => finding.kind === 'secret')
    ? trans._n(
        '%1 secret needs a decision',
        '%1 secrets need a decision',
        undecided.length
      )
    : trans._n(
        '%1 finding needs a decision',
        '%1 findings need a decision',
        undecided.length
      );
}
