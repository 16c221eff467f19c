/**
 * A time as people say it, with the exact one in its tooltip.
 */
import * as React from 'react';

/** How times are said at the moment; another object as soon as they are said otherwise. */
export interface ITimes {
  /** "2 hours ago", "12 Nov". */
  readonly ago: (then: Date) => string;
  readonly exactly: (then: Date) => string;
  /** "12 December". */
  readonly day: (then: Date) => string;
}

export interface ITimeProps {
  /** RFC 3339, as the server says it. */
  readonly at: string;
  readonly times: ITimes;
}

export function Time({ at, times }: ITimeProps): JSX.Element {
  const then = new Date(at);
  return (
    <time dateTime={at} title={times.exactly(then)}>
      {times.ago(then)}
    </time>
  );
}
