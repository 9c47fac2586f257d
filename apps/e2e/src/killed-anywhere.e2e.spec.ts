import { testDatabase, type TestDatabase } from '@longshore/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FaultRig } from './faults/fault-rig.js';
import { killRuns } from './faults/kill-plan.js';
import type { Killed } from './faults/kill-runs.js';

/** `npm run bench:faults -- --kills=200` ends workers at every point, before and after it, and more than once. */
const RUNS = 24;
const POINTS = 20;

describe('a worker that is ended by SIGKILL at any step', { timeout: 600_000 }, () => {
  let database: TestDatabase;
  let rig: FaultRig;

  beforeAll(async () => {
    database = await testDatabase();
    rig = await FaultRig.start({ databaseUrl: database.url, accounts: 20 });
  });
  afterAll(async () => {
    await rig.stop();
    await database.close();
  });

  it('is followed by another one that leaves Port exact and repeats one request at most', async () => {
    const runs: Killed[] = [];
    for await (const run of killRuns(rig, { kills: RUNS, seed: 1, atOnce: 3 })) runs.push(run);

    const killed = runs.filter(({ wasKilled }) => wasKilled);
    expect(runs.filter(({ violations }) => violations.length > 0)).toEqual([]);
    expect(killed).toHaveLength(RUNS);
    expect(new Set(killed.map(({ name }) => name)).size).toBeGreaterThanOrEqual(POINTS);
    // What a worker has recorded is what nobody reads again: there must be some of it for that to mean anything.
    expect(killed.some(({ pages }) => pages.recorded > 0)).toBe(true);
  });
});
