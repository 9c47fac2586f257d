import { beforeEach, describe, expect, it } from 'vitest';
import { CheckpointPace } from './checkpoint-pace.js';
import { WalkCheckpoints, type ConfirmedPages } from './walk-checkpoints.js';

const key = (name: string): Buffer => Buffer.from(name);

describe('the checkpoints of a walk', () => {
  let written: ConfirmedPages[];
  let now: number;
  let checkpoints: WalkCheckpoints;

  beforeEach(() => {
    written = [];
    now = 0;
    checkpoints = new WalkCheckpoints(
      async (pages) => void written.push(pages),
      new CheckpointPace().begin(() => now),
    );
  });

  it('cost a walk of less than a second nothing', async () => {
    await checkpoints.confirmed(0, 'one', [key('a')]);
    now = 999;
    await checkpoints.confirmed(1, 'two', [key('b')]);
    await checkpoints.confirmed(2, null, [key('c')]);

    expect(written).toEqual([]);
    expect(checkpoints.pending).toEqual([key('a'), key('b'), key('c')]);
  });

  it('join the pages of a second', async () => {
    await checkpoints.confirmed(0, 'one', [key('a')]);
    now = 1_000;
    await checkpoints.confirmed(1, 'two', [key('b')]);
    await checkpoints.confirmed(2, 'three', [key('c')]);
    now = 2_000;
    await checkpoints.confirmed(3, 'four', [key('d')]);

    expect(written).toEqual([
      { page: 1, nextToken: 'two', keys: [key('a'), key('b')] },
      { page: 3, nextToken: 'four', keys: [key('c'), key('d')] },
    ]);
    expect(checkpoints.pending).toEqual([]);
  });

  it('are written at once when the work is given back', async () => {
    await checkpoints.confirmed(0, 'one', [key('a')]);
    await checkpoints.flush();
    await checkpoints.flush();

    expect(written).toEqual([{ page: 0, nextToken: 'one', keys: [key('a')] }]);
  });

  it('never end at the last page, which has no next one', async () => {
    now = 5_000;
    await checkpoints.confirmed(0, null, [key('a')]);
    await checkpoints.flush();

    expect(written).toEqual([]);
    expect(checkpoints.pending).toEqual([key('a')]);
  });

  it('keep the keys of pages whose checkpoint could not be written', async () => {
    checkpoints = new WalkCheckpoints(
      () => Promise.reject(new Error('no connection')),
      () => false,
    );
    await checkpoints.confirmed(0, 'one', [key('a')]);

    await expect(checkpoints.flush()).rejects.toThrow('no connection');
    expect(checkpoints.pending).toEqual([key('a')]);
  });
});
