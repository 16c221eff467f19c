/**
 * The types of what travels over the wire, made from the server's OpenAPI document.
 */
export type * from './schema';

import type { Filters, SearchToSave } from './schema';

export type Sort = NonNullable<SearchToSave['sort']>;
export type State = NonNullable<Filters['states']>[number];
