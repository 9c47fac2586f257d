import { testDatabase, type TestDatabase } from '@longshore/database/testing';
import type { SyncRow } from '@longshore/database';
import type { NewFaultRule } from '@longshore/sandbox';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KINDS, SLOTS, type Slot } from './faults/estate-model.js';
import { planOf } from './faults/fault-effects.js';
import { FaultRig } from './faults/fault-rig.js';
import { Laboratory } from './faults/laboratory.js';
import { World } from './faults/world.js';

const DENIED = { code: 'AccessDeniedException', message: 'User is not authorized to perform: logs:DescribeLogGroups' };
const NO_ENTITIES = { created: 0, updated: 0, unchanged: 0, deleted: 0, held: 0, failed: 0 };

describe('a catalog in step with AWS', { timeout: 120_000 }, () => {
  let database: TestDatabase;
  let rig: FaultRig;
  let laboratory: Laboratory;
  let world: World;
  let before: Awaited<ReturnType<World['entities']>>;

  beforeAll(async () => {
    database = await testDatabase();
    rig = await FaultRig.start({ databaseUrl: database.url, accounts: 140 });
    laboratory = await Laboratory.open(rig);
  });
  afterAll(async () => {
    await laboratory.close();
    await rig.stop();
    await database.close();
  });
  beforeEach(async () => {
    world = await World.start(laboratory);
    await world.sync();
    before = await world.entities();
  });
  afterEach(() => rig.aws.rules.clear());

  const slot = (kind: Slot['kind'], number = 0): Slot =>
    SLOTS.find((one) => one.account === 0 && one.kind === kind && one.number === number) as Slot;
  const listing = (kind: Slot['kind']): NewFaultRule => ({
    accountId: world.estate.accountOf(slot(kind)),
    region: slot(kind).region,
    service: 'cloudcontrol',
    kind: KINDS[kind],
  });
  const reasons = async (sync: SyncRow): Promise<string[]> => {
    const view = await world.tenant.caller.get<{ incomplete: { kind: string; region: string; reason: string }[] }>(
      `/v1/syncs/${sync.id}`,
    );
    return view.incomplete.map(({ kind, region, reason }) => `${kind} ${region} ${reason}`);
  };
  /** A sync during which the fault lasts, ten minutes after the last one. */
  const syncOnce = async (): Promise<SyncRow> => {
    await world.later(11);
    return (await world.sync()).sync;
  };
  const recovered = async (): Promise<SyncRow> => {
    rig.aws.rules.clear();
    return (await world.sync()).sync;
  };
  const expectUntouched = async (): Promise<void> => expect(await world.entities()).toEqual(before);

  it('survives a role that is revoked in 1 of 100 accounts: that account is told apart, the others are synced', async () => {
    const big = await World.start(laboratory, 100);
    const { awsAccountIds } = big.tenant;
    for (const [index, account] of awsAccountIds.entries())
      rig.aws.estate.put(account, 'eu-west-1', KINDS.groups, {
        Id: `sg-${index}`,
        GroupName: 'v1',
        GroupDescription: '',
      });
    await big.map(['groups']);
    await big.sync();
    const had = await big.entities();
    const revoked = awsAccountIds[42] as string;
    await fetch(`${rig.aws.url}/_sandbox/accounts/${revoked}/roles/LongshoreReadRole`, { method: 'DELETE' });
    rig.aws.rules.add({
      accountId: revoked,
      service: 'sts',
      operation: 'GetCallerIdentity',
      times: 1,
      expireSession: true,
    });

    const { sync } = await big.sync();

    expect(sync).toMatchObject({ state: 'partial', counts: { accounts: 100, entities: { deleted: 0, held: 0 } } });
    expect(sync.detail).toContain(revoked);
    expect(had.size).toBeGreaterThanOrEqual(100);
    expect(await big.entities()).toEqual(had);
  });

  it('survives that ListRegions fails: EC2 is asked instead, and nothing counts as switched off', async () => {
    for (const accountId of world.tenant.awsAccountIds)
      rig.aws.rules.add({ accountId, service: 'account', operation: 'ListRegions', error: { ...DENIED, status: 403 } });

    const sync = await syncOnce();

    expect(sync).toMatchObject({
      state: 'completed',
      counts: { entities: { ...NO_ENTITIES, unchanged: expect.any(Number) } },
    });
    await expectUntouched();
  });

  it('survives AccessDenied in one region: that listing is incomplete, and what it held stays', async () => {
    rig.aws.rules.add({ ...listing('groups'), error: DENIED });

    const denied = [await syncOnce(), await syncOnce()];

    expect(denied.map(({ state, counts }) => ({ state, entities: counts.entities.deleted }))).toEqual([
      { state: 'partial', entities: 0 },
      { state: 'partial', entities: 0 },
    ]);
    expect(await reasons(denied[1] as SyncRow)).toEqual(['AWS::EC2::SecurityGroup eu-west-1 denied']);
    await expectUntouched();
    expect((await recovered()).state).toBe('completed');
  });

  it('survives a throttled page: what stands behind it is not gone', async () => {
    rig.aws.rules.add({ ...listing('logs'), operation: 'ListResources', latencyMs: 1, times: 1 });
    rig.aws.rules.add({ ...listing('logs'), operation: 'ListResources', throttle: true });

    const sync = await syncOnce();

    expect(sync).toMatchObject({ state: 'partial', counts: { entities: { deleted: 0 } } });
    expect(await reasons(sync)).toEqual(['AWS::Logs::LogGroup eu-west-1 throttled']);
    await expectUntouched();
    expect((await recovered()).state).toBe('completed');
  });

  it('survives a list that is cut short without a word, again and again: a direct read finds what it left out', async () => {
    for (const kind of ['logs', 'groups'] as const)
      rig.aws.rules.add({ ...listing(kind), operation: 'ListResources', truncate: true });

    const cut = [await syncOnce(), await syncOnce(), await syncOnce()];

    expect(cut.map(({ counts }) => counts.entities.deleted)).toEqual([0, 0, 0]);
    await expectUntouched();
    expect((await recovered()).state).toBe('completed');
  });

  it('survives a page token that comes back: the listing counts as cut short', async () => {
    rig.aws.rules.add({ ...listing('logs'), repeatPage: true });

    const sync = await syncOnce();

    expect(await reasons(sync)).toEqual(['AWS::Logs::LogGroup eu-west-1 truncated']);
    await expectUntouched();
    expect((await recovered()).state).toBe('completed');
  });

  it('survives an emptied mapping: what no listing proves any more is kept', async () => {
    await expect(world.map([])).rejects.toThrow('ERR_MAPPING_INVALID');
    const stored = { source: '', document: { resources: [] }, entries: [], actor: 'test' };
    await laboratory.mappings.append(world.id, await world.integrationId(), stored);

    const sync = await syncOnce();

    expect(sync).toMatchObject({ state: 'failed', counts: { entities: { deleted: 0, held: 0 } } });
    await expectUntouched();
  });

  it('survives a mapping that stops matching: more than a few deletions wait for somebody to approve them', async () => {
    for (const accountId of world.tenant.awsAccountIds)
      for (let index = 0; index < 30; index += 1) {
        const properties = { Id: `sg-${accountId}-${index}`, GroupName: 'v1', GroupDescription: '' };
        rig.aws.estate.put(accountId, 'us-east-1', KINDS.groups, properties);
      }
    await world.sync();
    before = await world.entities();
    const resources = [
      {
        kind: KINDS.groups,
        selector: { query: 'false' },
        port: { entity: { mappings: { identifier: '.Properties.Id', blueprint: '"ec2SecurityGroup"' } } },
      },
    ];
    await world.tenant.caller.put('/v1/integrations/aws/mapping', { resources });

    const sync = await syncOnce();

    expect(sync.counts.entities).toMatchObject({ deleted: 0, held: expect.any(Number) });
    expect(sync.counts.entities.held).toBeGreaterThanOrEqual(60);
    await expectUntouched();
  });

  it('survives 500 from Port on upserts: the entities are pushed by the next sync, and count as seen', async () => {
    const changed = slot('groups');
    world.estate.become(changed, 'v2');
    await rig.port.fault(planOf({ of: 'Port', what: 'upsert 500', times: 20 }, world.tenant.organizationId));

    const failed = await syncOnce();
    await rig.port.calm(world.tenant.organizationId);

    expect(failed).toMatchObject({ state: 'partial', counts: { entities: { failed: 1, deleted: 0 } } });
    await expectUntouched();
    expect((await recovered()).counts.entities).toMatchObject({ updated: 1, failed: 0 });
    expect((await world.entities()).get(world.estate.entityOf(changed))).toEqual({ description: 'version 2' });
  });

  it('survives a worker that vanishes between push and confirmation: the next one pushes the same again', async () => {
    world.estate.become(slot('groups'), 'v2');
    world.estate.become(slot('logs'), 'v2');

    const { sync } = await world.sync([{ step: 'Port upsert', when: 'after', nth: 1, what: 'vanishes' }]);

    expect(sync).toMatchObject({ state: 'completed', counts: { entities: { deleted: 0, failed: 0 } } });
    expect((await world.entities()).get(world.estate.entityOf(slot('groups')))).toEqual({ description: 'version 2' });
    expect((await world.entities()).size).toBe(before.size);
  });
});
