/**
 * Where in a report the words stand, and the words.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { Highlight } from '../api/types';
import {
  codePlaceIcon,
  columnPlaceIcon,
  filePlaceIcon,
  outputPlaceIcon,
  packagePlaceIcon,
  textPlaceIcon
} from '../searchIcons';
import { Marked } from './Marked';

export interface IPlaceProps {
  readonly place: Highlight;
  readonly trans: TranslationBundle;
}

export function Place({ place, trans }: IPlaceProps): JSX.Element {
  const Icon = iconOf(place);
  const [before, after] = whereOf(place, trans).split(NAME);
  const isNamed = after !== undefined;
  return (
    <div className="hp-Place">
      <div className="hp-Place-where">
        <Icon.react tag="span" />
        <span title={isNamed ? place.text : undefined}>
          {before}
          {isNamed && (
            <b>
              <Marked parts={place.parts} />
            </b>
          )}
          {after}
        </span>
      </div>
      {!isNamed && <Passage place={place} />}
    </div>
  );
}

/** What stands there; a name is said in the sentence above already. */
function Passage({ place }: Pick<IPlaceProps, 'place'>): JSX.Element {
  return place.field === 'text' ? (
    <p>
      <Marked parts={place.parts} />
    </p>
  ) : (
    <code>
      <Marked parts={place.parts} />
    </code>
  );
}

function iconOf({ field }: Highlight): LabIcon {
  switch (field) {
    case 'code':
      return codePlaceIcon;
    case 'output':
      return outputPlaceIcon;
    case 'package':
      return packagePlaceIcon;
    case 'column':
      return columnPlaceIcon;
    case 'file':
      return filePlaceIcon;
    default:
      return textPlaceIcon;
  }
}

/** What stands in the sentence where the name is put, with its marks. */
const NAME = '\u0000';

/** "In code, cell 12", "In text, under “Limits”"; of a name, with a hole in its place. */
function whereOf(place: Highlight, trans: TranslationBundle): string {
  const { field, cell, heading } = place;
  switch (field) {
    case 'code':
      return cell === null
        ? trans.__('In code')
        : trans.__('In code, cell %1', cell);
    case 'output':
      return cell === null
        ? trans.__('In an output')
        : trans.__('In the output of cell %1', cell);
    case 'package':
      return cell === null
        ? trans.__('Uses %1', NAME)
        : trans.__('Uses %1, cell %2', NAME, cell);
    case 'column':
      return cell === null
        ? trans.__('In column %1', NAME)
        : trans.__('In column %1, cell %2', NAME, cell);
    case 'file':
      return cell === null
        ? trans.__('Reads %1', NAME)
        : trans.__('Reads %1, cell %2', NAME, cell);
  }
  if (heading) {
    return trans.__('In text, under “%1”', heading);
  }
  return cell === null
    ? trans.__('In text')
    : trans.__('In text, cell %1', cell);
}
