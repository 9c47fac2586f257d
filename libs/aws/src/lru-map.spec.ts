import { describe, expect, it } from 'vitest';
import { LruMap } from './lru-map.js';

describe('a map of what was used last', () => {
  it('makes an entry once', () => {
    const map = new LruMap<object>(2);
    const made = map.obtain('a', () => ({}));

    expect(map.obtain('a', () => ({}))).toBe(made);
  });

  it('drops the entry that was not used for longest', () => {
    const map = new LruMap<number>(2);
    map.obtain('a', () => 1);
    map.obtain('b', () => 2);
    map.obtain('a', () => 3);
    map.obtain('c', () => 4);

    expect([map.obtain('a', () => 5), map.obtain('b', () => 6)]).toEqual([1, 6]);
    expect(map.size).toBe(2);
  });
});
