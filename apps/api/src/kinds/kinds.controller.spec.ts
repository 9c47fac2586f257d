import { describe, expect } from 'vitest';
import { apiTest } from '../testing/api-test.js';

describe('the catalogue of kinds', () => {
  apiTest('is searched by part of a name and listed page by page', async ({ rig }) => {
    const { caller } = await rig.tenant();

    const first = await caller.get('/v1/kinds?query=s3::bucket&limit=1').expect(200);
    const rest = await caller.get(`/v1/kinds?query=s3::bucket&cursor=${first.body.nextCursor}`).expect(200);

    expect(first.body.data).toEqual([
      { kind: 'AWS::S3::Bucket', support: 'curated', origin: 'public', title: expect.any(String) },
    ]);
    expect(rest.body.data).toContainEqual({
      kind: 'AWS::S3::BucketPolicy',
      support: 'generic',
      origin: 'public',
      title: null,
    });
    expect(rest.body.nextCursor).toBeNull();
  });

  apiTest('tells what a kind needs', async ({ rig }) => {
    const { caller } = await rig.tenant();

    const { body } = await caller.get('/v1/kinds/AWS::S3::Bucket').expect(200);

    expect(body).toMatchObject({
      kind: 'AWS::S3::Bucket',
      primaryIdentifier: ['BucketName'],
      requiredModelKeys: [],
      blueprint: 's3Bucket',
    });
  });

  apiTest('tells what a kind needs and how its resources look, for all that AWS publishes', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const of = async (kind: string) => (await caller.get(`/v1/kinds/${kind}`).expect(200)).body;

    expect(await of('AWS::EKS::Nodegroup')).toMatchObject({
      support: 'generic',
      origin: 'public',
      requiredModelKeys: ['ClusterName'],
      permissions: { list: ['eks:ListNodegroups'], read: ['eks:DescribeNodegroup'] },
    });
    expect((await of('AWS::MemoryDB::Cluster')).schema).toMatchObject({
      properties: expect.arrayContaining([{ name: 'ARN', type: 'string', isComputed: true, refersTo: [] }]),
      tags: 'Tags',
    });
    expect(await of('AWS::StepFunctions::StateMachine')).toMatchObject({
      support: 'curated',
      shapes: ['native'],
      permissions: { list: ['states:ListStateMachines'], read: ['states:DescribeStateMachine'] },
    });
    expect((await of('AWS::StepFunctions::StateMachineAlias')).support).toBe('generic');
    expect((await of('AWS::Route53::RecordSet')).support).toBe('none');
  });

  apiTest('tells the actions of a kind, and how long its history is', async ({ rig }) => {
    const { caller } = await rig.tenant();

    const queue = await caller.get('/v1/kinds/AWS::SQS::Queue').expect(200);
    const run = await caller.get('/v1/kinds/AWS::CodeBuild::BuildRun').expect(200);

    expect(queue.body).toMatchObject({ shapes: ['native', 'cloud-control'], historyDays: null });
    expect(queue.body.actions).toEqual([
      { name: 'ListQueuesAction', aliases: [], optional: false, permission: null },
      { name: 'GetQueueAttributesAction', aliases: [], optional: false, permission: 'sqs:GetQueueAttributes' },
      {
        name: 'ListQueueTagsAction',
        aliases: ['GetQueueTagsAction'],
        optional: true,
        permission: 'sqs:ListQueueTags',
      },
    ]);
    expect(run.body).toMatchObject({ shapes: ['native'], historyDays: 30 });
  });

  apiTest('suggests the kind that was meant', async ({ rig }) => {
    const { caller } = await rig.tenant();

    const { body } = await caller.get('/v1/kinds/AWS::S3::Buckets').expect(404);

    expect(body).toMatchObject({ code: 'ERR_UNKNOWN_KIND', detail: expect.stringContaining('AWS::S3::Bucket') });
  });
});
