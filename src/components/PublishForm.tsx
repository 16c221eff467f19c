import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { TagCount } from '../api/types';
import { everyoneIcon } from '../icons';
import type { Edits } from '../model/form';
import type { Screen } from '../model/publishing';
import { GrowingText } from './GrowingText';
import { TagInput } from './TagInput';
import { TargetChoice } from './TargetChoice';

export interface IPublishFormProps {
  onAddTag: (text: string) => void;
  onEdit: (edits: Edits) => void;
  onRemoveTag: (tag: string) => void;
  onStartOver: () => void;
  screen: Extract<Screen, { kind: 'form' }>;
  suggest: (prefix: string) => Promise<readonly TagCount[]>;
  trans: TranslationBundle;
}

/** What the author decides: one column of fields, filled from the notebook. */
export function PublishForm(props: IPublishFormProps): React.JSX.Element {
  const { onEdit, screen, trans } = props;
  const { attempts, draft, form, problems } = screen;
  const node = React.useRef<HTMLDivElement>(null);
  React.useEffect(() => {
    // To what has to be mended first.
    node.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
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
        onChoose={target => onEdit({ target })}
        target={form.target}
        trans={trans}
      />
      <Field
        id="hp-publish-title"
        label={trans.__('Title')}
        problem={problems.title}
      >
        <GrowingText
          aria-describedby={problems.title && 'hp-publish-title-problem'}
          aria-invalid={problems.title !== undefined}
          aria-required
          className="hp-mod-title"
          id="hp-publish-title"
          oneLine
          onText={title => onEdit({ title })}
          value={form.title}
        />
      </Field>
      <Field
        hint={trans.__('what a busy reader must know')}
        id="hp-publish-summary"
        label={trans.__('Summary')}
        problem={problems.summary}
      >
        <GrowingText
          aria-describedby={problems.summary && 'hp-publish-summary-problem'}
          aria-invalid={problems.summary !== undefined}
          className="hp-mod-tall"
          id="hp-publish-summary"
          onText={summary => onEdit({ summary })}
          value={form.summary}
        />
      </Field>
      <Field
        id="hp-publish-tags"
        label={trans.__('Tags')}
        problem={problems.tags}
      >
        <TagInput
          describedBy={problems.tags && 'hp-publish-tags-problem'}
          id="hp-publish-tags"
          onAdd={props.onAddTag}
          onRemove={props.onRemoveTag}
          suggest={props.suggest}
          tags={form.tags}
          trans={trans}
        />
      </Field>
      <div className="hp-PublishForm-audience">
        <span className="hp-PublishForm-label">
          {trans.__('Who may see it')}
        </span>
        <p>
          <everyoneIcon.react tag="span" />
          {trans.__('Everyone: any signed-in person can find and read it.')}
        </p>
      </div>
      <p className="hp-PublishForm-note">
        {trans.__(
          'The notebook remembers its report: publishing writes the report’s id into its metadata.'
        )}
      </p>
      {screen.restored && <Restored {...props} />}
    </div>
  );
}

interface IFieldProps {
  children: React.ReactNode;
  hint?: string;
  id: string;
  label: string;
  problem: string | undefined;
}

/** A label, a control, and the sentence that says why it would be refused. */
function Field(props: IFieldProps): React.JSX.Element {
  const { children, hint, id, label, problem } = props;
  return (
    <div className={`hp-PublishForm-field${problem ? ' hp-mod-problem' : ''}`}>
      <label className="hp-PublishForm-label" htmlFor={id}>
        {label}
        {hint && <small>{hint}</small>}
      </label>
      {children}
      {problem && (
        <p className="hp-PublishForm-problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function Restored({
  onStartOver,
  trans
}: IPublishFormProps): React.JSX.Element {
  return (
    <p className="hp-PublishForm-note" role="status">
      {trans.__('This is what you typed last time.')}{' '}
      <button
        className="hp-PublishForm-link"
        onClick={onStartOver}
        type="button"
      >
        {trans.__('Take it from the notebook again')}
      </button>
    </p>
  );
}
