import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller, SyncView } from './rig/caller.js';
import { LongshoreRig } from './rig/longshore-rig.js';

const QUEUE = 'AWS::SQS::Queue';
const REGION = 'eu-west-1';

interface ScopeRow {
  kind: string;
  region: string;
  state: string;
  reason: string | null;
  remedy: string | null;
  durationMs: number | null;
  stages: { list: { failures: number } };
}

describe('a sync of an account that denies one region', () => {
  let rig: LongshoreRig;
  let tenant: Caller;
  let sync: SyncView & { warnings: { kind: string; message: string }[] };

  beforeAll(async () => {
    rig = await LongshoreRig.start({ resourcesPerKind: 2 });
    tenant = await rig.tenant();
    await rig.connect(tenant);
    const { syncId } = await tenant.post<{ syncId: string }>('/v1/integrations/aws/verification');
    await tenant.ended(syncId);
    rig.aws.rules.add({ service: 'sqs', operation: 'ListQueues', region: REGION, deny: { by: 'identity' } });
    const body = { kinds: [QUEUE], regions: [REGION, 'eu-south-1'] };
    const { id } = await tenant.post<{ id: string }>('/v1/integrations/aws/syncs', body);
    await tenant.ended(id);
    sync = await tenant.get(`/v1/syncs/${id}`);
  });
  afterAll(() => rig.stop());

  it('has a matrix with reason, remedy and effort of each listing', async () => {
    const { data } = await tenant.get<{ data: ScopeRow[] }>(`/v1/syncs/${sync.id}/scopes`);

    expect(data.map(({ region, state, reason, remedy }) => ({ region, state, reason, remedy }))).toEqual([
      { region: 'eu-south-1', state: 'complete', reason: null, remedy: null },
      {
        region: REGION,
        state: 'incomplete',
        reason: 'denied',
        remedy: 'Allow sqs:ListQueues for the role, or remove the kind from the mapping.',
      },
    ]);
    expect(data[1]?.stages.list.failures).toBe(1);
    expect(data[1]?.durationMs).toBeGreaterThanOrEqual(0);
  });

  it('warns that the kind yields nothing, naming what was denied and what was left out', () => {
    expect(sync.warnings).toMatchObject([
      {
        kind: QUEUE,
        message: expect.stringMatching(
          /^AWS::SQS::Queue yields no resources in account 123456789012: denied in eu-west-1; this sync was restricted to /,
        ),
      },
    ]);
  });

  it('has both in its log, and its counts in the last line', async () => {
    const lines = await tenant.lines<{ message: string; region: string | null; data: { counts?: object } }>(
      `/v1/syncs/${sync.id}/log?kind=${QUEUE}&level=warning&follow=true`,
    );

    expect(lines.map(({ message, region }) => ({ message, region }))).toEqual([
      { message: 'the listing is incomplete', region: REGION },
      { message: 'the kind yields no resources, and not everything was looked at', region: null },
      { message: 'sync finished', region: null },
    ]);
    expect(lines.at(-1)?.data.counts).toEqual(sync.counts);
  });
});
