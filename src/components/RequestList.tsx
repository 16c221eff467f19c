/**
 * Who asks to see which report, and why: each is let in, or not.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { AccessRequest } from '../api/types';
import type { ITimes } from './time';
import { Time } from './time';

export interface IRequestListProps {
  readonly requests: readonly AccessRequest[];
  /** Why the last decision was not taken, or null. */
  readonly trouble: string | null;
  readonly onDecide: (request: AccessRequest, granted: boolean) => void;
  readonly times: ITimes;
  readonly trans: TranslationBundle;
}

export function RequestList(props: IRequestListProps): React.JSX.Element {
  const { requests, trouble, trans } = props;
  return (
    <div className="hp-RequestList">
      {trouble && <p role="alert">{trouble}</p>}
      {requests.length === 0 && (
        <p role="status">{trans.__('Nobody is waiting any more.')}</p>
      )}
      <ul>
        {requests.map(request => (
          <Waiting {...props} key={request.id} request={request} />
        ))}
      </ul>
    </div>
  );
}

interface IWaitingProps extends IRequestListProps {
  readonly request: AccessRequest;
}

function Waiting(props: IWaitingProps): React.JSX.Element {
  const { request, onDecide, times, trans } = props;
  const { asked, message, name, person, report } = request;
  const { title } = report;
  return (
    <li>
      <p>
        <strong title={person}>{name}</strong>{' '}
        <small>
          <Time at={asked} times={times} />
        </small>
        <br />
        {trans.__('would like to see “%1”.', title)}
      </p>
      {message && <blockquote>{message}</blockquote>}
      <div className="hp-RequestList-acts">
        <button
          type="button"
          className="hp-Button"
          aria-label={trans.__('Let %1 see “%2”', name, title)}
          onClick={() => onDecide(request, true)}
        >
          {trans.__('Let them see it')}
        </button>
        <button
          type="button"
          className="hp-Text"
          aria-label={trans.__('Do not let %1 see “%2”', name, title)}
          onClick={() => onDecide(request, false)}
        >
          {trans.__('No')}
        </button>
      </div>
    </li>
  );
}
