/**
 * Long words of people, where there is room for a line.
 */

/** The text, or as many of its letters as fit, the last of them an ellipsis. */
export function shortened(text: string, most: number): string {
  const letters = [...text];
  return letters.length > most
    ? `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : text;
}

/** A title as a tab and the status bar have room for it; the caption has all of it. */
export function tabLabel(title: string): string {
  return shortened(title, 60);
}
