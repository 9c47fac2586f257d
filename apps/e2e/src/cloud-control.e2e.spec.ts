import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from './rig/caller.js';
import { ACCOUNT, LongshoreRig } from './rig/longshore-rig.js';

const REGION = 'eu-west-1';
const CLUSTER = 'AWS::EKS::Cluster';
const NODEGROUP = 'AWS::EKS::Nodegroup';
const STREAM = 'AWS::Kinesis::Stream';

let rig: LongshoreRig;
let tenant: Caller;

beforeAll(async () => {
  rig = await LongshoreRig.start({ resourcesPerKind: 0 });
  tenant = await rig.tenant();
  await rig.connect(tenant);
  await tenant.ended((await tenant.post<{ syncId: string }>('/v1/integrations/aws/verification')).syncId);
});
afterEach(() => rig.aws.rules.clear());
afterAll(() => rig.stop());

const map = (kind: string, selector: object, title = '.Identifier') =>
  tenant.put('/v1/integrations/aws/mapping', {
    dialect: 'ocean-v3',
    resources: [
      {
        kind,
        selector: { query: 'true', regionPolicy: { allow: [REGION] }, ...selector },
        port: { entity: { mappings: { identifier: '.Identifier', blueprint: '"sqsQueue"', title } } },
      },
    ],
  });
const put = (kind: string, properties: { [name: string]: string | number }) =>
  rig.aws.estate.put(ACCOUNT, REGION, kind, properties);

describe('a kind that AWS lists by cluster', () => {
  it('is listed cluster by cluster, and what one of them is refused stays while the others go on', async () => {
    for (const cluster of ['blue', 'red']) {
      put(CLUSTER, { Name: cluster, Arn: `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/${cluster}` });
      for (const name of ['one', 'two']) put(NODEGROUP, { Id: `${cluster}|${name}`, ClusterName: cluster });
    }
    await map(NODEGROUP, {});
    const first = await tenant.sync();
    rig.aws.estate.remove(ACCOUNT, REGION, NODEGROUP, 'blue|two');
    rig.aws.estate.remove(ACCOUNT, REGION, NODEGROUP, 'red|two');
    // The clusters are asked in no particular order: one of the two is refused.
    rig.aws.rules.add({
      service: 'cloudcontrol',
      operation: 'ListResources',
      kind: NODEGROUP,
      error: { code: 'AccessDeniedException', message: 'not authorized to perform: eks:ListNodegroups' },
      times: 1,
    });

    const second = await tenant.sync();
    const [scope] = (await tenant.get<{ data: object[] }>(`/v1/syncs/${second.id}/scopes`)).data;
    const third = await tenant.sync();

    expect([first.counts.entities.created, second.status, second.counts.entities.deleted]).toEqual([4, 'partial', 1]);
    expect(scope).toMatchObject({ kind: NODEGROUP, reason: 'denied', items: 1, models: { found: 2, incomplete: 1 } });
    expect([third.status, third.counts.entities.deleted, third.counts.entities.unchanged]).toEqual(['completed', 1, 2]);
  });
});

describe('a resource that is listed', () => {
  it.each([
    ['is not read where the list tells all that its mapping reads', {}, '.Properties.Name', 0],
    ['is read where the list lacks something that its mapping reads', {}, '.Properties.ShardCount | tostring', 3],
    ['is not read for what AWS never tells of it', {}, '.Properties.Colour', 0],
    ['is read where it cannot be told what its mapping reads', {}, '.Properties | keys | tostring', 3],
    ['is read where the mapping asks for it', { useGetResourceAPI: true }, '.Properties.Name', 3],
  ])('%s', async (_what, selector, title, reads) => {
    for (const Name of ['a', 'b', 'c']) put(STREAM, { Name, ShardCount: 2 });
    await map(STREAM, selector, title);
    rig.aws.calls.clear();

    await tenant.sync();

    expect(rig.aws.calls.total({ operation: 'GetResource', kind: STREAM })).toBe(reads);
  });

  it('makes the same entity sync after sync', async () => {
    for (const Name of ['a', 'b', 'c']) put(STREAM, { Name, ShardCount: 2 });
    await map(STREAM, {}, '.Properties.ShardCount | tostring');
    await tenant.sync();

    const { counts } = await tenant.sync();

    expect(counts.entities).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
  });
});
