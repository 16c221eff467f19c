import { Dialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import type { Widget } from '@lumino/widgets';
import * as React from 'react';

import type { IPublishActions } from '../components/publishActions';
import {
  type IPublishPartProps,
  PublishBody,
  PublishFooter,
  PublishHeader
} from '../components/PublishDialog';
import type { PublishingModel } from '../model/publishing';

import '../../style/publishing.css';

export interface IPublishDialogOptions {
  actions: IPublishActions;
  isOpen: boolean;
  model: PublishingModel;
  trans: TranslationBundle;
}

/** JupyterLab's dialog, whose title, body and buttons follow the model's screens. */
export class PublishDialog extends Dialog<void> {
  constructor(options: IPublishDialogOptions) {
    super({
      buttons: [],
      hasClose: true,
      renderer: new Parts(options, () => this._onDrawn())
    });
    this.addClass('hp-PublishDialog');
    this.node.setAttribute('aria-labelledby', 'hp-publish-heading');
    // A press beside the fields leaves the keyboard in the dialog.
    this.node.tabIndex = -1;
    this._options = options;
    options.model.changed.connect(this._onScreen, this);
    this._onScreen();
  }

  dispose(): void {
    this._options.model.changed.disconnect(this._onScreen, this);
    super.dispose();
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this._focus();
  }

  /** JupyterLab's own presses a button on every Enter; ours has fields that want the key. */
  protected _evtKeydown(event: KeyboardEvent): void {
    if (event.isComposing) {
      return;
    }
    if (event.key === 'Escape' && !this._isEscapeTaken) {
      event.stopPropagation();
      event.preventDefault();
      this._leave();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.stopPropagation();
      event.preventDefault();
      this._submit();
    } else if (event.key === 'Tab') {
      this._keepWithin(event);
    }
  }

  protected _evtFocus(event: FocusEvent): void {
    const target = event.target as HTMLElement;
    if (this.node.contains(target)) {
      this._last = target;
      return;
    }
    event.stopPropagation();
    if (this._last?.isConnected) {
      this._last.focus();
    } else {
      this._focus();
    }
  }

  /** From a preview back to the form, from all else out of the dialog. */
  private _leave(): void {
    const { actions, model } = this._options;
    if (model.screen.kind === 'preview') {
      actions.back();
    } else {
      this.reject();
    }
  }

  private _submit(): void {
    const active = document.activeElement;
    if (isPillBox(active) && this.node.contains(active)) {
      // What was typed into a box becomes a pill when the cursor leaves it.
      active.blur();
      active.focus();
    }
    this._options.actions.submit();
  }

  /** Whether a list or a field closes itself with the key. */
  private get _isEscapeTaken(): boolean {
    return (
      this.node.querySelector('[role="listbox"]') !== null ||
      !!document.activeElement?.closest('[data-own-escape]')
    );
  }

  /** One of the parts shows another screen: the keyboard goes where that screen begins. */
  private _onDrawn(): void {
    if (this.isAttached) {
      this._focus();
    }
  }

  private _onScreen(): void {
    this.node.dataset.screen = this._options.model.screen.kind;
  }

  /** To where the screen says that it begins, or to what is pressed most likely. */
  private _focus(): void {
    const begin = this.node.querySelector<HTMLElement>('[data-begin]');
    const buttons = this.node.querySelectorAll<HTMLButtonElement>(
      '.hp-PublishDialog-buttons button'
    );
    (begin ?? buttons[buttons.length - 1])?.focus();
  }

  private _keepWithin(event: KeyboardEvent): void {
    const stops = [
      ...this.node.querySelectorAll<HTMLElement>(
        'button:not([tabindex="-1"]), input:not(:disabled), textarea, iframe'
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

  /** What had the keyboard last. */
  private _last: HTMLElement | null = null;
  private _options: IPublishDialogOptions;
}

/** Whether it is where pills are typed. */
function isPillBox(node: Element | null): node is HTMLInputElement {
  return node?.getAttribute('role') === 'combobox';
}

/** Draws the dialog's three parts from the model. */
class Parts extends Dialog.Renderer {
  constructor(options: IPublishDialogOptions, onDrawn: () => void) {
    super();
    this._onDrawn = onDrawn;
    this._options = options;
  }

  createHeader(): Widget {
    return this._part('jp-Dialog-header', PublishHeader);
  }

  createBody(): Widget {
    return this._part('jp-Dialog-body', PublishBody);
  }

  createFooter(): Widget {
    return this._part('jp-Dialog-footer', PublishFooter);
  }

  private _part(
    className: string,
    Part: (props: IPublishPartProps) => React.JSX.Element
  ): Widget {
    const { actions, isOpen, model, trans } = this._options;
    const widget = ReactWidget.create(
      <UseSignal signal={model.changed}>
        {() => (
          // A key of its own for each screen: no button becomes another under the cursor.
          <Drawn key={model.screen.kind} onDrawn={this._onDrawn}>
            <Part
              actions={actions}
              isOpen={isOpen}
              screen={model.screen}
              trans={trans}
            />
          </Drawn>
        )}
      </UseSignal>
    );
    widget.addClass(className);
    return widget;
  }

  private _onDrawn: () => void;
  private _options: IPublishDialogOptions;
}

/** Tells when a screen has come into the document. */
function Drawn(props: {
  children: React.ReactNode;
  onDrawn: () => void;
}): React.JSX.Element {
  const { children, onDrawn } = props;
  React.useEffect(onDrawn, [onDrawn]);
  return <>{children}</>;
}
