/**
 * Where in a report the words stand, and the words.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { Highlight } from '../api/types';
import { codePlaceIcon, outputPlaceIcon, textPlaceIcon } from '../icons';
import { Marked } from './Marked';

export interface IPlaceProps {
  readonly place: Highlight;
  readonly trans: TranslationBundle;
}

export function Place({ place, trans }: IPlaceProps): JSX.Element {
  const Icon = iconOf(place);
  return (
    <div className="hp-Place">
      <div className="hp-Place-where">
        <Icon.react tag="span" />
        <span>{whereOf(place, trans)}</span>
      </div>
      {place.field === 'text' ? (
        <p>
          <Marked parts={place.parts} />
        </p>
      ) : (
        <code>
          <Marked parts={place.parts} />
        </code>
      )}
    </div>
  );
}

function iconOf({ field }: Highlight): LabIcon {
  switch (field) {
    case 'code':
      return codePlaceIcon;
    case 'output':
      return outputPlaceIcon;
    default:
      return textPlaceIcon;
  }
}

/** "In code, cell 12", "In text, under “Limits”". */
export function whereOf(place: Highlight, trans: TranslationBundle): string {
  const { field, cell, heading } = place;
  if (field === 'code') {
    return cell === null
      ? trans.__('In code')
      : trans.__('In code, cell %1', cell);
  }
  if (field === 'output') {
    return cell === null
      ? trans.__('In an output')
      : trans.__('In the output of cell %1', cell);
  }
  if (heading) {
    return trans.__('In text, under “%1”', heading);
  }
  return cell === null
    ? trans.__('In text')
    : trans.__('In text, cell %1', cell);
}
