import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IFormScreen } from '../model/screens';
import { FormField } from './FormField';
import type { IPublishActions } from './publishActions';
import { TagInput } from './TagInput';

export interface ITagsFieldProps {
  actions: IPublishActions;
  screen: IFormScreen;
  trans: TranslationBundle;
}

/** Tags that are offered before anything is typed. */
const OFFERED = 3;

/** The tags, and those that most reports have. */
export function TagsField(props: ITagsFieldProps): React.JSX.Element {
  const { actions, screen, trans } = props;
  const { form, oftenTags, problems } = screen;
  const offered = oftenTags
    .filter(tag => !form.tags.includes(tag))
    .slice(0, OFFERED);
  return (
    <FormField
      id="hp-publish-tags"
      label={trans.__('Tags')}
      problem={problems.tags}
    >
      <TagInput
        describedBy={problems.tags && 'hp-publish-tags-problem'}
        id="hp-publish-tags"
        onAdd={actions.addTag}
        onRemove={actions.removeTag}
        suggest={actions.suggest}
        tags={form.tags}
        trans={trans}
      />
      {offered.length > 0 && (
        <p className="hp-PublishForm-note hp-PublishForm-often">
          <span>{trans.__('Often used:')}</span>
          {offered.map(tag => (
            <button
              aria-label={trans.__('Add the tag %1', tag)}
              className="hp-Text"
              key={tag}
              onClick={() => actions.addTag(tag)}
              type="button"
            >
              {tag}
            </button>
          ))}
        </p>
      )}
    </FormField>
  );
}
