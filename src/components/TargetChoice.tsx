import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Draft } from '../api/types';
import type { Target } from '../model/form';

export interface ITargetChoiceProps {
  draft: Draft;
  /** Whether the remembered report may get a version from this notebook. */
  mayUpdate: boolean;
  onChoose: (target: Target) => void;
  target: Target;
  trans: TranslationBundle;
}

/** Which report gets the version: asked wherever the notebook remembers one. */
export function TargetChoice(
  props: ITargetChoiceProps
): React.JSX.Element | null {
  const { draft, mayUpdate } = props;
  if (draft.relation === 'none') {
    return null;
  }
  if (draft.relation === 'mine' && mayUpdate) {
    return <Successor {...props} />;
  }
  if (mayUpdate) {
    return <Question {...props} />;
  }
  return <div className="hp-TargetChoice hp-mod-wash">{whyNew(props)}</div>;
}

/** The notebook's own report: another version is what one wants nearly always. */
function Successor(props: ITargetChoiceProps): React.JSX.Element {
  const { draft, onChoose, target, trans } = props;
  const title = draft.report?.title ?? '';
  const isUpdate = target === 'update';
  return (
    <p className="hp-TargetChoice">
      {isUpdate
        ? trans.__('The report keeps its link and its older versions.')
        : trans.__(
            'This makes a report of its own, with a link of its own.'
          )}{' '}
      <button
        className="hp-PublishForm-link"
        onClick={() => onChoose(isUpdate ? 'new' : 'update')}
        type="button"
      >
        {isUpdate
          ? trans.__('Make a new report instead')
          : trans.__('Update “%1” instead', title)}
      </button>
    </p>
  );
}

/** A notebook that was published from another path: a copy, or the same one moved. */
function Question(props: ITargetChoiceProps): React.JSX.Element {
  const { draft, onChoose, target, trans } = props;
  const { title, version } = draft.report!;
  const choices: [Target, string, string][] = [
    [
      'new',
      trans.__('New report'),
      trans.__('It gets a link of its own; the other one stays as it is.')
    ],
    [
      'update',
      trans.__('Update “%1” to version %2', title, version + 1),
      trans.__('Whoever has its link sees this notebook from now on.')
    ]
  ];
  return (
    <fieldset className="hp-TargetChoice hp-mod-wash">
      <legend>
        {trans.__('“%1” was last published from another notebook.', title)}
      </legend>
      {choices.map(([choice, label, why]) => (
        <label key={choice}>
          <input
            checked={choice === target}
            name="hp-publish-target"
            onChange={() => onChoose(choice)}
            type="radio"
          />
          <span>
            {label}
            <small>{why}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** Why there is nothing to choose. */
function whyNew({ draft, trans }: ITargetChoiceProps): string {
  if (draft.relation === 'other_library') {
    return trans.__(
      'This notebook was published in another library. Here it becomes a new report.'
    );
  }
  if (draft.relation === 'withdrawn') {
    return trans.__(
      'Its report “%1” is withdrawn. Bring that back to update it; published now, this becomes a new report.',
      draft.report?.title ?? draft.title
    );
  }
  return draft.report
    ? trans.__(
        'This notebook was published as “%1”, which only %2 can update. It becomes a new report.',
        draft.report.title,
        draft.report.authors[0] ?? draft.report.owner
      )
    : trans.__(
        'This notebook remembers a report that you cannot update. It becomes a new report.'
      );
}
