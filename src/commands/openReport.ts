/**
 * Open a report to read it.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import { reportIcon } from '../icons';
import { describing, type ITargets, targetOf } from './target';

/** A report to be shown; without a version the newest, now and later. */
export interface IOpening {
  readonly id: string;
  readonly version?: number;
  /** Where in the page to begin, such as `cell-9`. */
  readonly fragment?: string;
  /** What to mark there, as it is written. */
  readonly marks?: readonly string[];
  /** What the tab is called until the report is there. */
  readonly title?: string;
}

export function openReportCommand<T>(
  open: (opening: IOpening) => T,
  targets: ITargets,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
  return {
    label: args => (args.isMenu ? trans.__('Open') : trans.__('Open Report')),
    caption: trans.__('Open the report in a tab'),
    icon: args => (args.isMenu ? undefined : reportIcon),
    isEnabled: args => targetOf(args, targets) !== null,
    isVisible: args => targetOf(args, targets) !== null,
    describedBy: describing({
      version: { type: 'number', description: 'The number of the version' },
      fragment: {
        type: 'string',
        description: 'Where to begin, such as cell-9'
      },
      marks: {
        type: 'array',
        items: { type: 'string' },
        description: 'What to mark there, as it is written'
      },
      title: {
        type: 'string',
        description: 'What the tab is called while the report is loaded'
      }
    }),
    execute: args => {
      const id = targetOf(args, targets);
      return id === null
        ? undefined
        : open({
            id,
            version:
              typeof args.version === 'number' ? args.version : undefined,
            fragment:
              typeof args.fragment === 'string' ? args.fragment : undefined,
            marks: Array.isArray(args.marks)
              ? args.marks.filter(mark => typeof mark === 'string')
              : undefined,
            title: typeof args.title === 'string' ? args.title : undefined
          });
    }
  };
}
