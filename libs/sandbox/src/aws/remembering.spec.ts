import { describe, expect, it } from 'vitest';
import { remembering } from './remembering.js';

describe('a remembering function', () => {
  it('computes once for each argument, until there are too many', () => {
    const computed: string[] = [];
    const upper = remembering(2, (text) => {
      computed.push(text);
      return text.toUpperCase();
    });

    expect(['a', 'a', 'b', 'c', 'a'].map(upper)).toEqual(['A', 'A', 'B', 'C', 'A']);
    expect(computed).toEqual(['a', 'b', 'c', 'a']);
  });

  it('asks again after an error', () => {
    let isBroken = true;
    const read = remembering(2, () => {
      if (isBroken) throw new Error('broken');
      return 1;
    });
    expect(() => read('a')).toThrow('broken');
    isBroken = false;

    expect(read('a')).toBe(1);
  });
});
