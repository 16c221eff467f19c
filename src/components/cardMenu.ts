/**
 * A card's menu is JupyterLab's context menu: it is asked for as the mouse would.
 */

/** Open it under that node of the card. */
export function showMenu(node: HTMLElement): void {
  const { left, top, height } = node.getBoundingClientRect();
  const isCard = node.classList.contains('hp-Card');
  // JupyterLab leaves the browser's menu alone while Shift is held: this asks without.
  node.dispatchEvent(
    new MouseEvent('contextmenu', {
      bubbles: true,
      cancelable: true,
      clientX: left + (isCard ? 12 : 0),
      clientY: top + (isCard ? 12 : height)
    })
  );
}
