/**
 * A small window that hangs under the button that opened it, above everything, and goes when one turns
 * to something else.
 */
import * as React from 'react';

export interface IPopupProps {
  /** The button that opened it, or what it hangs under. */
  readonly anchor: React.RefObject<HTMLElement>;
  readonly className?: string;
  /** What it is called to those who do not see it. */
  readonly label: string;
  readonly onClose: () => void;
  readonly children: React.ReactNode;
}

const GAP = 4; // pixels between the button and the popup
const EDGE = 8; // pixels kept free at the window's edges

export function Popup(props: IPopupProps): React.JSX.Element {
  const { anchor, className = '', label, onClose, children } = props;
  const node = React.useRef<HTMLDivElement>(null);

  React.useLayoutEffect(() => {
    const popup = node.current;
    if (popup) {
      // Browsers show it above all else, so that no tab or scrolling box cuts it off.
      popup.popover = 'manual';
      popup.showPopover?.();
      (popup.querySelector<HTMLElement>('[data-first]') ?? popup).focus();
    }
  }, []);
  React.useLayoutEffect(() => hang(node.current, anchor.current));
  useLeaving(node, anchor, onClose);

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
      anchor.current?.focus();
    }
  };
  return (
    <div
      aria-label={label}
      className={`hp-Popup ${className}`}
      onKeyDown={onKeyDown}
      ref={node}
      role="dialog"
      tabIndex={-1}
    >
      {children}
    </div>
  );
}

/** Close when the mouse is pressed or the keyboard goes elsewhere, be it into the page's frame. */
function useLeaving(
  node: React.RefObject<HTMLElement>,
  anchor: React.RefObject<HTMLElement>,
  onClose: () => void
): void {
  const close = React.useRef(onClose);
  close.current = onClose;
  React.useEffect(() => {
    const isOurs = (target: EventTarget | null): boolean =>
      target instanceof Node &&
      [node, anchor].some(({ current }) => current?.contains(target));
    const onTurn = (event: Event): void => {
      if (!isOurs(event.target)) {
        close.current();
      }
    };
    // A frame swallows presses; all that is told is that it has the keyboard now.
    const onBlur = (): void => {
      if (document.activeElement instanceof HTMLIFrameElement) {
        close.current();
      }
    };
    const onResize = (): void => hang(node.current, anchor.current);
    document.addEventListener('pointerdown', onTurn, true);
    document.addEventListener('focusin', onTurn, true);
    window.addEventListener('blur', onBlur);
    window.addEventListener('resize', onResize);
    return () => {
      document.removeEventListener('pointerdown', onTurn, true);
      document.removeEventListener('focusin', onTurn, true);
      window.removeEventListener('blur', onBlur);
      window.removeEventListener('resize', onResize);
    };
  }, [node, anchor]);
}

/** Place it under its button, within the window, and no taller than the room there. */
function hang(popup: HTMLElement | null, anchor: HTMLElement | null): void {
  if (!popup || !anchor) {
    return;
  }
  const { left, bottom } = anchor.getBoundingClientRect();
  const most = window.innerWidth - popup.offsetWidth - EDGE;
  const top = bottom + GAP;
  popup.style.left = `${Math.max(EDGE, Math.min(left, most))}px`;
  popup.style.top = `${top}px`;
  popup.style.maxHeight = `${window.innerHeight - top - EDGE}px`;
}
