/**
 * A text whose matching words are marked.
 */
import * as React from 'react';

import type { Parts } from './matches';

export function Marked({ parts }: { readonly parts: Parts }): JSX.Element {
  return (
    <>
      {parts.map((part, index) =>
        index % 2 ? <mark key={index}>{part}</mark> : part
      )}
    </>
  );
}
