import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IEdits } from '../model/form';
import type { IFormScreen } from '../model/screens';
import { FormField } from './FormField';
import { GrowingText } from './GrowingText';

export interface ITextFieldsProps {
  onEdit: (edits: IEdits) => void;
  screen: IFormScreen;
  trans: TranslationBundle;
}

/** What the report is called and says; for an update also what has changed. */
export function TextFields(props: ITextFieldsProps): React.JSX.Element {
  const { onEdit, screen, trans } = props;
  const { draft, form, problems } = screen;
  const isUpdate = form.target === 'update';
  const begins = screen.begin === 'fields';
  return (
    <div className="hp-PublishForm-fields">
      <FormField
        id="hp-publish-title"
        label={trans.__('Title')}
        problem={problems.title}
      >
        <GrowingText
          aria-describedby={problems.title && 'hp-publish-title-problem'}
          aria-invalid={problems.title !== undefined}
          aria-required
          className="hp-mod-title"
          data-begin={(begins && !isUpdate) || undefined}
          id="hp-publish-title"
          oneLine
          onText={title => onEdit({ title })}
          value={form.title}
        />
      </FormField>
      {isUpdate && (
        <FormField
          hint={trans.__('shown in the history')}
          id="hp-publish-message"
          label={trans.__('What changed')}
          problem={problems.message}
        >
          <GrowingText
            aria-describedby={problems.message && 'hp-publish-message-problem'}
            aria-invalid={problems.message !== undefined}
            data-begin={begins || undefined}
            id="hp-publish-message"
            oneLine
            onText={message => onEdit({ message })}
            value={form.message}
          />
          {!draft.changed && (
            <p className="hp-PublishForm-note">
              {trans.__('No cell differs from version %1.', screen.version - 1)}
            </p>
          )}
        </FormField>
      )}
      <FormField
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
      </FormField>
    </div>
  );
}
