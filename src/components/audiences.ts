/**
 * Who may see a report, in words.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';

import type { ReportSummary } from '../api/types';
import { permanentLinkIcon } from '../icons';
import type { Audience } from '../model/sharing';
import { isGroup, nameIn } from '../principals';
import { everyoneIcon, peopleIcon, privateIcon } from '../sharingIcons';

export const AUDIENCE_ICONS: Readonly<Record<Audience, LabIcon>> = {
  private: privateIcon,
  people: peopleIcon,
  link: permanentLinkIcon,
  everyone: everyoneIcon
};

/** The word on the button. */
export function audienceLabel(
  audience: Audience,
  owner: string,
  trans: TranslationBundle
): string {
  switch (audience) {
    case 'private':
      return isGroup(owner) ? trans.__('Only us') : trans.__('Only me');
    case 'people':
      return trans.__('People');
    case 'link':
      return trans.__('With link');
    case 'everyone':
      return trans.__('Everyone');
  }
}

/** What the word means. */
export function audienceMeaning(
  audience: Audience,
  owner: string,
  trans: TranslationBundle
): string {
  switch (audience) {
    case 'private':
      return isGroup(owner)
        ? trans.__(
            'Nobody outside of %1 sees it, finds it or opens its link.',
            nameIn(owner)
          )
        : trans.__('Nobody else sees it, finds it or opens its link.');
    case 'people':
      return trans.__('Only the people and groups named here.');
    case 'link':
      return trans.__(
        'Any signed-in person who has the link. It is listed nowhere.'
      );
    case 'everyone':
      return trans.__('Any signed-in person can find and read it.');
  }
}

/** How a report of few readers is marked; null for one that everybody finds. */
export function audienceMark(
  report: Pick<
    ReportSummary,
    'audience' | 'authors' | 'may_update' | 'owner'
  > & { readonly people?: readonly string[] },
  trans: TranslationBundle
): string | null {
  const { audience, authors, may_update: isOwn, owner, people = [] } = report;
  switch (audience) {
    case 'private':
      if (isGroup(owner)) {
        return trans.__('Only %1', nameIn(owner));
      }
      // Authors may see what they are credited for.
      return isOwn && authors.length < 2
        ? trans.__('Only you')
        : trans.__('Only its authors');
    case 'people':
      return people.length > 0
        ? people.map(nameIn).join(', ')
        : trans.__('Named people');
    case 'link':
      return trans.__('With link');
    case 'everyone':
      return null;
  }
}
