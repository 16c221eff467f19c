/**
 * The picture that stands for a report. It says nothing that the title beside it does not, and where
 * it cannot be loaded, it is not there.
 */
import * as React from 'react';

export interface IPictureProps {
  /** Its address, or null where the report has none. */
  readonly src: string | null;
}

export function Picture({ src }: IPictureProps): JSX.Element | null {
  const [broken, setBroken] = React.useState<string | null>(null);
  if (!src || src === broken) {
    return null;
  }
  return (
    <img
      key={src}
      className="hp-Picture"
      src={src}
      alt=""
      width={480}
      height={300}
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setBroken(src)}
    />
  );
}
