/**
 * Values of a table as they are read: times as they are written, without anybody's time zone.
 */

/** What JSON can hold of a value. */
export type Value = string | number | boolean | null;

const TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(.*))?$/;
const DIGITS = 6; // of a number with a fraction

/** The value in a cell of a table: whole numbers as they are, so that the number of a station is one. */
export function valueText(value: Value, type: string): string {
  if (value === null) {
    return '';
  }
  if (typeof value === 'number') {
    return Number.isInteger(value)
      ? String(value)
      : String(Number(value.toPrecision(DIGITS)));
  }
  const found = isTime(type) && TIME.exec(String(value));
  if (!found) {
    return String(value);
  }
  const [, year, month, day, clock, zone] = found;
  const date = `${year}-${month}-${day}`;
  return clock ? `${date} ${clock}${zone === 'Z' ? ' UTC' : zone}` : date;
}

/** The same at the end of an axis, where there is little room: "20 Nov", "1.4 M". */
export function axisText(value: Value, type: string): string {
  const found = isTime(type) && TIME.exec(String(value));
  if (found) {
    const [, year, month, day] = found;
    return dayFormat.format(
      Date.UTC(Number(year), Number(month) - 1, Number(day))
    );
  }
  return typeof value === 'number' && Math.abs(value) >= LARGE
    ? shortFormat.format(value)
    : valueText(value, type);
}

/** Whether the values stand at the right, digit below digit. */
export function isNumeric(type: string): boolean {
  return type === 'integer' || type === 'number';
}

/** "2.4%", "61%": a share in as few digits as say something. */
export function shareText(part: number, whole: number): string {
  const percent = whole === 0 ? 0 : (100 * part) / whole;
  const digits = percent > 0 && percent < 9.95 ? 1 : 0;
  return percent > 0 && percent < 0.05
    ? '<0.1%'
    : `${percent.toLocaleString(undefined, { maximumFractionDigits: digits })}%`;
}

function isTime(type: string): boolean {
  return type === 'date' || type === 'datetime';
}

const LARGE = 100_000;

const shortFormat = new Intl.NumberFormat(undefined, {
  notation: 'compact',
  maximumSignificantDigits: 3
});

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: '2-digit',
  timeZone: 'UTC'
});
