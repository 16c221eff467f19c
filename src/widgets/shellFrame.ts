/**
 * The frame around the shell: only the shell is heard, and only on our own origin.
 */
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';

import type { FromShell, ToShell } from '../model/messages';
import { fromShell, toShell } from '../model/messages';

export class ShellFrame extends Widget {
  constructor(title: string) {
    super();
    this._frameTitle = title;
    // The class under which JupyterLab keeps frames from swallowing the mouse while tabs are dragged.
    this.addClass('jp-IFrame');
    this.addClass('hp-Frame');
  }

  /** What the shell says. */
  get heard(): ISignal<this, FromShell> {
    return this._heard;
  }

  dispose(): void {
    Signal.clearData(this);
    super.dispose();
  }

  /** Show the document at that address; the one that is there already stays. */
  open(url: string): void {
    const address = documentOf(url);
    if (address === this._address) {
      return;
    }
    this._address = address;
    // A new element each time, so that "back" never leads from one version to another unseen.
    const frame = document.createElement('iframe');
    frame.title = this._frameTitle;
    frame.referrerPolicy = 'same-origin';
    frame.src = url;
    this.node.replaceChildren(frame);
    this._frame = frame;
  }

  say(message: ToShell): void {
    this._frame?.contentWindow?.postMessage(
      toShell(message),
      window.location.origin
    );
  }

  handleEvent(event: Event): void {
    if (event.type === 'message') {
      this._hear(event as MessageEvent);
    }
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    window.addEventListener('message', this);
  }

  protected onBeforeDetach(msg: Message): void {
    window.removeEventListener('message', this);
    super.onBeforeDetach(msg);
  }

  private _hear(event: MessageEvent): void {
    const isShell =
      !!this._frame?.contentWindow &&
      event.source === this._frame.contentWindow &&
      event.origin === window.location.origin;
    const message = isShell ? fromShell(event.data) : null;
    if (message) {
      this._heard.emit(message);
    }
  }

  private _frameTitle: string;
  private _address = '';
  private _frame: HTMLIFrameElement | null = null;
  private _heard = new Signal<this, FromShell>(this);
}

/** The address without what the shell can change by itself: the theme and the place. */
function documentOf(url: string): string {
  const address = new URL(url, window.location.href);
  address.hash = '';
  address.searchParams.delete('theme');
  return address.href;
}
