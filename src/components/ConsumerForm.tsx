/**
 * "I feed something from this": what it is, and where; its owner hears then of what changes.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { ConsumerToAdd } from '../api/types';
import type { ITrouble } from '../model/trouble';
import { LabelledField } from './LabelledField';
import { Trouble } from './Trouble';
import { useDeed } from './useDeed';

export interface IConsumerFormProps {
  /** May reject. */
  readonly onAdd: (consumer: ConsumerToAdd) => Promise<void>;
  /** It was added, or is not to be. */
  readonly onDone: () => void;
  readonly explain: (error: unknown) => ITrouble;
  readonly trans: TranslationBundle;
}

const EMPTY = { title: '', link: '', tool: '', webhook: '' };

const LINK = /^https?:\/\/[^\s/]/;

export function ConsumerForm(props: IConsumerFormProps): React.JSX.Element {
  const { explain, onAdd, onDone, trans } = props;
  const id = React.useId();
  const deed = useDeed(explain);
  const [form, change] = React.useState(EMPTY);
  const [isTried, setTried] = React.useState(false);
  const problems = isTried ? problemsOf(form, trans) : {};
  const onSubmit = async (event: React.FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    const isRight = Object.keys(problemsOf(form, trans)).length === 0;
    if (isRight && (await deed.do(() => onAdd(consumerOf(form))))) {
      onDone();
    }
  };
  const fields: readonly (readonly [keyof Form, string, string])[] = [
    ['title', trans.__('Title'), ''],
    ['link', trans.__('Link'), ''],
    ['tool', trans.__('Tool'), trans.__('such as Power BI')],
    ['webhook', trans.__('Webhook'), trans.__('optional, told of changes')]
  ];
  return (
    <form
      className="hp-Say"
      noValidate
      onSubmit={event => void onSubmit(event)}
    >
      {fields.map(([field, label, hint]) => (
        <LabelledField
          key={field}
          id={`${id}-${field}`}
          label={label}
          hint={hint}
          problem={problems[field]}
        >
          <input
            id={`${id}-${field}`}
            type={field === 'link' || field === 'webhook' ? 'url' : 'text'}
            autoFocus={field === 'title'}
            value={form[field]}
            aria-invalid={!!problems[field]}
            aria-describedby={
              problems[field] ? `${id}-${field}-problem` : undefined
            }
            onChange={({ target: { value } }) =>
              change({ ...form, [field]: value })
            }
          />
        </LabelledField>
      ))}
      <Trouble trouble={deed.trouble} />
      <div className="hp-Say-acts">
        <button type="submit" className="hp-Button" aria-disabled={deed.isBusy}>
          {trans.__('Add')}
        </button>
        <button type="button" className="hp-Text" onClick={onDone}>
          {trans.__('Cancel')}
        </button>
      </div>
    </form>
  );
}

type Form = typeof EMPTY;

function consumerOf(form: Form): ConsumerToAdd {
  return {
    title: form.title.trim(),
    link: form.link.trim(),
    tool: form.tool.trim(),
    webhook: form.webhook.trim() || null
  };
}

function problemsOf(
  { link, title, webhook }: Form,
  trans: TranslationBundle
): { readonly [field in keyof Form]?: string } {
  const begins = trans.__('A link begins with http:// or https://.');
  return {
    ...(title.trim() ? {} : { title: trans.__('Say what it is called.') }),
    ...(LINK.test(link.trim()) ? {} : { link: begins }),
    ...(!webhook.trim() || LINK.test(webhook.trim()) ? {} : { webhook: begins })
  };
}
