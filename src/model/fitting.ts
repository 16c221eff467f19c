/**
 * How many names fit on one line, when the rest is counted at its end.
 */

const GAP = 8; // pixels between two names, as in tags.css

/**
 * How many of the names fit into `room` pixels, with "+597" behind them where some are left out.
 * The first is always shown, cut if need be. Looks at no more names than fit.
 */
export function fitting(
  names: readonly string[],
  room: number,
  measure: (text: string) => number
): number {
  let used = 0;
  for (let shown = 0; shown < names.length; shown++) {
    used += measure(`#${names[shown]}`) + (shown > 0 ? GAP : 0);
    const left = names.length - shown - 1;
    const more = left > 0 ? GAP + measure(`+${left}`) : 0;
    if (shown > 0 && used + more > room) {
      return shown;
    }
  }
  return names.length;
}
