import { createHash } from 'node:crypto';

/** Port OpenAPI, entity `identifier`: letters of any script, digits and `@ _ . + : \ / = -`; 1 to 1,000 characters. */
const MAX_LENGTH = 1000;
const FORBIDDEN = /[^\p{L}0-9@_.+:\\/=-]/gu;
const REFUSED = new Set(['', '.', '..']);

/** 48 bits, which only have to tell originals apart that read the same once their characters are replaced. */
const DIGEST_CHARACTERS = 12;

/**
 * The identifier under which Port takes an entity that the mapping named `mapped`: unchanged where Port's grammar allows it,
 * else with `_` for each forbidden character and `_` plus the start of the original's SHA-256 in hex at the end, so that
 * `a|b` and `a#b` stay two entities. What is too long is cut to 1,000 characters, the same ending included.
 * Undefined for what names nothing: an empty text, `.` and `..`.
 */
export function entityIdentifier(mapped: string): string | undefined {
  if (REFUSED.has(mapped)) return undefined;
  if (mapped.length <= MAX_LENGTH && mapped.search(FORBIDDEN) === -1) return mapped;
  const digest = createHash('sha256').update(mapped).digest('hex').slice(0, DIGEST_CHARACTERS);
  const kept = mapped.slice(0, MAX_LENGTH - DIGEST_CHARACTERS - 1);
  return `${kept.replace(FORBIDDEN, '_')}_${digest}`;
}
