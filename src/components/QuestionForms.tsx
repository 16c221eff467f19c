/**
 * The two small forms of a talk about a dataset: what somebody asks, and what the author answers.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { QuestionToAsk } from '../api/types';
import type { ITrouble } from '../model/trouble';
import { LabelledField } from './LabelledField';
import { Trouble } from './Trouble';
import { useDeed } from './useDeed';

interface IFormProps {
  /** It was sent, or is not to be. */
  readonly onDone: () => void;
  readonly explain: (error: unknown) => ITrouble;
  readonly trans: TranslationBundle;
}

export interface IQuestionFormProps extends IFormProps {
  /** The columns that it may be about. */
  readonly columns: readonly string[];
  /** May reject. */
  readonly onAsk: (question: QuestionToAsk) => Promise<void>;
}

const LONGEST = 2000; // characters, as the server takes them
const OFFERED = 500; // columns in a menu; nobody looks for one among more

export function QuestionForm(props: IQuestionFormProps): React.JSX.Element {
  const { columns, explain, onAsk, onDone, trans } = props;
  const id = React.useId();
  const [text, write] = React.useState('');
  const [column, choose] = React.useState('');
  const [kind, be] =
    React.useState<NonNullable<QuestionToAsk['kind']>>('question');
  const kinds = [
    ['question', trans.__('A question')],
    ['problem', trans.__('A problem')]
  ] as const;
  return (
    <Form
      id={id}
      label={
        kind === 'problem'
          ? trans.__('What is wrong?')
          : trans.__('What would you like to know?')
      }
      text={text}
      onText={write}
      send={trans.__('Send')}
      onSend={() => onAsk({ text: text.trim(), kind, column: column || null })}
      onDone={onDone}
      explain={explain}
      trans={trans}
    >
      <div className="hp-Say-row">
        <fieldset>
          <legend className="hp-Spoken">{trans.__('What it is')}</legend>
          {kinds.map(([one, name]) => (
            <label key={one}>
              <input
                type="radio"
                name={`${id}-kind`}
                checked={kind === one}
                onChange={() => be(one)}
              />
              {name}
            </label>
          ))}
        </fieldset>
        <label>
          {trans.__('on')}
          <select
            value={column}
            aria-label={trans.__('Column')}
            onChange={({ target }) => choose(target.value)}
          >
            <option value="">{trans.__('the whole dataset')}</option>
            {columns.slice(0, OFFERED).map(name => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
    </Form>
  );
}

export interface IAnswerFormProps extends IFormProps {
  /** Who asks. */
  readonly name: string;
  /** May reject. */
  readonly onAnswer: (text: string) => Promise<void>;
}

export function AnswerForm(props: IAnswerFormProps): React.JSX.Element {
  const { explain, name, onAnswer, onDone, trans } = props;
  const id = React.useId();
  const [text, write] = React.useState('');
  return (
    <Form
      id={id}
      label={trans.__('Answer to %1', name)}
      text={text}
      onText={write}
      send={trans.__('Answer')}
      onSend={() => onAnswer(text.trim())}
      onDone={onDone}
      explain={explain}
      trans={trans}
    />
  );
}

interface IFieldsProps extends IFormProps {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** What the button says. */
  readonly send: string;
  readonly onSend: () => Promise<void>;
  readonly children?: React.ReactNode;
}

function Form(props: IFieldsProps): React.JSX.Element {
  const { children, explain, id, label, onDone, onSend, text, trans } = props;
  const deed = useDeed(explain);
  const [isTried, setTried] = React.useState(false);
  const problem =
    isTried && !text.trim() ? trans.__('Write a sentence first.') : undefined;
  const submit = async (): Promise<void> => {
    setTried(true);
    if (text.trim() && (await deed.do(onSend))) {
      onDone();
    }
  };
  return (
    <form
      className="hp-Say"
      onSubmit={event => {
        event.preventDefault();
        void submit();
      }}
    >
      {children}
      <LabelledField id={id} label={label} problem={problem}>
        <textarea
          id={id}
          autoFocus
          rows={3}
          maxLength={LONGEST}
          value={text}
          aria-invalid={!!problem}
          aria-describedby={problem && `${id}-problem`}
          onChange={({ target }) => props.onText(target.value)}
          onKeyDown={event => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              void submit();
            }
          }}
        />
      </LabelledField>
      <Trouble trouble={deed.trouble} />
      <div className="hp-Say-acts">
        <button type="submit" className="hp-Button" aria-disabled={deed.isBusy}>
          {props.send}
        </button>
        <button type="button" className="hp-Text" onClick={onDone}>
          {trans.__('Cancel')}
        </button>
      </div>
    </form>
  );
}
