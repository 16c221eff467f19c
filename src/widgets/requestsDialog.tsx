/**
 * JupyterLab's dialog around those who wait to be let in.
 */
import { Dialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { AccessRequest } from '../api/types';
import { RequestList } from '../components/RequestList';
import type { AccessRequests } from '../model/requests';
import { troubleOf } from '../model/trouble';
import { timesNow } from './times';

import '../../style/requests.css';

/** Show who waits, until it is closed. */
export async function showRequests(
  requests: AccessRequests,
  trans: TranslationBundle
): Promise<void> {
  const dialog = new Dialog({
    title: trans.__('Who asks to see your reports'),
    body: ReactWidget.create(<Waiting requests={requests} trans={trans} />),
    buttons: [Dialog.okButton({ label: trans.__('Close') })]
  });
  dialog.addClass('hp-Requests-dialog');
  await dialog.launch();
}

interface IWaitingProps {
  readonly requests: AccessRequests;
  readonly trans: TranslationBundle;
}

function Waiting({ requests, trans }: IWaitingProps): React.JSX.Element {
  const [trouble, setTrouble] = React.useState<string | null>(null);
  const decide = ({ id }: AccessRequest, granted: boolean): void => {
    setTrouble(null);
    requests.decide(id, granted).catch((error: unknown) => {
      const { message, hint } = troubleOf(error, trans);
      setTrouble([message, hint].join(' ').trim());
    });
  };
  return (
    <UseSignal signal={requests.changed}>
      {() => (
        <RequestList
          requests={requests.waiting}
          trouble={trouble}
          onDecide={decide}
          times={timesNow(trans)}
          trans={trans}
        />
      )}
    </UseSignal>
  );
}
