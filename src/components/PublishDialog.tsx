/**
 * The three parts of the Publish dialog: what it is called, what it shows, and what can be pressed.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { closeIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import type { Published, TagCount } from '../api/types';
import type { Edits } from '../model/form';
import type { Screen } from '../model/publishing';
import { PublishForm } from './PublishForm';
import { PublishDone, PublishFailed } from './PublishOutcome';
import { PublishSteps } from './PublishSteps';

/** What a person can do in the dialog. */
export interface IPublishActions {
  addTag: (text: string) => void;
  again: () => void;
  back: () => void;
  cancel: () => void;
  close: () => void;
  copy: (text: string) => void;
  edit: (edits: Edits) => void;
  linkOf: (published: Published) => string;
  open: (published: Published) => void;
  pictureOf: (published: Published) => string | null;
  removeTag: (tag: string) => void;
  startOver: () => void;
  submit: () => void;
  suggest: (prefix: string) => Promise<readonly TagCount[]>;
}

export interface IPublishDialogProps {
  actions: IPublishActions;
  /** Whether the notebook is open in this browser. */
  isOpen: boolean;
  screen: Screen;
  trans: TranslationBundle;
}

/** The dialog's title. */
export function headingOf(screen: Screen, trans: TranslationBundle): string {
  switch (screen.kind) {
    case 'reading':
      return trans.__('Publish report');
    case 'form':
      return screen.form.target === 'update'
        ? trans.__('Update report to version %1', screen.version)
        : trans.__('Publish report');
    case 'publishing':
      return trans.__('Publishing…');
    case 'failed':
      return trans.__('Not published');
    case 'done':
      return trans.__('Published');
  }
}

export function PublishHeader(props: IPublishDialogProps): React.JSX.Element {
  const { actions, screen, trans } = props;
  const label =
    screen.kind === 'publishing'
      ? trans.__('Close; publishing goes on')
      : trans.__('Close');
  return (
    <>
      <h2 id="hp-publish-heading">{headingOf(screen, trans)}</h2>
      <button
        aria-label={label}
        className="hp-PublishDialog-close"
        onClick={actions.close}
        title={label}
        type="button"
      >
        <closeIcon.react tag={null} />
      </button>
    </>
  );
}

export function PublishBody(props: IPublishDialogProps): React.JSX.Element {
  const { actions, isOpen, screen, trans } = props;
  switch (screen.kind) {
    case 'reading':
      return (
        <p className="hp-PublishDialog-reading" role="status">
          {trans.__('Reading the notebook…')}
        </p>
      );
    case 'form':
      return (
        <PublishForm
          onAddTag={actions.addTag}
          onEdit={actions.edit}
          onRemoveTag={actions.removeTag}
          onStartOver={actions.startOver}
          screen={screen}
          suggest={actions.suggest}
          trans={trans}
        />
      );
    case 'publishing':
      return <PublishSteps isOpen={isOpen} job={screen.job} trans={trans} />;
    case 'failed':
      return (
        <PublishFailed
          hasDraft={screen.hasDraft}
          onCopy={actions.copy}
          trans={trans}
          trouble={screen.trouble}
        />
      );
    case 'done':
      return (
        <PublishDone
          link={actions.linkOf(screen.published)}
          picture={actions.pictureOf(screen.published)}
          onCopy={actions.copy}
          published={screen.published}
          trans={trans}
        />
      );
  }
}

export function PublishFooter(props: IPublishDialogProps): React.JSX.Element {
  const { actions, screen, trans } = props;
  switch (screen.kind) {
    case 'reading':
      return (
        <Buttons>
          <Refuse label={trans.__('Cancel')} onPress={actions.close} />
        </Buttons>
      );
    case 'form':
      return (
        <Buttons>
          <Refuse label={trans.__('Cancel')} onPress={actions.close} />
          <Accept
            keys="Control+Enter"
            label={
              screen.form.target === 'update'
                ? trans.__('Publish version %1', screen.version)
                : trans.__('Publish')
            }
            onPress={actions.submit}
          />
        </Buttons>
      );
    case 'publishing':
      return (
        <Buttons
          note={trans.__('You may keep working; your notebook is not touched.')}
        >
          <Refuse
            isBusy={screen.cancelling || screen.job === null}
            label={
              screen.cancelling ? trans.__('Cancelling…') : trans.__('Cancel')
            }
            onPress={actions.cancel}
          />
        </Buttons>
      );
    case 'failed':
      return (
        <Buttons>
          {screen.hasDraft ? (
            <Refuse label={trans.__('Back')} onPress={actions.back} />
          ) : (
            <Refuse label={trans.__('Close')} onPress={actions.close} />
          )}
          <Accept label={trans.__('Try again')} onPress={actions.again} />
        </Buttons>
      );
    case 'done':
      return (
        <Buttons>
          <Refuse label={trans.__('Close')} onPress={actions.close} />
          <Accept
            label={trans.__('Open report')}
            onPress={() => actions.open(screen.published)}
          />
        </Buttons>
      );
  }
}

function Buttons(props: {
  children: React.ReactNode;
  note?: string;
}): React.JSX.Element {
  return (
    <>
      {props.note && <p className="hp-PublishDialog-note">{props.note}</p>}
      <div className="hp-PublishDialog-buttons">{props.children}</div>
    </>
  );
}

interface IButtonProps {
  isBusy?: boolean;
  keys?: string;
  label: string;
  onPress: () => void;
}

function Accept({ keys, label, onPress }: IButtonProps): React.JSX.Element {
  return (
    <button
      aria-keyshortcuts={keys}
      className="jp-Dialog-button jp-mod-styled jp-mod-accept"
      onClick={onPress}
      type="button"
    >
      {label}
    </button>
  );
}

function Refuse({ isBusy, label, onPress }: IButtonProps): React.JSX.Element {
  return (
    <button
      aria-disabled={isBusy}
      className="jp-Dialog-button jp-mod-styled jp-mod-reject"
      // The second press of a double click on Publish lands here.
      onClick={({ detail }) => isBusy || detail > 1 || onPress()}
      type="button"
    >
      {label}
    </button>
  );
}
