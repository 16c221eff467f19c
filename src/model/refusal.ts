/**
 * What went wrong, as something that can be told.
 */
import { Refusal } from '../tokens';

/** The refusal that was thrown, or one that says what else was. */
export function refusalOf(error: unknown): Refusal {
  return error instanceof Refusal
    ? error
    : new Refusal('unexpected', String(error), '');
}
