/**
 * Tags as people type them become tags as the library stores them.
 */

/** The longest tag that the library takes, in characters. */
const LONGEST = 60;

/** One tag: no `#` in front, one space between words, lower case; empty where nothing is left. */
export function cleanTag(text: string): string {
  const words = text.trim().replace(/^#+/, '').split(/\s+/).join(' ').trim();
  return [...words.toLowerCase()].slice(0, LONGEST).join('').trim();
}

/** The tags of a typed or pasted text, which commas, semicolons and line breaks separate. */
export function tagsIn(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map(cleanTag)
    .filter(tag => tag !== '');
}

/** The tags with those of a text behind them, each once. */
export function withTags(tags: readonly string[], text: string): string[] {
  return [...new Set([...tags, ...tagsIn(text)])];
}

export function withoutTag(tags: readonly string[], tag: string): string[] {
  return tags.filter(one => one !== tag);
}
