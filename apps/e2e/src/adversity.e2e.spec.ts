import { afterEach, describe, expect, it } from 'vitest';
import type { Caller, SyncView } from './rig/caller.js';
import { LongshoreRig, type RigOptions } from './rig/longshore-rig.js';

const BULK = 'POST /v1/blueprints/:blueprint/entities/bulk';

let rig: LongshoreRig;
afterEach(() => rig.stop());

/** A connected tenant whose first sync has been opened. */
async function connected(options: RigOptions = {}): Promise<{ tenant: Caller; syncId: string }> {
  rig = await LongshoreRig.start({ resourcesPerKind: 2, ...options });
  const tenant = await rig.tenant();
  await rig.connect(tenant);
  const { syncId } = await tenant.post<{ syncId: string }>('/v1/integrations/aws/verification');
  return { tenant, syncId };
}

const outcome = ({ status, detail, counts: { entities } }: SyncView) => ({ status, detail, entities });
const NO_ENTITIES = { created: 0, updated: 0, unchanged: 0, deleted: 0, held: 0, failed: 0 };

describe('an account without resources', () => {
  it('is synced completely and gives the account itself', async () => {
    const { tenant, syncId } = await connected({ resourcesPerKind: 0 });

    const sync = await tenant.ended(syncId);

    expect(outcome(sync)).toEqual({ status: 'completed', detail: null, entities: { ...NO_ENTITIES, created: 1 } });
    expect(await rig.port.entities()).toMatchObject({ awsAccount: 1 });
  });
});

describe('a Port that drops connections in the middle of a sync', { timeout: 120_000 }, () => {
  it('loses nothing: what was not confirmed is pushed by the next sync', async () => {
    const { tenant, syncId } = await connected();
    const first = await tenant.ended(syncId);
    const [queue] = rig.aws.estate.everything('123456789012', 'AWS::SQS::Queue');
    if (!queue) throw new Error('the estate has no queue');
    rig.aws.estate.put('123456789012', queue.region, queue.type, { ...queue.properties, VisibilityTimeout: 77 });
    await rig.port.fault({ route: BULK, times: 5, effect: 'drop' });

    const second = await tenant.sync();
    const third = await tenant.sync();
    const created = first.counts.entities.created;

    expect(outcome(second)).toEqual({
      status: 'partial',
      detail: null,
      entities: { ...NO_ENTITIES, unchanged: created - 1, failed: 1 },
    });
    expect(outcome(third)).toEqual({
      status: 'completed',
      detail: null,
      entities: { ...NO_ENTITIES, unchanged: created - 1, updated: 1 },
    });
    expect(await rig.port.total()).toBe(created);
  });

  it('is not fooled by an answer that got lost after Port had stored the entities', async () => {
    const { tenant, syncId } = await connected();
    const first = await tenant.ended(syncId);
    await rig.port.fault({ route: BULK, times: 1, effect: 'commit-then-drop' });
    const [queue] = rig.aws.estate.everything('123456789012', 'AWS::SQS::Queue');
    if (!queue) throw new Error('the estate has no queue');
    rig.aws.estate.put('123456789012', queue.region, queue.type, { ...queue.properties, VisibilityTimeout: 78 });

    const second = await tenant.sync();
    const third = await tenant.sync();

    expect(second.counts.entities).toMatchObject({ created: 0, deleted: 0 });
    expect(third.counts.entities).toEqual({ ...NO_ENTITIES, unchanged: first.counts.entities.created });
  });
});

describe('Port credentials that are no longer valid', { timeout: 90_000 }, () => {
  it('fail the sync with what to do, and delete nothing', async () => {
    const { tenant, syncId } = await connected();
    const first = await tenant.ended(syncId);
    await fetch(new URL('/_sandbox/tokens', rig.port.url), { method: 'DELETE' });
    await rig.port.fault({ route: 'POST /v1/auth/access_token', times: 20, effect: 'status', status: 401 });
    const [queue] = rig.aws.estate.everything('123456789012', 'AWS::SQS::Queue');
    if (!queue) throw new Error('the estate has no queue');
    rig.aws.estate.put('123456789012', queue.region, queue.type, { ...queue.properties, VisibilityTimeout: 79 });
    await rig.stopWorker();
    await rig.startWorker();

    const sync = await tenant.sync();

    expect(sync.status).toBe('failed');
    expect(sync.detail).toMatch(/^123456789012: ERR_PORT_CREDENTIALS_REJECTED: .*client id and secret/);
    expect(await rig.port.total()).toBe(first.counts.entities.created);
  });
});

describe('a worker that is told to stop in the middle of a sync', { timeout: 90_000 }, () => {
  it('gives its work back at once, and the next worker ends it exactly', async () => {
    const { tenant, syncId } = await connected({ resourcesPerKind: 6 });
    const counts = async () => (await tenant.get<SyncView>(`/v1/syncs/${syncId}`)).counts;
    while ((await rig.port.total()) < 20) await rig.pause();
    await rig.stopWorker();
    const whenStopped = await counts();
    await rig.startWorker();

    const sync = await tenant.ended(syncId);
    const again = await tenant.sync();
    const total = await rig.port.total();

    expect(whenStopped.complete).toBeLessThan(sync.counts.complete);
    expect(sync.status).toBe('completed');
    expect(sync.counts.complete).toBe(again.counts.complete);
    expect(again.counts.entities).toEqual({ ...NO_ENTITIES, unchanged: total });
    expect((await rig.port.entityWrites()).delete).toBe(0);
  });
});

describe('a sync that is cancelled', () => {
  it('ends as cancelled, keeps what is in Port and deletes nothing', async () => {
    const { tenant, syncId } = await connected({ resourcesPerKind: 10 });
    while ((await rig.port.total()) < 10) await rig.pause();

    await tenant.post(`/v1/syncs/${syncId}/cancellation`);
    const sync = await tenant.ended(syncId);
    const writes = await rig.port.entityWrites();

    expect(sync.status).toBe('cancelled');
    expect(writes.delete).toBe(0);
    expect(writes.create).toBe(await rig.port.total());
  });
});

describe('kill switches of a tenant', () => {
  it('hold deletions while upserts go on, and stop everything when syncs are off', async () => {
    const { tenant, syncId } = await connected();
    await tenant.ended(syncId);
    const admin = rig.admin();
    const [{ id }] = (await admin.get<{ data: [{ id: string }] }>('/v1/tenants')).data;
    const [first, second] = rig.aws.estate.everything('123456789012', 'AWS::SQS::Queue');
    if (!first || !second) throw new Error('the estate has too few queues');
    rig.aws.estate.remove('123456789012', first.region, first.type, first.identifier);
    rig.aws.estate.put('123456789012', second.region, second.type, { ...second.properties, VisibilityTimeout: 80 });

    await admin.patch(`/v1/tenants/${id}`, { switches: { deletions: 'hold' } });
    const held = await tenant.sync();
    await admin.patch(`/v1/tenants/${id}`, { switches: { deletions: 'on' } });
    const released = await tenant.sync();
    await admin.patch(`/v1/tenants/${id}`, { switches: { syncs: 'off' } });

    expect(held.counts.entities).toMatchObject({ updated: 1, deleted: 0, held: 1 });
    expect(released.counts.entities).toMatchObject({ deleted: 1, held: 0 });
    await expect(tenant.sync()).rejects.toThrow('ERR_SYNCS_SWITCHED_OFF');
  });
});
