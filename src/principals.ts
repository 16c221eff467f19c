/**
 * People and groups as access sees them: `user:alice`, `group:team-a`.
 */

export function isGroup(principal: string): boolean {
  return principal.startsWith('group:');
}

/** The name in it. */
export function nameIn(principal: string): string {
  return principal.slice(principal.indexOf(':') + 1);
}
