import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IssuerRig } from '../testing/issuer-rig.js';
import { LEAD_MS, LINGER_MS, ROTATION_MS } from './key-schedule.js';

let rig: IssuerRig;

beforeEach(async () => {
  rig = await IssuerRig.start();
});

afterEach(() => rig.stop());

const states = async () => (await rig.newest().store.list()).map(({ state }) => state);
const later = (ms: number) => {
  rig.clock.at = new Date(rig.clock.at.getTime() + ms);
};

describe('the rotation of signing keys', () => {
  it('makes the first key, which signs at once, and only one', async () => {
    const { rotate } = rig.process();

    await rotate.run();
    await rotate.run();

    expect(await states()).toEqual(['active']);
  });

  it('makes one key however many replicas start together', async () => {
    const replicas = Array.from({ length: 4 }, () => rig.process());

    await Promise.all(replicas.map(({ rotate }) => rotate.run()));

    expect((await states()).filter((state) => state === 'active')).toEqual(['active']);
  });

  it('goes through all states, one after the other, also with replicas that race', async () => {
    const replicas = [rig.process(), rig.process()];
    const rotate = () => Promise.all(replicas.map((replica) => replica.rotate.run()));
    const [replica] = replicas;
    await replica?.rotate.run();

    const seen = [];
    for (const pause of [0, ROTATION_MS, LEAD_MS - 1, 1, LINGER_MS - 1, 1]) {
      later(pause);
      await rotate();
      seen.push(await states());
    }

    expect(seen).toEqual([
      ['active'],
      ['active', 'pending'],
      ['active', 'pending'],
      ['retiring', 'active'],
      ['retiring', 'active'],
      ['retired', 'active'],
    ]);
  });

  it('stores private keys sealed, and erases them in the end', async () => {
    const { rotate, store } = rig.process();
    await rotate.run();
    const [first] = await store.list();

    expect(Buffer.from(first?.privateCt ?? []).toString('latin1')).not.toContain('PRIVATE KEY');
    for (const pause of [ROTATION_MS, LEAD_MS, LINGER_MS]) {
      later(pause);
      await rotate.run();
    }
    expect((await store.list()).map(({ privateCt }) => privateCt.length > 0)).toEqual([false, true]);
  });
});
