/**
 * The filters in force: a pill is something that one can take away.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { Chip } from '../query';
import { chipName } from './chipNames';

export interface IPillsProps {
  readonly chips: readonly Chip[];
  readonly onRemove: (chip: Chip) => void;
  readonly onRemoveAll: () => void;
  /** The keyboard is to go elsewhere: the last pill is gone. */
  readonly onNone?: () => void;
  readonly trans: TranslationBundle;
}

export function Pills(props: IPillsProps): JSX.Element | null {
  const { chips, onRemove, onRemoveAll, onNone, trans } = props;
  const row = React.useRef<HTMLDivElement>(null);
  if (chips.length === 0) {
    return null;
  }
  const remove = (chip: Chip, index: number): void => {
    const buttons =
      row.current?.querySelectorAll<HTMLElement>('.hp-Pill button');
    const isFocused = row.current?.contains(document.activeElement);
    onRemove(chip);
    if (isFocused && buttons) {
      const neighbour = buttons[index + 1] ?? buttons[index - 1];
      if (neighbour) {
        neighbour.focus();
      } else {
        onNone?.();
      }
    }
  };
  return (
    <div
      className="hp-Pills"
      ref={row}
      role="group"
      aria-label={trans.__('Filters in force')}
    >
      {chips.map((chip, index) => (
        <Pill
          key={`${chip.facet} ${chip.value}`}
          chip={chip}
          onRemove={() => remove(chip, index)}
          trans={trans}
        />
      ))}
      {chips.length > 1 && (
        <button
          type="button"
          className="hp-Text hp-Pills-all"
          onClick={() => {
            onRemoveAll();
            onNone?.();
          }}
        >
          {trans.__('Remove all')}
        </button>
      )}
    </div>
  );
}

interface IPillProps {
  readonly chip: Chip;
  readonly onRemove: () => void;
  readonly trans: TranslationBundle;
}

function Pill({ chip, onRemove, trans }: IPillProps): JSX.Element {
  const text = chipName(chip, trans);
  const remove = trans.__('Remove the filter %1', text);
  return (
    <span className="hp-Pill">
      <b title={chip.value}>{text}</b>
      <button
        type="button"
        title={remove}
        aria-label={remove}
        onClick={onRemove}
      >
        <closeIcon.react tag="span" />
      </button>
    </span>
  );
}
