/**
 * Two quiet rows above a page: what it is, and what can be done with it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import { copyIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import { moreIcon, permanentLinkIcon, readOnlyNotebookIcon } from '../icons';
import type { Notice } from '../model/reader';
import { ReaderLineage } from './ReaderLineage';
import type { IReaderMetaActs, IReaderMetaProps } from './ReaderMeta';
import { ReaderMeta } from './ReaderMeta';
import type { INoticeActs } from './ReaderNotices';
import { ReaderNotices } from './ReaderNotices';
import { StarButton } from './StarButton';
import { Switch } from './Switch';

export interface IReaderActs extends IReaderMetaActs, INoticeActs {
  readonly showCode: (isShown: boolean) => void;
  readonly star: (isStarred: boolean) => void;
  readonly copyLink: () => void;
  readonly openNotebook: () => void;
  readonly makeCopy: () => void;
  /** Show all that can be done, under that button. */
  readonly more: (button: HTMLElement) => void;
}

export interface IReaderHeaderProps extends IReaderMetaProps {
  readonly title: string;
  readonly notices: readonly Notice[];
  readonly acts: IReaderActs;
}

export function ReaderHeader(props: IReaderHeaderProps): React.JSX.Element {
  const { reading, title, notices, times, acts, trans } = props;
  const { report, version, code, trouble } = reading;
  const isErased = version.erased !== null;
  return (
    <>
      <div className="hp-Reader-head">
        <div className="hp-Reader-row">
          <h1 title={title}>{title}</h1>
          {!isErased && (
            <>
              <Switch
                label={trans.__('Show code')}
                isOn={code}
                onChange={acts.showCode}
              />
              <span className="hp-Reader-rule" aria-hidden="true" />
            </>
          )}
          <StarButton
            stars={report.stars}
            isStarred={report.starred}
            onStar={acts.star}
            trans={trans}
          />
          <Act
            icon={permanentLinkIcon}
            isPlain
            label={trans.__('Copy link')}
            caption={trans.__('Copy the permanent link')}
            onPress={acts.copyLink}
          />
          {!isErased && <OwnCopies acts={acts} trans={trans} />}
          <button
            type="button"
            className="hp-Icon"
            aria-haspopup="menu"
            aria-label={trans.__('More')}
            title={trans.__('More')}
            onClick={event => acts.more(event.currentTarget)}
          >
            <moreIcon.react tag="span" />
          </button>
        </div>
        <ReaderMeta {...props} />
        <ReaderLineage
          report={report}
          times={times}
          onOpen={acts.openReport}
          trans={trans}
        />
      </div>
      <ReaderNotices
        notices={notices}
        trouble={isErased ? null : trouble}
        mayUpdate={report.may_update}
        times={times}
        acts={acts}
        trans={trans}
      />
    </>
  );
}

/** Two ways to the notebook behind the page. */
function OwnCopies({
  acts,
  trans
}: {
  readonly acts: IReaderActs;
  readonly trans: TranslationBundle;
}): React.JSX.Element {
  return (
    <>
      <Act
        icon={readOnlyNotebookIcon}
        label={trans.__('Open as notebook')}
        caption={trans.__('Open this version as a notebook, read-only')}
        onPress={acts.openNotebook}
      />
      <Act
        icon={copyIcon}
        label={trans.__('Make a copy')}
        caption={trans.__(
          'Copy the notebook and its files into the folder of your file browser'
        )}
        onPress={acts.makeCopy}
      />
    </>
  );
}

interface IActProps {
  readonly icon: LabIcon;
  readonly isPlain?: boolean;
  readonly label: string;
  readonly caption: string;
  readonly onPress: () => void;
}

/** A button whose word goes where there is no room for it. */
function Act(props: IActProps): React.JSX.Element {
  const { icon: Icon, isPlain, label, caption, onPress } = props;
  return (
    <button
      type="button"
      className={`hp-Button${isPlain ? ' hp-mod-plain' : ''}`}
      title={caption}
      aria-label={label}
      onClick={onPress}
    >
      <Icon.react tag="span" />
      <span className="hp-Reader-word">{label}</span>
    </button>
  );
}
