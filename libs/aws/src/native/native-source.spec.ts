import { AwsCallFailed, type JsonObject, type Listing } from '@longshore/domain';
import { findKind, type NativeKind } from '@longshore/kinds';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FixedSessions, IMPATIENT, newAccount, signal } from '../../testing/connected-account.js';
import { type Answer, AnsweringAws, type Asked } from '../../testing/native/answering-aws.js';
import { operationsOf } from '../../testing/native/kind-estate.js';
import { AwsResources } from '../aws-resources.js';

const KINDS = [
  'AWS::EC2::Instance',
  'AWS::S3::Bucket',
  'AWS::ECS::Service',
  'AWS::RDS::DBInstance',
  'AWS::SQS::Queue',
  'AWS::CodeBuild::BuildRun',
  'AWS::CodeDeploy::Deployment',
  'AWS::CodeDeploy::DeploymentGroup',
  'AWS::CodePipeline::Action',
  'AWS::CodePipeline::PipelineExecution',
  'AWS::Organizations::Account',
  'AWS::ECR::Repository',
];
const native = (kind: string) => findKind(kind)?.curated?.native as NativeKind;
const account = newAccount();
const DAY = 86_400_000;

let aws: AnsweringAws;
const source = () =>
  new AwsResources(new FixedSessions(), { endpoint: aws.url, isStandIn: true, schedule: IMPATIENT, isPaced: false });

beforeAll(async () => {
  aws = await AnsweringAws.start(KINDS.flatMap((kind) => operationsOf(native(kind))));
});
beforeEach(() => aws.take());
afterAll(() => aws.close());

const answering = (answers: { [operation: string]: Answer | ((asked: Asked) => Answer) }) => {
  aws.answer = (asked) => {
    const answer = answers[asked.operation.name] ?? {};
    return typeof answer === 'function' ? answer(asked) : answer;
  };
};

const listing = (kind: string, ...actions: string[]): Listing => ({ kind, region: 'eu-west-1', native: { actions } });
const page = (kind: string, token: string | null = null, ...actions: string[]) =>
  source().page(account, listing(kind, ...actions), token, signal);
const failureOf = async (asked: Promise<unknown>) => {
  const error = await asked.catch((thrown: unknown) => thrown);
  if (!(error instanceof AwsCallFailed)) throw error;
  return error.failure;
};

describe('the shape of a native resource', () => {
  it('has times without an empty fraction, only what is set, and the reservation beside an instance', async () => {
    const launched = {
      InstanceId: 'i-1',
      LaunchTime: Date.UTC(2024, 2, 15, 8, 30),
      State: { Code: 16, Name: 'running' },
    };
    const resumed = { InstanceId: 'i-2', LaunchTime: Date.UTC(2024, 2, 15, 8, 30, 0, 250) };
    answering({
      DescribeInstances: { Reservations: [{ ReservationId: 'r-1', OwnerId: '1', Instances: [launched, resumed] }] },
    });

    const { resources, nextToken } = await page('AWS::EC2::Instance');

    expect(nextToken).toBeNull();
    expect(resources).toEqual([
      {
        identifier: 'i-1',
        properties: {
          InstanceId: 'i-1',
          LaunchTime: '2024-03-15T08:30:00Z',
          State: { Code: 16, Name: 'running' },
          InstanceArn: 'arn:aws:ec2:eu-west-1:123456789012:instance/i-1',
        },
        context: { ReservationId: 'r-1', OwnerId: '1' },
      },
      expect.objectContaining({
        properties: expect.objectContaining({ LaunchTime: '2024-03-15T08:30:00.250000Z' }),
      }),
    ]);
  });

  it('has first-level names in PascalCase and leaves the service’s own spelling below', async () => {
    answering({
      DescribeRepositories: {
        repositories: [{ repositoryName: 'app', imageScanningConfiguration: { scanOnPush: true } }],
      },
      GetLifecyclePolicy: { wireError: { code: 'LifecyclePolicyNotFoundException' } },
    });

    const { resources } = await page('AWS::ECR::Repository', null, 'GetLifecyclePolicyAction');

    expect(resources[0]?.properties).toEqual({
      RepositoryName: 'app',
      ImageScanningConfiguration: { scanOnPush: true },
    });
  });

  it('has the names that differ from the service’s, and tags where the list has them', async () => {
    const TagList = [{ Key: 'team', Value: 'a' }];
    const VpcSecurityGroups = [{ VpcSecurityGroupId: 'sg-1' }];
    const instance = { DBInstanceIdentifier: 'db', DbInstancePort: 0, IAMDatabaseAuthenticationEnabled: true };
    answering({ DescribeDBInstances: { DBInstances: [{ ...instance, VpcSecurityGroups, TagList }] } });

    const { resources } = await page('AWS::RDS::DBInstance');

    expect(resources[0]?.properties).toEqual({
      DBInstanceIdentifier: 'db',
      Port: 0,
      EnableIAMDatabaseAuthentication: true,
      VPCSecurityGroups: VpcSecurityGroups,
      TagList,
      Tags: TagList,
    });
  });

  it('has numbers and booleans where a queue answers text, and text where it is text', async () => {
    const Attributes = { VisibilityTimeout: '30', FifoQueue: 'true', CreatedTimestamp: '1700000000', Policy: '{}' };
    answering({ ListQueues: { QueueUrls: ['https://sqs/1/orders.fifo'] }, GetQueueAttributes: { Attributes } });

    const { resources } = await page('AWS::SQS::Queue');

    expect(resources[0]?.properties).toEqual({
      QueueUrl: 'https://sqs/1/orders.fifo',
      QueueName: 'orders.fifo',
      VisibilityTimeout: 30,
      FifoQueue: true,
      CreatedTimestamp: '1700000000',
      Policy: '{}',
    });
  });

  it('tells where an action of a pipeline stands', async () => {
    const actionTypeId = { category: 'Source', owner: 'AWS', provider: 'S3', version: '1' };
    const stages = [{ name: 'Build', actions: [{ name: 'Fetch', actionTypeId, configuration: { bucket: 'b' } }] }];
    answering({
      ListPipelines: { pipelines: [{ name: 'ship' }] },
      GetPipeline: { pipeline: { name: 'ship', version: 2, stages } },
    });

    const { resources } = await page('AWS::CodePipeline::Action');

    expect(resources).toEqual([
      {
        identifier: 'ship|Build|Fetch',
        properties: {
          Name: 'Fetch',
          ActionTypeId: { Category: 'Source', Owner: 'AWS', Provider: 'S3', Version: '1' },
          Configuration: { bucket: 'b' },
          PipelineName: 'ship',
          PipelineArn: 'arn:aws:codepipeline:eu-west-1:123456789012:ship',
          PipelineVersion: 2,
          StageName: 'Build',
        },
      },
    ]);
  });
});

describe('buckets', () => {
  it('are asked about in their own region, and belong to it', async () => {
    answering({
      ListBuckets: { Buckets: [{ Name: 'b', BucketRegion: 'eu-south-1' }] },
      GetBucketTagging: { wireError: { code: 'NoSuchTagSet', status: 404 } },
      GetBucketLocation: {},
    });

    const { resources } = await page('AWS::S3::Bucket', null, 'GetBucketLocationAction');

    expect(resources[0]).toEqual({
      identifier: 'b',
      properties: {
        BucketName: 'b',
        BucketRegion: 'eu-south-1',
        Tags: [],
        LocationConstraint: null,
        Arn: 'arn:aws:s3:::b',
      },
      context: { Region: 'eu-south-1' },
    });
    expect(aws.asked.map(({ region }) => region)).toEqual(['eu-west-1', 'eu-south-1', 'eu-south-1']);
  });
});

describe('a nested listing', () => {
  const services = (...names: string[]) => names.map((name) => `arn:aws:ecs:eu-west-1:1:service/${name}`);
  const described = ({ input }: Asked): Answer => ({
    services: (input['services'] as string[]).map((serviceArn) => ({
      serviceArn,
      clusterArn: String(input['cluster']),
    })),
  });

  it('goes on from its token in another process, parent by parent', async () => {
    answering({
      ListClusters: { clusterArns: ['one', 'two'] },
      ListServices: ({ input }) =>
        input['cluster'] === 'one' && !input['nextToken']
          ? { serviceArns: services('a'), nextToken: 'more' }
          : { serviceArns: services(input['cluster'] === 'one' ? 'b' : 'c') },
      DescribeServices: described,
    });

    const first = await page('AWS::ECS::Service');
    const second = await page('AWS::ECS::Service', first.nextToken);

    const found = [first, second].map(({ resources }) => resources.map(({ identifier }) => identifier));
    expect(found).toEqual([services('a|one', 'c|two'), services('b|one')]);
    expect(second.nextToken).toBeNull();
    expect(first.resources[0]?.context).toEqual({ ClusterArn: 'one' });
  });

  it('lacks the children of a parent that vanishes, and no others', async () => {
    answering({
      ListClusters: { clusterArns: ['one', 'two'] },
      ListServices: ({ input }) =>
        input['cluster'] === 'one'
          ? { wireError: { code: 'ClusterNotFoundException' } }
          : { serviceArns: services('c') },
      DescribeServices: described,
    });

    expect((await page('AWS::ECS::Service')).resources.map(({ identifier }) => identifier)).toEqual(services('c|two'));
  });

  it('fails when a batch leaves out something for another reason than that it is gone', async () => {
    answering({
      ListClusters: { clusterArns: ['one'] },
      ListServices: { serviceArns: services('a') },
      DescribeServices: { services: [], failures: [{ arn: 'a', reason: 'UNAVAILABLE' }] },
    });

    expect(await failureOf(page('AWS::ECS::Service'))).toMatchObject({ reason: 'internal', awsCode: 'UNAVAILABLE' });
  });

  it('begins anew from a token of another release', async () => {
    expect(await failureOf(page('AWS::ECS::Service', 'old'))).toMatchObject({ isTokenExpired: true });
  });
});

describe('a history', () => {
  it('holds what happened within its window, wherever its service lists that', async () => {
    const builds = (ages: { [id: string]: number }, nextToken: string) => ({
      ListBuilds: { ids: Object.keys(ages), nextToken },
      BatchGetBuilds: {
        builds: Object.entries(ages).map(([id, days]): JsonObject => ({ id, startTime: Date.now() - days * DAY })),
      },
    });
    answering(builds({ older: 40, oldest: 50 }, 'more'));
    const before = await page('AWS::CodeBuild::BuildRun');
    answering(builds({ new: 1, old: 31 }, 'even more'));
    const mixed = await page('AWS::CodeBuild::BuildRun', before.nextToken);

    expect([before.resources, before.nextToken]).toEqual([[], 'more']);
    expect(mixed.resources.map(({ identifier }) => identifier)).toEqual(['new']);
    expect(mixed.nextToken).toBe('even more');
  });

  it('ends with the first page before its window where the newest come first', async () => {
    const executions = (ages: { [id: string]: number }) => ({
      ListPipelines: { pipelines: [{ name: 'shop' }] },
      ListPipelineExecutions: {
        pipelineExecutionSummaries: Object.entries(ages).map(([pipelineExecutionId, days]): JsonObject => {
          return { pipelineExecutionId, startTime: Date.now() - days * DAY };
        }),
        nextToken: Object.keys(ages).join(),
      },
      GetPipelineExecution: { pipelineExecution: {} },
    });
    answering(executions({ new: 1, old: 31 }));
    const mixed = await page('AWS::CodePipeline::PipelineExecution');
    answering(executions({ older: 40, oldest: 50 }));
    const before = await page('AWS::CodePipeline::PipelineExecution', mixed.nextToken);

    expect(mixed.resources.map(({ identifier }) => identifier)).toEqual(['shop|new']);
    expect(mixed.nextToken).toContain('new,old');
    expect({ resources: before.resources, nextToken: before.nextToken }).toEqual({ resources: [], nextToken: null });
  });

  it('asks for its window only, where the service can', async () => {
    answering({ ListDeployments: {} });

    await page('AWS::CodeDeploy::Deployment');

    const [{ input } = { input: {} }] = aws.asked;
    const { start } = (input as { createTimeRange: { start: number } }).createTimeRange;
    expect(Math.round((Date.now() / 1_000 - start) / 86_400)).toBe(30);
  });
});
