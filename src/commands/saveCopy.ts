/**
 * What is published cannot be saved: say so, and write a copy into the user's own files.
 */
import { Dialog, showDialog } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { saveIcon } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';

import { copyName } from '../model/published';
import { readOnlySentence } from '../model/publishedDrive';

/** *Save as…* of the current published notebook. */
export function saveCopyCommand(
  isEnabled: () => boolean,
  save: () => Promise<void>,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
  return {
    label: trans.__('Save a Copy of the Published Notebook…'),
    caption: trans.__('Write a copy into your own files'),
    icon: saveIcon,
    isEnabled,
    isVisible: isEnabled,
    describedBy: { args: { type: 'object', properties: {} } },
    execute: save
  };
}

/** What the keys for saving do in a published notebook. */
export function refuseSaveCommand(
  isEnabled: () => boolean,
  refuse: () => Promise<void>,
  trans: TranslationBundle
): CommandRegistry.ICommandOptions {
  return {
    label: trans.__('Save Published Notebook'),
    isEnabled,
    isVisible: () => false,
    describedBy: { args: { type: 'object', properties: {} } },
    execute: refuse
  };
}

/** Say that a published notebook cannot be changed; resolves with whether a copy is wanted. */
export async function sayReadOnly(
  title: string,
  version: number,
  trans: TranslationBundle
): Promise<boolean> {
  const { button } = await showDialog({
    title,
    body: readOnlySentence(version, trans),
    buttons: [
      Dialog.cancelButton(),
      Dialog.okButton({ label: trans.__('Save as…') })
    ]
  });
  return button.accept;
}

/** Where the copy goes, as the user says; null where they think better of it. */
export async function askForPath(
  title: string,
  folder: string,
  trans: TranslationBundle
): Promise<string | null> {
  const dialog = new Dialog({
    title: trans.__('Save a copy'),
    body: new PathField(PathExt.join(folder, copyName(title)), trans),
    focusNodeSelector: 'input',
    buttons: [
      Dialog.cancelButton(),
      Dialog.okButton({ label: trans.__('Save') })
    ]
  });
  dialog.addClass('hp-SaveCopy');
  const { button, value } = await dialog.launch();
  return button.accept && value?.trim() ? value.trim() : null;
}

/** A field wide enough for a path, whose name is selected and whose extension is not. */
class PathField extends Widget implements Dialog.IBodyWidget<string> {
  constructor(path: string, trans: TranslationBundle) {
    super();
    const label = document.createElement('label');
    label.textContent = trans.__('Name in your files');
    this._input.className = 'jp-mod-styled';
    this._input.value = path;
    label.append(this._input);
    this.node.append(label);
  }

  getValue(): string {
    return this._input.value;
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    const { value } = this._input;
    this._input.setSelectionRange(
      value.lastIndexOf('/') + 1,
      value.length - PathExt.extname(value).length
    );
  }

  private _input = document.createElement('input');
}
