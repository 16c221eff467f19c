/**
 * The three parts of the Publish dialog: what it is called, what it shows, and what can be pressed.
 */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Screen } from '../model/screens';
import type { IPublishActions } from './publishActions';

export { PublishBody } from './PublishBody';
export { PublishFooter } from './PublishFooter';
export { PublishHeader } from './PublishHeader';

/** What each of them is told. */
export interface IPublishPartProps {
  actions: IPublishActions;
  /** Whether the notebook is open in this browser. */
  isOpen: boolean;
  screen: Screen;
  trans: TranslationBundle;
}
