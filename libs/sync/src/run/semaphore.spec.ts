import { describe, expect, it } from 'vitest';
import { forEachOf } from '../dispatch/for-each-of.js';
import { Semaphore } from './semaphore.js';

/** A task that ends when told to. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe('a semaphore', () => {
  it('lets as many run as it has places, and the others in order of arrival', async () => {
    const semaphore = new Semaphore(2);
    const gates = [gate(), gate(), gate(), gate()];
    const started: number[] = [];
    const runs = gates.map(({ opened }, index) =>
      semaphore.run(async () => {
        started.push(index);
        await opened;
      }),
    );
    expect(started).toEqual([0, 1]);

    gates[1]?.open();
    await runs[1];
    expect(started).toEqual([0, 1, 2]);

    for (const { open } of gates) open();
    await Promise.all(runs);
    expect(started).toEqual([0, 1, 2, 3]);
  });

  it('frees the place of a task that fails', async () => {
    const semaphore = new Semaphore(1);
    await expect(semaphore.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');

    expect(await semaphore.run(() => Promise.resolve('next'))).toBe('next');
  });
});

describe('doing something for each', () => {
  it('goes on after a failure, and tells all of them at the end', async () => {
    const seen: number[] = [];
    const work = async (item: number) => {
      seen.push(item);
      if (item % 2 === 1) throw new Error(`${item} is odd`);
    };

    await expect(forEachOf([1, 2, 3, 4, 5, 6], work)).rejects.toThrow(
      'Error: 1 is odd; Error: 3 is odd; Error: 5 is odd',
    );
    expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
