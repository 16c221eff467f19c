/**
 * Says when what stands beside it is on the screen.
 */
import * as React from 'react';

export interface IShownProps {
  readonly onShown: () => void;
}

export function Shown({ onShown }: IShownProps): null {
  React.useEffect(onShown, [onShown]);
  return null;
}
