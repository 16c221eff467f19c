import type { TranslationBundle } from '@jupyterlab/translation';
import { linkIcon, MenuSvg } from '@jupyterlab/ui-components';
import { CommandRegistry } from '@lumino/commands';

import type { ReportSummary } from '../api/types';
import { audienceMark } from '../components/audiences';
import { publishIcon, reportIcon } from '../icons';
import { ago, exactly } from '../model/ago';
import { peopleIcon } from '../sharingIcons';

export interface IPublishMenuActions {
  copyLink: (report: ReportSummary) => void;
  open: (report: ReportSummary) => void;
  publish: () => void;
  /** Change who may see it; null where everybody sees everything. */
  share: ((report: ReportSummary) => void) | null;
  trans: TranslationBundle;
}

/** What can be done with the report of an open notebook, under a line that says which version it is. */
export class PublishMenu extends MenuSvg {
  constructor(report: ReportSummary, actions: IPublishMenuActions) {
    super({ commands: commandsFor(report, actions) });
    this.addClass('hp-PublishMenu');
    this.node.insertBefore(headFor(report, actions.trans), this.contentNode);
    this.addItem({ command: 'open' });
    this.addItem({ command: 'copy-link' });
    if (actions.share && report.may_update) {
      this.addItem({ command: 'share' });
    }
    this.addItem({ type: 'separator' });
    this.addItem({ command: 'publish' });
  }
}

function commandsFor(
  report: ReportSummary,
  { copyLink, open, publish, share, trans }: IPublishMenuActions
): CommandRegistry {
  const commands = new CommandRegistry();
  const describedBy = { args: { type: 'object', properties: {} } };
  commands.addCommand('open', {
    describedBy,
    execute: () => open(report),
    icon: reportIcon,
    label: trans.__('Open report')
  });
  commands.addCommand('copy-link', {
    describedBy,
    execute: () => copyLink(report),
    icon: linkIcon,
    label: trans.__('Copy link')
  });
  commands.addCommand('share', {
    describedBy,
    execute: () => share?.(report),
    icon: peopleIcon,
    label: trans.__('Change who may see it…')
  });
  commands.addCommand('publish', {
    describedBy,
    execute: () => publish(),
    icon: publishIcon,
    label: trans.__('Publish again…')
  });
  return commands;
}

/** Which version, when it was published, and who may see it. */
function headFor(report: ReportSummary, trans: TranslationBundle): HTMLElement {
  const published = new Date(report.updated);
  const head = document.createElement('div');
  head.className = 'hp-PublishMenu-head';
  const version = document.createElement('strong');
  version.textContent = trans.__('Version %1', report.version);
  const when = document.createElement('time');
  when.dateTime = report.updated;
  when.title = exactly(published);
  when.textContent = ago(published, new Date(), trans);
  const audience = document.createElement('small');
  audience.textContent = audienceMark(report, trans) ?? trans.__('Everyone');
  head.append(version, ', ', when, audience);
  return head;
}
