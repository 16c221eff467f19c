/**
 * Every report has an address, also where the library cannot say its permanent one.
 */

/** The permanent link, else this server's own address of the report. */
export function linkOf(
  base: string,
  { id, url }: { id: string; url: string | null }
): string {
  return (
    url ??
    new URL(`${base}r/${encodeURIComponent(id)}`, window.location.href).href
  );
}
