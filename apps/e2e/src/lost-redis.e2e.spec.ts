import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller, SyncView } from './rig/caller.js';
import { LongshoreRig } from './rig/longshore-rig.js';
import { isRedisInstalled, OwnRedis } from './rig/own-redis.js';

/** A job counts as lost after a minute in which no worker is busy. */
const LOST_AFTER_S = 61;

const NO_ENTITIES = { created: 0, updated: 0, unchanged: 0, deleted: 0, held: 0, failed: 0 };

if (!isRedisInstalled) process.stderr.write('Skipped: no redis-server is installed, so none can be lost.\n');

describe.skipIf(!isRedisInstalled)('a Redis that is killed in the middle of a sync', { timeout: 90_000 }, () => {
  let redis: OwnRedis;
  let rig: LongshoreRig;
  let tenant: Caller;

  beforeAll(async () => {
    redis = await OwnRedis.start();
    rig = await LongshoreRig.start({ redisUrl: redis.url, resourcesPerKind: 6 });
    tenant = await rig.tenant();
    await rig.connect(tenant);
  });
  afterAll(async () => {
    await rig.stop();
    await redis.kill();
  });

  const expectExact = async (ended: SyncView): Promise<void> => {
    const again = await tenant.sync();
    const total = await rig.port.total();
    expect(ended).toMatchObject({ status: 'completed', detail: null, incomplete: [] });
    expect(again).toMatchObject({ status: 'completed', counts: { resources: total } });
    expect(again.counts.entities).toEqual({ ...NO_ENTITIES, unchanged: total });
    expect(await rig.port.entityWrites()).toMatchObject({ create: total, delete: 0 });
  };

  it('and comes back empty takes jobs with it that are queued again: the sync ends, exact', async () => {
    const { syncId } = await tenant.post<{ syncId: string }>('/v1/integrations/aws/verification');
    while ((await rig.port.total()) < 20) await rig.pause();
    await rig.stopWorker();
    while ((await rig.waitingJobs()) === 0) await rig.pause();
    await redis.kill();
    await redis.startAgain();
    const left = await rig.waitingJobs();
    await rig.startWorker();

    const lost = await rig.later(LOST_AFTER_S);
    const sync = await tenant.ended(syncId);

    expect({ left, lost }).toEqual({ left: 0, lost: 1 });
    await expectExact(sync);
  });

  it('keeps nobody from the work in hand, and the next sync finds the new one', async () => {
    const buckets = rig.aws.estate.everything('123456789012', 'AWS::S3::Bucket');
    for (const { region, type, properties } of buckets) {
      const Tags = [{ Key: 'Team', Value: 'platform' }];
      rig.aws.estate.put('123456789012', region, type, { ...properties, Tags });
    }
    const mark = await rig.port.mark();
    const { id } = await tenant.post<{ id: string }>('/v1/integrations/aws/syncs');
    while ((await rig.port.mark()) === mark) await rig.pause();
    await redis.kill();
    await redis.startAgain();

    const sync = await tenant.ended(id);

    expect(sync.counts.entities).toMatchObject({ updated: buckets.length, deleted: 0, held: 0, failed: 0 });
    await expectExact(sync);
  });
});
