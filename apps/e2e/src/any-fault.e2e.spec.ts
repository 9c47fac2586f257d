import { env } from 'node:process';
import { testDatabase, type TestDatabase } from '@longshore/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playAll, type PlayedSchedule } from './faults/batches.js';
import { FaultRig } from './faults/fault-rig.js';
import { Laboratory } from './faults/laboratory.js';
import { PLANTED_BUGS } from './faults/planted-bugs.js';
import { play } from './faults/play.js';
import type { Step } from './faults/schedule.js';
import type { Plants } from './faults/test-worker.js';

/** `npm run bench:faults` plays as many as one likes, with other seeds. */
const SCHEDULES = 16;
const QUEUED = 6;
const AT_ONCE = 8;

let database: TestDatabase;
let rig: FaultRig;

beforeAll(async () => {
  database = await testDatabase();
  rig = await FaultRig.start({ databaseUrl: database.url, accounts: 2_000 });
});
afterAll(async () => {
  await rig.stop();
  await database.close();
});

describe('whatever fails, and whenever a worker vanishes or stands still', { timeout: 300_000 }, () => {
  it('only what AWS no longer has is deleted, and all of it within two complete syncs', async () => {
    const laboratory = await Laboratory.open(rig);
    const violating: PlayedSchedule[] = [];
    let syncs = 0;
    for await (const played of playAll(laboratory, { seed: 1, to: SCHEDULES, atOnce: AT_ONCE })) {
      if (played.violations.length > 0) violating.push(played);
      syncs += played.syncs;
    }
    await laboratory.close();

    expect(violating).toEqual([]);
    expect(syncs).toBeGreaterThan(3 * SCHEDULES);
  });
});

/** A database of Redis that no other spec uses: its workers would take these jobs. */
const redisUrl = env['REDIS_URL'] && Object.assign(new URL(env['REDIS_URL']), { pathname: '/11' }).href;
const backends = [{ backend: 'PostgreSQL', redisUrl: '' }, ...(redisUrl ? [{ backend: 'Redis', redisUrl }] : [])];

describe.each(backends)('the same with account syncs queued in $backend', { timeout: 300_000 }, (queue) => {
  it('holds', async () => {
    const own = await testDatabase();
    const queued = await FaultRig.start({ databaseUrl: own.url, accounts: 2 * QUEUED, redisUrl: queue.redisUrl });
    const laboratory = await Laboratory.open(queued);
    const played: PlayedSchedule[] = [];
    for await (const one of playAll(laboratory, { seed: 2, to: QUEUED, atOnce: AT_ONCE })) played.push(one);
    await laboratory.close();
    await queued.stop();
    await own.close();

    expect(played.filter(({ violations }) => violations.length > 0)).toEqual([]);
    expect(played).toHaveLength(QUEUED);
  });
});

describe('a bug that is planted in the engine', { timeout: 60_000 }, () => {
  const bugs = Object.entries(PLANTED_BUGS).map(([bug, { plants, schedule }]) => ({ bug, plants, schedule }));
  const violationsOf = async (schedule: Step[], plants: Plants): Promise<string[]> => {
    const laboratory = await Laboratory.open(rig, plants);
    const { violations } = await play(laboratory, schedule).finally(() => laboratory.close());
    return violations;
  };

  it.each(bugs)('is found out: $bug', async ({ schedule, plants }) => {
    expect(await violationsOf(schedule, plants)).not.toEqual([]);
  });

  it('is all that was found: the engine as it is stands the same schedules', async () => {
    const laboratory = await Laboratory.open(rig);
    const played = await Promise.all(bugs.map(({ schedule }) => play(laboratory, schedule)));
    await laboratory.close();

    expect(played.flatMap(({ violations }) => violations)).toEqual([]);
  });
});
