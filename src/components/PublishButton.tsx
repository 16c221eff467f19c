import type { TranslationBundle } from '@jupyterlab/translation';
import { ToolbarButtonComponent } from '@jupyterlab/ui-components';
import * as React from 'react';

import { publishedIcon, publishIcon } from '../icons';
import type { Standing } from '../model/standing';

export interface IPublishButtonProps {
  isMenuOpen: boolean;
  /** Ask for the dialog. */
  onPublish: () => void;
  /** Show what can be done with the published report. */
  onMenu: () => void;
  standing: Standing;
  trans: TranslationBundle;
}

/** One verb for a notebook that has something to publish, and a quiet word for one that has not. */
export function PublishButton(props: IPublishButtonProps): React.JSX.Element {
  const { isMenuOpen, onMenu, onPublish, standing, trans } = props;
  switch (standing.kind) {
    case 'unpublished':
      return (
        <ToolbarButtonComponent
          icon={publishIcon}
          label={trans.__('Publish')}
          onClick={onPublish}
          tooltip={trans.__('Publish this notebook as a report')}
        />
      );
    case 'published':
      return (
        <ToolbarButtonComponent
          aria-expanded={isMenuOpen}
          aria-haspopup="menu"
          className={isMenuOpen ? 'hp-mod-open' : ''}
          icon={publishedIcon}
          label={trans.__('Published')}
          onClick={onMenu}
          tooltip={trans.__('Published as version %1', standing.report.version)}
        />
      );
    case 'changed':
      return (
        <>
          <ToolbarButtonComponent
            icon={publishIcon}
            label={trans.__('Update report')}
            onClick={onPublish}
            tooltip={trans.__(
              'Update report: changed since version %1',
              standing.report.version
            )}
          />
          <span className="hp-PublishButton-dot" />
        </>
      );
  }
}
