/**
 * Where the picture of a version is: an address that changes with the picture, so that browsers keep it.
 */

export function pictureOf(
  base: string,
  report: { id: string; version: number; thumbnail: string | null }
): string | null {
  const { id, version, thumbnail } = report;
  return thumbnail
    ? `${base}api/reports/${encodeURIComponent(id)}/versions/${version}/thumbnail?v=${encodeURIComponent(thumbnail)}`
    : null;
}
