import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

export interface IRestartLinkProps {
  /** The page of the hub that starts and stops servers. */
  readonly href: string;
  readonly trans: TranslationBundle;
}

/** To the hub's own page: a server cannot restart itself without ending what asks for it. */
export function RestartLink(props: IRestartLinkProps): React.JSX.Element {
  const { href, trans } = props;
  return (
    <a
      className="hp-Button hp-RestartLink"
      href={href}
      rel="noopener"
      target="_blank"
      title={trans.__('Stop and start your server on the hub’s own page')}
    >
      {trans.__('Restart your server…')}
    </a>
  );
}
