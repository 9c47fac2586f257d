import { env } from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from './rig/caller.js';
import { ACCOUNT, LongshoreRig } from './rig/longshore-rig.js';

// Spec files run side by side: each has a Redis database of its own, or it would take the others' jobs.
const redisUrl = env['REDIS_URL'] && Object.assign(new URL(env['REDIS_URL']), { pathname: '/10' }).href;
const backends = [{ backend: 'PostgreSQL', redisUrl: '' }, ...(redisUrl ? [{ backend: 'Redis', redisUrl }] : [])];

const NO_ENTITIES = { created: 0, updated: 0, unchanged: 0, deleted: 0, held: 0, failed: 0 };

describe.each(backends)('a sync with its queue in $backend', ({ redisUrl }) => {
  let rig: LongshoreRig;
  let tenant: Caller;
  let entities: number;

  beforeAll(async () => {
    rig = await LongshoreRig.start({ redisUrl, resourcesPerKind: 4 });
    tenant = await rig.tenant();
    await rig.connect(tenant);
  });
  afterAll(() => rig.stop());

  it('starts by itself once the verification has passed, and creates every entity', async () => {
    const verification = await tenant.post<{ status: string; syncId: string }>('/v1/integrations/aws/verification');
    expect(verification.status).toBe('passed');

    const sync = await tenant.ended(verification.syncId);
    entities = await rig.port.total();

    expect({ status: sync.status, detail: sync.detail, incomplete: sync.incomplete }).toEqual({
      status: 'completed',
      detail: null,
      incomplete: [],
    });
    expect(entities).toBeGreaterThan(100);
    expect(sync.counts.resources).toBe(entities);
    expect(sync.counts.entities).toEqual({ ...NO_ENTITIES, created: entities });
    expect(await rig.port.entityWrites()).toEqual({ create: entities, update: 0, touch: 0, delete: 0 });
  });

  it('writes nothing when nothing changed', async () => {
    const mark = await rig.port.mark();

    const sync = await tenant.sync();

    expect(sync.status).toBe('completed');
    expect(sync.counts.entities).toEqual({ ...NO_ENTITIES, unchanged: entities });
    expect(await rig.port.writes(mark)).toEqual([]);
  });

  it('updates what changed in AWS and only that', async () => {
    const [bucket] = rig.aws.estate.everything(ACCOUNT, 'AWS::S3::Bucket');
    if (!bucket) throw new Error('the estate has no bucket');
    const properties = { ...bucket.properties, Tags: [{ Key: 'Team', Value: 'platform' }] };
    rig.aws.estate.put(ACCOUNT, bucket.region, bucket.type, properties);
    const mark = await rig.port.mark();

    const sync = await tenant.sync();

    expect(sync.counts.entities).toEqual({ ...NO_ENTITIES, updated: 1, unchanged: entities - 1 });
    expect(await rig.port.entityWrites(mark)).toEqual({ create: 0, update: 1, touch: 0, delete: 0 });
  });

  it('deletes what is gone from AWS once a direct read says so', async () => {
    const [function_] = rig.aws.estate.everything(ACCOUNT, 'AWS::Lambda::Function');
    if (!function_) throw new Error('the estate has no function');
    rig.aws.estate.remove(ACCOUNT, function_.region, function_.type, function_.identifier);
    const mark = await rig.port.mark();

    const sync = await tenant.sync();

    expect(sync.counts.entities).toEqual({ ...NO_ENTITIES, deleted: 1, unchanged: entities - 1 });
    expect((await rig.port.writes(mark)).map(({ action, blueprint }) => ({ action, blueprint }))).toEqual([
      { action: 'delete', blueprint: 'lambdaFunction' },
    ]);
    entities -= 1;
  });

  it('deletes nothing where AWS denies the listing, and names the scope, the reason and the remedy', async () => {
    rig.aws.rules.add({
      service: 'sqs',
      operation: 'ListQueues',
      region: 'eu-west-1',
      error: { code: 'AccessDeniedException', message: 'User: x is not authorized to perform: sqs:ListQueues' },
    });
    const mark = await rig.port.mark();

    const sync = await tenant.sync();
    rig.aws.rules.clear();

    expect(sync.status).toBe('partial');
    expect(sync.counts.entities.deleted).toBe(0);
    expect(sync.incomplete.map(({ kind, region, reason, remedy }) => ({ kind, region, reason, remedy }))).toEqual([
      {
        kind: 'AWS::SQS::Queue',
        region: 'eu-west-1',
        reason: 'denied',
        remedy: 'Allow sqs:ListQueues for the role, or remove the kind from the mapping.',
      },
    ]);
    expect(await rig.port.writes(mark)).toEqual([]);
    expect(await rig.port.total()).toBe(entities);
  });

  it('holds the deletion of a scope that turns empty at once', async () => {
    const tables = rig.aws.estate
      .everything(ACCOUNT, 'AWS::DynamoDB::Table')
      .filter(({ region }) => region === 'us-east-1');
    for (const table of tables) rig.aws.estate.remove(ACCOUNT, table.region, table.type, table.identifier);

    const sync = await tenant.sync();
    for (const table of tables) rig.aws.estate.put(ACCOUNT, table.region, table.type, table.properties);

    expect(tables.length).toBeGreaterThan(1);
    expect(sync.counts.entities).toMatchObject({ deleted: 0, held: tables.length });
    expect(await rig.port.total()).toBe(entities);
  });

  it('fails without deleting anything when the role is gone, and says what to do', async () => {
    const role = await fetch(`${rig.aws.url}/_sandbox/accounts/${ACCOUNT}/roles/LongshoreReadRole`, {
      method: 'DELETE',
    });
    expect(role.status).toBe(204);
    // A new worker holds no session of the role that was.
    await rig.stopWorker();
    await rig.startWorker();
    const mark = await rig.port.mark();

    const sync = await tenant.sync();

    expect(sync.status).toBe('failed');
    expect(sync.detail).toMatch(
      /^123456789012: ERR_AWS_ASSUME_ROLE_DENIED: Cannot assume arn:aws:iam::123456789012:role\/LongshoreReadRole .*installation link/,
    );
    expect(await rig.port.writes(mark)).toEqual([]);
    expect(await rig.port.total()).toBe(entities);
  });
});
