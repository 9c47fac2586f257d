import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDeeperThan } from './json-depth.js';

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('the depth of a JSON text', () => {
  it('is what its value has, whatever its strings contain', () => {
    const text = fc.constantFrom('[', '{"', '\\"[', '\\', ']]', 'x');
    const { tree } = fc.letrec((again) => ({
      tree: fc.oneof(
        { maxDepth: 6 },
        text,
        fc.array(again('tree'), { maxLength: 3 }),
        fc.dictionary(text, again('tree'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.integer({ min: 0, max: 8 }), (value, limit) => {
        expect(isDeeperThan(JSON.stringify(value), limit)).toBe(depthOf(value) > limit);
      }),
    );
  });
});
