import { describe, expect, it } from 'vitest';
import { jqWasm, withMemoryLimit } from './wasm-bytes.js';

const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const custom = [0, 2, 1, 0x78];

describe('the memory limit of a module', () => {
  it('replaces the maximum and nothing else', () => {
    const wasm = Uint8Array.from([...header, ...custom, 5, 6, 1, 1, 0x80, 2, 0x80, 0x20, ...custom]);

    expect([...withMemoryLimit(wasm, 2048)]).toEqual([
      ...header,
      ...custom,
      5,
      6,
      1,
      1,
      0x80,
      2,
      0x80,
      0x10,
      ...custom,
    ]);
  });

  it.each([
    ['no memory', [...header, ...custom]],
    ['a memory without maximum', [...header, 5, 4, 1, 0, 0x80, 2]],
  ])('is not taken for granted with %s', (_, bytes) => {
    expect(() => withMemoryLimit(Uint8Array.from(bytes), 2048)).toThrow('jq-wasm was upgraded');
  });

  it('fits the jq that is installed', () => {
    expect(jqWasm().length).toBeGreaterThan(500_000);
  });
});
