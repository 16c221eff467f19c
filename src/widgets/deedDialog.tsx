/**
 * JupyterLab's dialog around one deed: it stays until the deed is done, and says why it is not.
 */
import { Dialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import type { Widget } from '@lumino/widgets';
import * as React from 'react';

import { DeedFooter, DeedHeader } from '../components/DeedDialog';
import type { Deed } from '../model/deed';

export interface IDeedDialogOptions {
  readonly deed: Deed<unknown>;
  readonly heading: string;
  /** What the button says that does it. */
  readonly label: string;
  /** Whether it cannot be undone: red, and the keyboard begins at *Cancel*. */
  readonly isGrave?: boolean;
  /** What the dialog says and asks, drawn anew whenever the deed has changed. */
  readonly body: () => React.JSX.Element;
  readonly trans: TranslationBundle;
}

export class DeedDialog extends Dialog<void> {
  constructor(private _deedOptions: IDeedDialogOptions) {
    super({
      buttons: [],
      hasClose: true,
      renderer: new Parts(_deedOptions, {
        close: () => this.reject(),
        do: () => void this._do(),
        drawn: () => this._focus()
      })
    });
    this.addClass('hp-Deed');
    this.node.setAttribute('aria-labelledby', 'hp-deed-heading');
    // A press beside the fields leaves the keyboard in the dialog.
    this.node.tabIndex = -1;
    _deedOptions.deed.changed.connect(this._onChanged, this);
  }

  dispose(): void {
    this._deedOptions.deed.changed.disconnect(this._onChanged, this);
    super.dispose();
  }

  /** JupyterLab's own presses a button on every Enter; ours has fields that want the key. */
  protected _evtKeydown(event: KeyboardEvent): void {
    if (event.isComposing || event.defaultPrevented) {
      return;
    }
    const hasAccel = event.ctrlKey || event.metaKey;
    if (event.key === 'Escape' && !this._isListOpen) {
      event.stopPropagation();
      event.preventDefault();
      this.reject();
    } else if (event.key === 'Enter' && (hasAccel || isLine(event.target))) {
      event.stopPropagation();
      event.preventDefault();
      void this._do();
    } else if (event.key === 'Tab') {
      this._keepWithin(event);
    }
  }

  protected _evtFocus(event: FocusEvent): void {
    if (!this.node.contains(event.target as Node)) {
      event.stopPropagation();
      this._focus();
    }
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this._focus();
  }

  private async _do(): Promise<void> {
    this._commit();
    const { deed } = this._deedOptions;
    await deed.do();
    if (deed.result !== null && !this.isDisposed) {
      this.reject();
    }
  }

  /** What had the keyboard may have gone from the form: it stays in the dialog all the same. */
  private _onChanged(): void {
    requestAnimationFrame(() => {
      if (this.isAttached && document.activeElement === document.body) {
        this._focus();
      }
    });
  }

  /** What was typed into a box of pills becomes one when the cursor leaves it. */
  private _commit(): void {
    const active = document.activeElement;
    if (active instanceof HTMLInputElement && this.node.contains(active)) {
      active.blur();
      active.focus();
    }
  }

  /** A list that hangs under its box closes before the dialog does. */
  private get _isListOpen(): boolean {
    return this.node.querySelector('.hp-TagInput-list') !== null;
  }

  /** To where the form begins, else to a button; until they are drawn, to the dialog. */
  private _focus(): void {
    const { isGrave } = this._deedOptions;
    const buttons = this.node.querySelectorAll<HTMLElement>(
      '.hp-Deed-buttons button'
    );
    const first = this.node.querySelector<HTMLElement>('[data-first]');
    const button = buttons[isGrave ? 0 : buttons.length - 1];
    (first ?? button ?? this.node).focus();
  }

  private _keepWithin(event: KeyboardEvent): void {
    const stops = [
      ...this.node.querySelectorAll<HTMLElement>(
        'button:not([tabindex="-1"]), input:not([hidden]), textarea'
      )
    ];
    const first = stops[0];
    const last = stops[stops.length - 1];
    const [edge, other] = event.shiftKey ? [first, last] : [last, first];
    if (document.activeElement === edge) {
      event.preventDefault();
      other.focus();
    }
  }
}

/** Whether Enter there means that one is done: not in a box of pills, nor in a text of many lines. */
function isLine(target: EventTarget | null): boolean {
  return (
    (target instanceof HTMLInputElement && target.role !== 'combobox') ||
    (target instanceof HTMLTextAreaElement && target.dataset.line === 'true')
  );
}

interface IPartActs {
  readonly close: () => void;
  readonly do: () => void;
  readonly drawn: () => void;
}

class Parts extends Dialog.Renderer {
  constructor(
    private _options: IDeedDialogOptions,
    private _acts: IPartActs
  ) {
    super();
  }

  createHeader(): Widget {
    const { heading, trans } = this._options;
    return this._part('jp-Dialog-header', () => (
      <DeedHeader heading={heading} onClose={this._acts.close} trans={trans} />
    ));
  }

  createBody(): Widget {
    const { body } = this._options;
    return this._part('jp-Dialog-body', body);
  }

  createFooter(): Widget {
    const { deed, label, isGrave = false, trans } = this._options;
    return this._part('jp-Dialog-footer', () => (
      <DeedFooter
        isBusy={deed.isBusy}
        isGrave={isGrave}
        isReady={deed.isReady}
        label={label}
        onCancel={this._acts.close}
        onDo={this._acts.do}
        trans={trans}
        trouble={deed.trouble}
      />
    ));
  }

  private _part(className: string, draw: () => React.JSX.Element): Widget {
    const widget = ReactWidget.create(
      <>
        <UseSignal signal={this._options.deed.changed}>{draw}</UseSignal>
        <Drawn onDrawn={this._acts.drawn} />
      </>
    );
    widget.addClass(className);
    return widget;
  }
}

/** Tells when a part has come into the document. */
function Drawn({ onDrawn }: { readonly onDrawn: () => void }): null {
  React.useEffect(onDrawn, [onDrawn]);
  return null;
}
