import { cleanTag, tagsIn, withoutTag, withTags } from '../model/tagging';

describe('tags', () => {
  it('are stored as the server stores them', () => {
    expect(cleanTag('  ##Time  Series ')).toBe('time series');
    expect(cleanTag('x'.repeat(80))).toHaveLength(60);
    expect(cleanTag(' # ')).toBe('');
  });

  it('are separated by commas, semicolons and line breaks', () => {
    expect(tagsIn('a, b;c\n\n#d,')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are there once, in the order in which they came', () => {
    expect(withTags(['b', 'a'], 'A, c, c')).toEqual(['b', 'a', 'c']);
    expect(withoutTag(['b', 'a'], 'b')).toEqual(['a']);
  });
});
