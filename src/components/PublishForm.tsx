import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IFormScreen } from '../model/screens';
import { AudienceField } from './AudienceField';
import { CheckSection } from './CheckSection';
import { PublishCover } from './PublishCover';
import { PublishCovers } from './PublishCovers';
import { EnvironmentSection } from './EnvironmentSection';
import { FilesSection } from './FilesSection';
import { FormNotes } from './FormNotes';
import { LookalikeNote } from './LookalikeNote';
import { OwnerField } from './OwnerField';
import type { IPublishActions } from './publishActions';
import { TagsField } from './TagsField';
import { TargetChoice } from './TargetChoice';
import { TextFields } from './TextFields';

export interface IPublishFormProps {
  actions: IPublishActions;
  screen: IFormScreen;
  trans: TranslationBundle;
}

/** What the author decides, filled from the notebook; what seldom needs a look is folded. */
export function PublishForm(props: IPublishFormProps): React.JSX.Element {
  const { actions, screen, trans } = props;
  const { attempts, draft, form } = screen;
  const [isChanging, setChanging] = React.useState(false);
  const node = React.useRef<HTMLDivElement>(null);
  React.useEffect(() => {
    if (attempts > 0) {
      const find = (selector: string): HTMLElement | null | undefined =>
        node.current?.querySelector<HTMLElement>(selector);
      // To what has to be mended or decided first, and in sight after a press of the mouse too.
      const shown = { focusVisible: true } as FocusOptions;
      (find('[aria-invalid="true"]') ?? find('[data-begin]'))?.focus(shown);
    }
  }, [attempts]);
  return (
    <div className="hp-PublishForm" ref={node}>
      {screen.cancelled && (
        <p className="hp-PublishForm-note" role="status">
          {trans.__('Cancelled. Nothing was stored.')}
        </p>
      )}
      <TargetChoice
        draft={draft}
        mayUpdate={screen.mayUpdate}
        onChoose={target => actions.edit({ target })}
        target={form.target}
        trans={trans}
      />
      {screen.lookalike && (
        <LookalikeNote
          report={screen.lookalike}
          onOpen={actions.open}
          onUpdate={actions.updateInstead}
          trans={trans}
        />
      )}
      <div className="hp-PublishForm-top">
        <TextFields onEdit={actions.edit} screen={screen} trans={trans} />
        <PublishCover
          begins={screen.begin === 'cover'}
          choice={form.cover}
          covers={screen.covers}
          isChanging={isChanging}
          onChange={() => {
            setChanging(!isChanging);
            actions.loadCovers();
          }}
          onPreview={actions.preview}
          trans={trans}
        />
      </div>
      {isChanging && (
        <PublishCovers
          choice={form.cover}
          covers={screen.covers}
          onAgain={actions.loadCovers}
          onChoose={cover => actions.edit({ cover })}
          onClose={() => {
            setChanging(false);
            const change = '.hp-PublishCover [aria-expanded]';
            node.current?.querySelector<HTMLElement>(change)?.focus();
          }}
          trans={trans}
        />
      )}
      <TagsField actions={actions} screen={screen} trans={trans} />
      <Sharing {...props} />
      <Sections {...props} />
      <FormNotes
        draft={draft}
        onStartOver={actions.startOver}
        restored={screen.restored}
        trans={trans}
      />
    </div>
  );
}

/** Who may see it, and who may change it: an update keeps its owner. */
function Sharing(props: IPublishFormProps): React.JSX.Element {
  const { actions, screen, trans } = props;
  const { form, offer, problems } = screen;
  return (
    <>
      <AudienceField
        directory={actions.directory}
        id="hp-publish-audience"
        offer={offer}
        onChange={actions.edit}
        problem={problems.people}
        sharing={form}
        trans={trans}
      />
      {form.target === 'new' && offer.groups.length > 0 && (
        <OwnerField
          id="hp-publish-owner"
          offer={offer}
          onChange={owner => actions.edit({ owner })}
          owner={form.owner}
          trans={trans}
        />
      )}
    </>
  );
}

function Sections(props: IPublishFormProps): React.JSX.Element {
  const { actions, screen, trans } = props;
  const { begin, draft, form, unfolded } = screen;
  return (
    <div className="hp-PublishForm-sections">
      <CheckSection
        actions={actions}
        begins={begin === 'check'}
        cells={draft.cells}
        check={form.check}
        isOpen={unfolded.has('check')}
        trans={trans}
      />
      <FilesSection
        actions={actions}
        begins={begin === 'files'}
        files={form.files}
        images={draft.images}
        isOpen={unfolded.has('files')}
        problem={screen.problems.files}
        trans={trans}
        trouble={screen.filesTrouble}
      />
      <EnvironmentSection
        actions={actions}
        isOpen={unfolded.has('environment')}
        offer={draft.environment}
        rows={form.environment}
        trans={trans}
      />
    </div>
  );
}
