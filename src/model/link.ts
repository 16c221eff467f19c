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

/** The address of a dataset's page: beside the reports, on the same site as they. */
export function datasetLinkOf(
  base: string,
  id: string,
  report: { readonly url: string | null } | null = null
): string {
  const site = report?.url ?? new URL(`${base}r/-`, window.location.href).href;
  return new URL(`../datasets/${encodeURIComponent(id)}`, site).href;
}

const LINK = /[/=](r[a-z2-7]{10})(?:[/?#&]|$)/;

/** The id in a text that is a link to a report; a word alone is none, and "regressions" looks like an id. */
export function reportIn(text: string): string | null {
  return /\s/.test(text) ? null : (LINK.exec(text)?.[1] ?? null);
}
