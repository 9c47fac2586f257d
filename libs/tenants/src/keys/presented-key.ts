import { createHash, randomBytes } from 'node:crypto';

/** `ls_` lets secret scanners find a leaked key; 32 random bytes need no slow hash. */
const PRESENTED = /^ls_[\w-]{43}$/;

const SHOWN_CHARACTERS = 9;

export function generateKey(): string {
  return `ls_${randomBytes(32).toString('base64url')}`;
}

/** False for what cannot be one of our keys. */
export function isKey(presented: string): boolean {
  return PRESENTED.test(presented);
}

/** What is stored in place of the key. A look-up by it tells an attacker nothing through its duration: the hash of a guess is not a near miss. */
export function keyHash(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** The beginning of a key, by which people tell keys apart. */
export function keyPrefix(key: string): string {
  return key.slice(0, SHOWN_CHARACTERS);
}
