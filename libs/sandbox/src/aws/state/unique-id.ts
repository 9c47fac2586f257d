import { randomBytes } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An id as IAM makes them: a prefix that names the type (`AROA` role, `ASIA` temporary key) and 16 random letters and digits. */
export function uniqueId(prefix: 'AROA' | 'ASIA'): string {
  return prefix + Array.from(randomBytes(16), (byte) => LETTERS[byte % 32]).join('');
}
