import { describe, expect, it } from 'vitest';
import { generateKey, isKey, keyHash, keyPrefix } from './presented-key.js';

describe('an API key', () => {
  it('has a prefix that scanners know, and 32 random bytes', () => {
    const key = generateKey();

    expect(key).toMatch(/^ls_[\w-]{43}$/);
    expect(isKey(key)).toBe(true);
    expect(generateKey()).not.toBe(key);
  });

  it('is stored as a hash of 32 bytes, and told apart by nine characters', () => {
    const key = generateKey();

    expect([keyHash(key).length, keyPrefix(key)]).toEqual([32, key.slice(0, 9)]);
  });

  it.each(['', 'ls_', 'ls_short', `sk_${'a'.repeat(43)}`, `ls_${'a'.repeat(44)}`, `ls_${'!'.repeat(43)}`])(
    'is not %s',
    (presented) => {
      expect(isKey(presented)).toBe(false);
    },
  );
});
