/**
 * The picture of a report, and where another may come from.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { FiguresState } from '../model/covering';
import { Picture } from './Picture';

export interface ICoverFieldProps {
  /** The address of the picture that the report has, or null. */
  readonly picture: string | null;
  /** The picture that it is to have, or null for the one that it has. */
  readonly cover: Blob | null;
  readonly figures: FiguresState;
  /** The address of the figure that was taken, or null. */
  readonly taken: string | null;
  readonly trouble: string | null;
  readonly onList: () => void;
  readonly onTake: (picture: string | Blob) => void;
  readonly onKeep: () => void;
  readonly trans: TranslationBundle;
}

export function CoverField(props: ICoverFieldProps): React.JSX.Element {
  const { picture, cover, figures, trouble, onList, onKeep, trans } = props;
  const address = useAddress(cover);
  const node = React.useRef<HTMLDivElement>(null);
  const keep = (): void => {
    // This button goes: the keyboard moves to one that stays.
    node.current?.querySelector('button')?.focus();
    onKeep();
  };
  return (
    <div
      className="hp-Cover"
      role="group"
      aria-label={trans.__('Cover')}
      ref={node}
    >
      <span className="hp-Cover-label">{trans.__('Cover')}</span>
      <div className="hp-Cover-now">
        <Picture src={address ?? picture} />
        <div className="hp-Cover-acts">
          {figures.kind !== 'found' && (
            <button
              type="button"
              className="hp-Button"
              aria-disabled={figures.kind === 'asking'}
              onClick={onList}
            >
              {trans.__('Choose a figure of the report')}
            </button>
          )}
          <Upload {...props} />
          {cover && (
            <button type="button" className="hp-Text" onClick={keep}>
              {trans.__('Keep the one it has')}
            </button>
          )}
        </div>
      </div>
      {trouble && (
        <p className="hp-Field-problem" role="alert">
          {trouble}
        </p>
      )}
      {figures.kind === 'found' && <Figures {...props} />}
    </div>
  );
}

function Upload({ onTake, trans }: ICoverFieldProps): React.JSX.Element {
  const input = React.useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className="hp-Button"
        onClick={() => input.current?.click()}
      >
        {trans.__('Upload a picture…')}
      </button>
      <input
        accept="image/*"
        aria-label={trans.__('Upload a picture')}
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0];
          // The same file may be chosen again.
          target.value = '';
          if (file) {
            onTake(file);
          }
        }}
        ref={input}
        type="file"
      />
    </>
  );
}

function Figures(props: ICoverFieldProps): React.JSX.Element {
  const { figures, taken, onTake, trans } = props;
  const found = figures.kind === 'found' ? figures.figures : [];
  const node = React.useRef<HTMLDivElement>(null);
  // The button that asked for them has gone.
  React.useEffect(() => node.current?.querySelector('button')?.focus(), []);
  if (found.length === 0) {
    return (
      <p className="hp-Cover-none" role="status">
        {trans.__('The newest version has no pictures in its outputs.')}
      </p>
    );
  }
  return (
    <div className="hp-Cover-figures" ref={node}>
      {found.map(({ cell, url }, index) => (
        <button
          type="button"
          aria-pressed={url === taken}
          aria-label={trans.__('Figure in cell %1', cell)}
          title={trans.__('Cell %1', cell)}
          key={index}
          onClick={() => onTake(url)}
        >
          <img src={url} alt="" loading="lazy" decoding="async" />
        </button>
      ))}
    </div>
  );
}

/** An address under which the browser shows the picture, for as long as it is shown. */
function useAddress(picture: Blob | null): string | null {
  const [address, setAddress] = React.useState<string | null>(null);
  React.useEffect(() => {
    if (!picture) {
      return;
    }
    const made = URL.createObjectURL(picture);
    setAddress(made);
    return () => {
      setAddress(null);
      URL.revokeObjectURL(made);
    };
  }, [picture]);
  return address;
}
