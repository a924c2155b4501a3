import type { KeyedHash } from '../secrets.ts';

/** A facet is never taken for a word. */
export const wordTerm = (word: string): string => `term:w:${word}`;
export const facetTerm = (facet: string): string => `term:f:${facet}`;

/** The number a term has in the index: the first 48 bits of a hash keyed with the database's own secret. */
export function termOf(hash: KeyedHash, term: string): number {
  return Buffer.from(hash(term), 'base64url').readUIntBE(0, 6);
}
