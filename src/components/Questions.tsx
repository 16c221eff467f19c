/**
 * What people ask about a dataset or report of it, and what its author answers.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Question, QuestionToAsk } from '../api/types';
import type { ITrouble } from '../model/trouble';
import { DatasetSection } from './DatasetSection';
import { AnswerForm, QuestionForm } from './QuestionForms';
import type { ITimes } from './time';
import { Time } from './time';
import { Trouble } from './Trouble';
import { useDeed } from './useDeed';

export interface IQuestionsProps {
  readonly questions: readonly Question[];
  /** The columns that a question may be about. */
  readonly columns: readonly string[];
  /** These may reject. */
  readonly onAsk: (question: QuestionToAsk) => Promise<void>;
  readonly onAnswer: (question: Question, text: string) => Promise<void>;
  readonly onRemove: (question: Question) => Promise<void>;
  readonly explain: (error: unknown) => ITrouble;
  readonly times: ITimes;
  readonly trans: TranslationBundle;
}

export function Questions(props: IQuestionsProps): React.JSX.Element {
  const { questions, trans } = props;
  const [isAsking, ask] = React.useState(false);
  return (
    <DatasetSection
      title={trans.__('Questions and problems')}
      part="questions"
      more={
        !isAsking && (
          <button type="button" className="hp-Text" onClick={() => ask(true)}>
            {trans.__('Ask, or report a problem')}
          </button>
        )
      }
    >
      {isAsking && (
        <QuestionForm
          columns={props.columns}
          onAsk={props.onAsk}
          onDone={() => ask(false)}
          explain={props.explain}
          trans={trans}
        />
      )}
      {questions.length === 0 && !isAsking && (
        <p className="hp-Dataset-quiet">
          {trans.__(
            'Nobody has asked anything yet. The author sees it at once.'
          )}
        </p>
      )}
      <ul className="hp-Talk">
        {questions.map(question => (
          <Asked {...props} key={question.id} question={question} />
        ))}
      </ul>
    </DatasetSection>
  );
}

interface IAskedProps extends IQuestionsProps {
  readonly question: Question;
}

function Asked(props: IAskedProps): React.JSX.Element {
  const { explain, onAnswer, onRemove, question, times, trans } = props;
  const { answer, asked, column, may_answer, may_remove, text } = question;
  const [isAnswering, begin] = React.useState(false);
  const removing = useDeed(explain);
  return (
    <li>
      <p className="hp-Talk-who">
        <b title={question.person}>{question.name}</b>{' '}
        <small>
          {column && (
            <>
              {trans.__('on')} <code>{column}</code>
              {' · '}
            </>
          )}
          <Time at={asked} times={times} />
        </small>{' '}
        <State question={question} trans={trans} />
      </p>
      <p>{text}</p>
      {answer !== null && <Answer {...props} answer={answer} />}
      {isAnswering && (
        <AnswerForm
          name={question.name}
          onAnswer={words => onAnswer(question, words)}
          onDone={() => begin(false)}
          explain={explain}
          trans={trans}
        />
      )}
      {!isAnswering && (
        <div className="hp-Talk-acts">
          {may_answer && answer === null && (
            <button
              type="button"
              className="hp-Button"
              onClick={() => begin(true)}
            >
              {trans.__('Answer')}
            </button>
          )}
          {may_remove && (
            <button
              type="button"
              className="hp-Text"
              disabled={removing.isBusy}
              onClick={() => void removing.do(() => onRemove(question))}
            >
              {trans.__('Remove')}
            </button>
          )}
        </div>
      )}
      <Trouble trouble={removing.trouble} />
    </li>
  );
}

function State(
  props: Pick<IAskedProps, 'question' | 'trans'>
): React.JSX.Element {
  const { question, trans } = props;
  const { answer, kind } = question;
  if (answer !== null) {
    return <span className="hp-State">{trans.__('answered')}</span>;
  }
  return (
    <span className="hp-State hp-mod-open">
      {kind === 'problem' ? trans.__('open problem') : trans.__('open')}
    </span>
  );
}

function Answer(
  props: IAskedProps & { readonly answer: string }
): React.JSX.Element {
  const { answer, question, times } = props;
  const { answered, answered_by, answered_by_name } = question;
  return (
    <blockquote>
      <p className="hp-Talk-who">
        <b title={answered_by ?? undefined}>
          {answered_by_name ?? answered_by}
        </b>{' '}
        {answered && (
          <small>
            <Time at={answered} times={times} />
          </small>
        )}
      </p>
      <p>{answer}</p>
    </blockquote>
  );
}
