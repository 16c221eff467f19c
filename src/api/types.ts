/**
 * The types of what travels over the wire, made from the server's OpenAPI document.
 */
export type * from './schema';
