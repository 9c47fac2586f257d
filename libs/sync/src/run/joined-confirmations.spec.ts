import type { Confirmation } from '@longshore/database';
import { beforeEach, describe, expect, it } from 'vitest';
import { JoinedConfirmations } from './joined-confirmations.js';

const confirmation = (entityId: string): Confirmation => {
  const bytes = Buffer.from(entityId);
  return { scopeId: '1', key: bytes, entry: 'e', entityId, intent: '1', bodyHash: bytes };
};

describe('confirmations', () => {
  let written: string[][];
  let end: (error?: Error) => void;
  let confirmations: JoinedConfirmations;

  beforeEach(() => {
    written = [];
    confirmations = new JoinedConfirmations((all) => {
      written.push(all.map(({ entityId }) => entityId));
      return new Promise((resolve, reject) => {
        end = (error) => (error ? reject(error) : resolve());
      });
    });
  });
  const add = (...entityIds: string[]) => confirmations.add(entityIds.map(confirmation));
  const writes = (count: number) => expect.poll(() => written.length).toBe(count);

  it('that come while others are written go into the next transaction together', async () => {
    const first = add('a');
    await writes(1);
    const others = [add('b'), add('c', 'd')];
    end();
    await first;
    await writes(2);
    end();
    await Promise.all(others);

    expect(written).toEqual([['a'], ['b', 'c', 'd']]);
  });

  it('fail with those they were written with, and with no others', async () => {
    const failing = [add('a'), add('b')];
    await writes(1);
    const later = add('c');
    end(new Error('no connection'));

    expect(await Promise.allSettled(failing)).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    await writes(2);
    end();
    await expect(later).resolves.toBeUndefined();
    expect(written).toEqual([['a', 'b'], ['c']]);
  });

  it('of nothing cost nothing', async () => {
    await add();

    expect(written).toEqual([]);
  });
});
