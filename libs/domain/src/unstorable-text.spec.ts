import { describe, expect, it } from 'vitest';
import { unstorableText } from './unstorable-text.js';

describe('text that PostgreSQL cannot store', () => {
  it('is found in values and keys, wherever they are', () => {
    const value = { ok: 'a\u{1f600}b', list: ['x', { deep: 'nul \0' }], lone: '\ud800', 'bad\0key': 1 };

    expect(unstorableText(value).map(({ pointer }) => pointer)).toEqual(['/lone', '', '/list/1/deep']);
  });
});
