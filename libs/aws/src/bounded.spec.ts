import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { mapBounded } from './bounded.js';

const signal = new AbortController().signal;

describe('bounded work', () => {
  it('keeps the order and never exceeds its limit', async () => {
    let running = 0;
    let peak = 0;
    const double = async (item: number) => {
      peak = Math.max(peak, ++running);
      await turn();
      running -= 1;
      return item * 2;
    };

    const results = await mapBounded([1, 2, 3, 4, 5], { limit: 2, signal }, double);

    expect({ results, peak }).toEqual({ results: [2, 4, 6, 8, 10], peak: 2 });
  });

  it('aborts what still runs when one item fails', async () => {
    let other: AbortSignal | undefined;
    const work = async (item: string, stop: AbortSignal) => {
      if (item === 'bad') throw new Error('bad item');
      other = stop;
      await turn();
    };

    await expect(mapBounded(['good', 'bad'], { limit: 2, signal }, work)).rejects.toThrow('bad item');
    expect(other?.aborted).toBe(true);
  });

  it('does nothing for no items', async () => {
    await expect(mapBounded([], { limit: 2, signal }, async () => 1)).resolves.toEqual([]);
  });
});
