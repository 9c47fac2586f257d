import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { walkDown } from './walk-down.js';

const SIZE = 12;
const { signal } = new AbortController();

/** Any graph: what AWS answers while units are moved need not be a tree. */
const graph = fc.array(fc.uniqueArray(fc.nat(SIZE - 1), { maxLength: 4 }), { minLength: SIZE, maxLength: SIZE });
const starts = fc.array(fc.nat(SIZE - 1).map(String), { maxLength: 4 });

describe('a walk over units', () => {
  it('visits what it can reach from its starts exactly once, however these overlap', async () => {
    await fc.assert(
      fc.asyncProperty(graph, starts, async (childrenOf, from) => {
        const visited: string[] = [];
        const children = (id: string) => (childrenOf[Number(id)] ?? []).map(String);
        const visit = async (id: string) => {
          visited.push(id);
          return children(id);
        };

        await walkDown(from, visit, { limit: 3, signal });

        const reachable = new Set(from);
        for (const id of reachable) for (const child of children(id)) reachable.add(child);
        expect([...visited].sort()).toEqual([...reachable].sort());
      }),
    );
  });

  it('keeps to its limit and ends with the first failure', async () => {
    const names = Array.from({ length: 9 }, (_, index) => `ou-${index}`);
    let running = 0;
    let most = 0;
    const visit = async (id: string) => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      if (id === 'ou-7') throw new Error('denied');
      return id === 'root' ? names : [];
    };

    await expect(walkDown(['root'], visit, { limit: 3, signal })).rejects.toThrow('denied');
    expect(most).toBe(3);
  });
});
