/**
 * A part of a dataset's page: its heading, what stands beside that, and what is below.
 */
import * as React from 'react';

export interface IDatasetSectionProps {
  readonly title: string;
  /** A few words beside the title. */
  readonly note?: string;
  /** What stands at the end of its line. */
  readonly more?: React.ReactNode;
  /** What it is called by those who bring it into sight. */
  readonly part?: string;
  readonly children: React.ReactNode;
}

export function DatasetSection(props: IDatasetSectionProps): React.JSX.Element {
  const { title, note, more, part, children } = props;
  const id = React.useId();
  return (
    <section aria-labelledby={id} data-part={part}>
      <div className="hp-Dataset-head">
        <h2 id={id} tabIndex={part ? -1 : undefined}>
          {title}
        </h2>
        {note && <small>{note}</small>}
        {more}
      </div>
      {children}
    </section>
  );
}
