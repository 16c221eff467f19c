/**
 * The same words for a report that is not there and for one that is not to be seen.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IAsking } from '../model/asking';
import { Screen } from './Screen';

export interface IReportMissingProps {
  /** Null where one cannot ask to be let in. */
  readonly asking: IAsking | null;
  readonly onAsk: () => void;
  readonly onWrite: (message: string) => void;
  readonly trans: TranslationBundle;
}

export function ReportMissing(props: IReportMissingProps): React.JSX.Element {
  const { asking, trans } = props;
  return (
    <Screen heading={trans.__('There is no report here that you may see')}>
      <p>
        {trans.__(
          'The link may be wrong, the report may have been withdrawn, or it is meant for other people. We do not say which.'
        )}
      </p>
      {asking && !asking.isAsked && <Ask {...props} asking={asking} />}
      {/* Always there, so that it is heard when it comes. */}
      <p role="status">
        {asking?.isAsked &&
          trans.__('If there is a report, its owner has your request.')}
      </p>
    </Screen>
  );
}

const MESSAGE = 'hp-ask-message';
const LONGEST = 500; // characters, as the server takes them

interface IAskProps extends IReportMissingProps {
  readonly asking: IAsking;
}

function Ask({ asking, onAsk, onWrite, trans }: IAskProps): React.JSX.Element {
  const { isBusy, message, trouble } = asking;
  return (
    <form
      className="hp-Ask"
      onSubmit={event => {
        event.preventDefault();
        onAsk();
      }}
    >
      <label htmlFor={MESSAGE}>
        {trans.__('A word to its owner')}
        <small>{trans.__('optional')}</small>
      </label>
      <textarea
        id={MESSAGE}
        maxLength={LONGEST}
        onChange={event => onWrite(event.target.value)}
        rows={2}
        value={message}
      />
      {trouble && (
        <p role="alert">{[trouble.message, trouble.hint].join(' ').trim()}</p>
      )}
      <button type="submit" className="hp-Button" aria-disabled={isBusy}>
        {trans.__('Ask for access')}
      </button>
    </form>
  );
}
