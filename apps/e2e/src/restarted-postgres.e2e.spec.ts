import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from './rig/caller.js';
import { LongshoreRig } from './rig/longshore-rig.js';
import { OwnPostgres } from './rig/own-postgres.js';

/** A lease of 45 s, and 20 s until it is another's. */
const FREE_AFTER_S = 66;

describe('a PostgreSQL that is restarted in the middle of a sync', { timeout: 90_000 }, () => {
  let postgres: OwnPostgres;
  let rig: LongshoreRig;
  let tenant: Caller;

  beforeAll(async () => {
    postgres = await OwnPostgres.start();
    rig = await LongshoreRig.start({ databaseUrl: postgres.url, resourcesPerKind: 6 });
    tenant = await rig.tenant();
    await rig.connect(tenant);
  });
  afterAll(async () => {
    await rig.stop();
    await postgres.close();
  });

  it('loses nothing: the same processes end the sync, and Port is exact', async () => {
    const { syncId } = await tenant.post<{ syncId: string }>('/v1/integrations/aws/verification');
    while ((await rig.port.total()) < 20) await rig.pause();
    const whenStopped = await rig.port.total();

    await postgres.restart();
    const inHand = await rig.later(FREE_AFTER_S);
    const sync = await tenant.ended(syncId);
    const again = await tenant.sync();
    const total = await rig.port.total();

    expect(whenStopped).toBeLessThan(total);
    expect(inHand).toBe(1);
    expect(sync).toMatchObject({ status: 'completed', detail: null, incomplete: [] });
    expect(again).toMatchObject({ status: 'completed', counts: { resources: total } });
    expect(again.counts.entities).toEqual({ created: 0, updated: 0, unchanged: total, deleted: 0, held: 0, failed: 0 });
    expect(await rig.port.entityWrites()).toMatchObject({ create: total, delete: 0 });
  });
});
