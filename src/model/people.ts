/**
 * People and groups by the names that are typed: found in the library, and understood without it.
 */
import type { Known } from '../api/types';
import { nameIn } from '../principals';
import type { ILibraryClient } from '../tokens';

/** As many as a list shows. */
const SHOWN = 20;

export class People {
  constructor(private _client: Pick<ILibraryClient, 'people'>) {}

  /** Those whose names begin so; nobody where the library does not say. */
  find = async (prefix: string): Promise<readonly Known[]> => {
    try {
      const { people } = await this._client.people(prefix, SHOWN);
      people.forEach(one => this._known.set(one.principal, one.name));
      return people;
    } catch {
      return [];
    }
  };

  /** What somebody shows as their name, as far as the library has said. */
  nameOf = (principal: string): string =>
    this._known.get(principal) ?? nameIn(principal);

  /**
   * The principals of a typed or pasted text, which commas, semicolons and line breaks separate. A name
   * that the library has not met is a person's: they may come later.
   */
  principalsIn = (text: string): string[] =>
    text
      .split(/[,;\n]/)
      .map(name => name.trim())
      .filter(name => name !== '')
      .map(name => this._principalOf(name));

  private _principalOf(name: string): string {
    if (/^(user|group):./.test(name)) {
      return name;
    }
    const typed = name.toLowerCase();
    const found = [...this._known].find(
      ([principal, shown]) =>
        nameIn(principal).toLowerCase() === typed ||
        shown.toLowerCase() === typed
    );
    return found?.[0] ?? `user:${name}`;
  }

  private _known = new Map<string, string>();
}
