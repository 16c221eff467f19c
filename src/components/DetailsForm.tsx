/**
 * What is said about a report: one column of fields, filled with what is said now.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { TagCount } from '../api/types';
import type { DetailProblems, IDetails } from '../model/editing';
import type { IOffer } from '../model/sharing';
import { AudienceField } from './AudienceField';
import type { ICoverFieldProps } from './CoverField';
import { CoverField } from './CoverField';
import { GrowingText } from './GrowingText';
import { LabelledField } from './LabelledField';
import { HandOverField } from './OwnerField';
import type { IDirectory } from './PeopleInput';
import { TagInput } from './TagInput';

export interface IDetailsFormProps {
  readonly details: IDetails;
  readonly problems: DetailProblems;
  /** How often the person has asked for what would be refused. */
  readonly attempts: number;
  readonly onChange: (details: Partial<IDetails>) => void;
  readonly onAddTag: (text: string) => void;
  readonly onRemoveTag: (tag: string) => void;
  readonly onAddAuthor: (text: string) => void;
  readonly onRemoveAuthor: (name: string) => void;
  readonly suggestTags: (prefix: string) => Promise<readonly TagCount[]>;
  readonly cover: ICoverFieldProps;
  readonly directory: IDirectory;
  /** Who a report can be for. */
  readonly offer: IOffer;
  readonly trans: TranslationBundle;
}

const TITLE = 'hp-details-title';
const SUMMARY = 'hp-details-summary';
const TAGS = 'hp-details-tags';
const AUTHORS = 'hp-details-authors';
const AUDIENCE = 'hp-details-audience';
const OWNER = 'hp-details-owner';

export function DetailsForm(props: IDetailsFormProps): React.JSX.Element {
  const { details, problems, attempts, offer, onChange, trans } = props;
  const node = React.useRef<HTMLDivElement>(null);
  React.useEffect(() => {
    // To what has to be mended first.
    node.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempts]);
  return (
    <div className="hp-Details" ref={node}>
      <LabelledField
        id={TITLE}
        label={trans.__('Title')}
        problem={problems.title}
      >
        <GrowingText
          {...invalid(TITLE, problems.title)}
          aria-required
          className="hp-mod-title"
          data-first
          id={TITLE}
          oneLine
          onText={title => onChange({ title })}
          value={details.title}
        />
      </LabelledField>
      <LabelledField
        hint={trans.__('what a busy reader must know')}
        id={SUMMARY}
        label={trans.__('Summary')}
        problem={problems.summary}
      >
        <GrowingText
          {...invalid(SUMMARY, problems.summary)}
          className="hp-mod-tall"
          id={SUMMARY}
          onText={summary => onChange({ summary })}
          value={details.summary}
        />
      </LabelledField>
      <Names {...props} />
      {offer.audiences.length > 1 && <Sharing {...props} />}
      <CoverField {...props.cover} />
    </div>
  );
}

/** Two boxes of pills: tags, and the people who are credited. */
function Names(props: IDetailsFormProps): React.JSX.Element {
  const { details, problems, trans } = props;
  return (
    <>
      <LabelledField id={TAGS} label={trans.__('Tags')} problem={problems.tags}>
        <TagInput
          describedBy={problems.tags && `${TAGS}-problem`}
          id={TAGS}
          onAdd={props.onAddTag}
          onRemove={props.onRemoveTag}
          suggest={props.suggestTags}
          tags={details.tags}
          trans={trans}
        />
      </LabelledField>
      <LabelledField
        id={AUTHORS}
        label={trans.__('Authors')}
        problem={problems.authors}
      >
        <TagInput
          describedBy={problems.authors && `${AUTHORS}-problem`}
          id={AUTHORS}
          onAdd={props.onAddAuthor}
          onRemove={props.onRemoveAuthor}
          placeholder={trans.__('Add an author')}
          removeLabel={name => trans.__('Remove the author %1', name)}
          suggest={nobody}
          tags={details.authors}
          trans={trans}
        />
      </LabelledField>
    </>
  );
}

/** Who may see it, and who may change it; a library for everyone asks neither. */
function Sharing(props: IDetailsFormProps): React.JSX.Element {
  const { details, directory, offer, onChange, problems, trans } = props;
  return (
    <>
      <AudienceField
        directory={directory}
        id={AUDIENCE}
        offer={offer}
        onChange={({ people, ...others }) =>
          onChange({ ...others, ...(people && { people }) })
        }
        problem={problems.people}
        sharing={details}
        trans={trans}
      />
      <HandOverField
        directory={directory}
        id={OWNER}
        offer={offer}
        onChange={owner => onChange({ owner })}
        owner={details.owner}
        problem={problems.owner}
        trans={trans}
      />
    </>
  );
}

/** Authors are credited by the names that they like to be read. */
const nobody = async (): Promise<readonly TagCount[]> => [];

function invalid(
  id: string,
  problem: string | undefined
): { 'aria-describedby'?: string; 'aria-invalid': boolean } {
  return {
    'aria-describedby': problem && `${id}-problem`,
    'aria-invalid': problem !== undefined
  };
}
