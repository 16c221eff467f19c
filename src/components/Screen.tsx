/**
 * What a panel or a tab says when there is nothing to list: a heading, a reason, what to do.
 */
import type { LabIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

export interface IScreenProps {
  readonly heading: string;
  readonly icon?: LabIcon;
  /** Large pictures are decoration, small icons say what kind of news this is. */
  readonly kind?: 'art' | 'warning' | 'quiet';
  /** Said to screen readers at once. */
  readonly role?: 'alert';
  readonly children?: React.ReactNode;
}

export function Screen(props: IScreenProps): JSX.Element {
  const { heading, icon: Icon, kind, role, children } = props;
  return (
    <div className="hp-Screen" role={role}>
      {Icon && (
        <Icon.react tag="span" className={`hp-Screen-${kind ?? 'art'}`} />
      )}
      <h3>{heading}</h3>
      {children}
    </div>
  );
}
