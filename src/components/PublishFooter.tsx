import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IForm } from '../model/form';
import type { IFailedScreen, IOutdatedScreen } from '../model/screens';
import type { IPublishPartProps } from './PublishDialog';
import { Buttons, DialogButton } from './DialogButton';
import type { IPublishActions } from './publishActions';
import { UndecidedNote } from './UndecidedNote';

/** What can be pressed. */
export function PublishFooter(props: IPublishPartProps): React.JSX.Element {
  const { actions, screen, trans } = props;
  switch (screen.kind) {
    case 'reading':
      return (
        <Buttons>
          <DialogButton
            does="reject"
            label={trans.__('Cancel')}
            onPress={actions.close}
          />
        </Buttons>
      );
    case 'form':
      return (
        <FormFooter
          actions={actions}
          form={screen.form}
          leave={trans.__('Cancel')}
          onLeave={actions.close}
          trans={trans}
          version={screen.version}
        />
      );
    case 'preview':
      return (
        <FormFooter
          actions={actions}
          begins
          form={screen.form}
          leave={trans.__('Back')}
          onLeave={actions.back}
          trans={trans}
          version={screen.version}
        />
      );
    case 'publishing':
      return (
        <Buttons
          note={trans.__('You may keep working; your notebook is not touched.')}
        >
          <DialogButton
            does="reject"
            isDisabled={screen.cancelling || screen.job === null}
            label={
              screen.cancelling ? trans.__('Cancelling…') : trans.__('Cancel')
            }
            onPress={actions.cancel}
          />
        </Buttons>
      );
    case 'failed':
      return <FailedFooter actions={actions} screen={screen} trans={trans} />;
    case 'outdated':
      return <OutdatedFooter actions={actions} screen={screen} trans={trans} />;
    case 'done':
      return (
        <Buttons>
          <DialogButton
            does="reject"
            label={trans.__('Close')}
            onPress={actions.close}
          />
          <DialogButton
            does="accept"
            label={trans.__('Open report')}
            onPress={() => actions.open(screen.published)}
          />
        </Buttons>
      );
  }
}

interface IFormFooterProps {
  actions: IPublishActions;
  /** Whether the keyboard begins at the way out: one looks first. */
  begins?: boolean;
  form: IForm;
  leave: string;
  onLeave: () => void;
  trans: TranslationBundle;
  version: number;
}

/** Publish, unless a finding waits for a decision: a press leads to it then. */
function FormFooter(props: IFormFooterProps): React.JSX.Element {
  const { actions, begins, form, leave, onLeave, trans, version } = props;
  const { undecided } = form.check;
  return (
    <>
      <div className="hp-PublishDialog-before">
        <label>
          <input
            checked={form.run}
            onChange={event => actions.edit({ run: event.target.checked })}
            type="checkbox"
          />
          {trans.__('Run from top to bottom first')}
        </label>
        {undecided.length > 0 && (
          <UndecidedNote
            items={undecided}
            onPress={actions.submit}
            trans={trans}
          />
        )}
      </div>
      <Buttons>
        <DialogButton
          begins={begins}
          does="reject"
          label={leave}
          onPress={onLeave}
        />
        <DialogButton
          describedBy={
            undecided.length > 0 ? 'hp-publish-undecided' : undefined
          }
          does="accept"
          isDisabled={undecided.length > 0}
          keys="Control+Enter"
          label={
            form.target === 'update'
              ? trans.__('Publish version %1', version)
              : trans.__('Publish')
          }
          onPress={actions.submit}
        />
      </Buttons>
    </>
  );
}

interface IFailedFooterProps {
  actions: IPublishActions;
  screen: IFailedScreen;
  trans: TranslationBundle;
}

/** What the same draft would meet again. */
const HOPELESS = ['blocked', 'undecided'];

function FailedFooter(props: IFailedFooterProps): React.JSX.Element {
  const { actions, screen, trans } = props;
  const mayTryAgain = !HOPELESS.includes(screen.trouble.code);
  return (
    <Buttons>
      {screen.hasDraft ? (
        <DialogButton
          does={mayTryAgain || screen.mayNotRun ? 'reject' : 'accept'}
          label={trans.__('Back')}
          onPress={actions.back}
        />
      ) : (
        <DialogButton
          does="reject"
          label={trans.__('Close')}
          onPress={actions.close}
        />
      )}
      {screen.mayNotRun && (
        <DialogButton
          does={mayTryAgain ? 'other' : 'accept'}
          label={trans.__('Publish without running')}
          onPress={actions.withoutRunning}
        />
      )}
      {mayTryAgain && (
        <DialogButton
          does="accept"
          label={trans.__('Try again')}
          onPress={actions.again}
        />
      )}
    </Buttons>
  );
}

interface IOutdatedFooterProps {
  actions: IPublishActions;
  screen: IOutdatedScreen;
  trans: TranslationBundle;
}

function OutdatedFooter(props: IOutdatedFooterProps): React.JSX.Element {
  const { actions, screen, trans } = props;
  const { compare } = actions;
  return (
    <Buttons>
      <DialogButton
        begins
        does="reject"
        label={trans.__('Back')}
        onPress={actions.back}
      />
      {compare && screen.seen > 0 && (
        <DialogButton
          does="other"
          label={trans.__('Compare')}
          onPress={() => compare(screen.report, screen.seen)}
        />
      )}
      <DialogButton
        does="accept"
        label={trans.__('Publish anyway')}
        onPress={actions.again}
      />
    </Buttons>
  );
}
