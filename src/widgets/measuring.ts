/**
 * How wide tags are, so that as many are shown as have room.
 */
const EMS = 0.87; // the tags' size, as --hp-font-s
const GUESS = 6.5; // pixels a letter, where nothing can be measured

/** How wide a text is in the small type of a node, without laying anything out. */
export function measurer(node: HTMLElement): (text: string) => number {
  const { fontFamily, fontSize } = getComputedStyle(node);
  const canvas = document.createElement('canvas').getContext?.('2d');
  if (!canvas) {
    return text => text.length * GUESS;
  }
  canvas.font = `${parseFloat(fontSize) * EMS}px ${fontFamily}`;
  return text => canvas.measureText(text).width;
}
