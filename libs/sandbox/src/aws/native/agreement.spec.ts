import { DescribeTableCommand, DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { EC2Client, paginateDescribeInstances, paginateDescribeVolumes } from '@aws-sdk/client-ec2';
import { ECRClient, paginateDescribeRepositories } from '@aws-sdk/client-ecr';
import { DescribeClustersCommand, ECSClient, paginateListClusters } from '@aws-sdk/client-ecs';
import { DescribeClusterCommand, EKSClient, paginateListClusters as paginateKubernetes } from '@aws-sdk/client-eks';
import { ElastiCacheClient, paginateDescribeCacheClusters } from '@aws-sdk/client-elasticache';
import {
  KafkaClient,
  paginateListClusters as paginateListClustersV1,
  paginateListClustersV2,
} from '@aws-sdk/client-kafka';
import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { MemoryDBClient, paginateDescribeUsers } from '@aws-sdk/client-memorydb';
import { paginateDescribeDBClusters, paginateDescribeDBInstances, RDSClient } from '@aws-sdk/client-rds';
import { paginateListBuckets, S3Client } from '@aws-sdk/client-s3';
import { paginateListStateMachines, SFNClient } from '@aws-sdk/client-sfn';
import { GetTopicAttributesCommand, paginateListTopics, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, paginateListQueues, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SdkConfig } from '../fixtures/aws-test.js';
import { startSandboxAws, type SandboxAws } from '../sandbox-aws.js';

const ACCOUNT = '123456789012';
const REGION = 'eu-west-1';

async function all<Page, Item>(pages: AsyncIterable<Page>, items: (page: Page) => Item[] | undefined): Promise<Item[]> {
  const found: Item[] = [];
  for await (const page of pages) found.push(...(items(page) ?? []));
  return found;
}

type Told = [identifier: string | undefined, arn: string | undefined];

/** What the service's own client tells of every resource of a kind, over all pages. */
const SERVICES: Array<[kind: string, tell: (config: SdkConfig) => Promise<Told[]>]> = [
  [
    'AWS::S3::Bucket',
    async (config) => {
      const client = new S3Client({ ...config, forcePathStyle: true });
      const buckets = await all(paginateListBuckets({ client, pageSize: 7 }, {}), ({ Buckets }) => Buckets);
      return buckets
        .filter(({ BucketRegion }) => BucketRegion === REGION)
        .map(({ Name }) => [Name, `arn:aws:s3:::${Name}`]);
    },
  ],
  [
    'AWS::EC2::Instance',
    async (config) => {
      const pages = paginateDescribeInstances({ client: new EC2Client(config), pageSize: 5 }, {});
      const reservations = await all(pages, ({ Reservations }) => Reservations);
      return reservations.flatMap(({ Instances = [] }) =>
        Instances.map(({ InstanceId }): Told => [InstanceId, undefined]),
      );
    },
  ],
  [
    'AWS::EC2::Volume',
    async (config) => {
      const pages = paginateDescribeVolumes({ client: new EC2Client(config), pageSize: 5 }, {});
      return (await all(pages, ({ Volumes }) => Volumes)).map(({ VolumeId }) => [VolumeId, undefined]);
    },
  ],
  [
    'AWS::ECS::Cluster',
    async (config) => {
      const client = new ECSClient(config);
      const arns = await all(paginateListClusters({ client, pageSize: 2 }, {}), ({ clusterArns }) => clusterArns);
      const { clusters = [] } = await client.send(new DescribeClustersCommand({ clusters: arns, include: ['TAGS'] }));
      return clusters.map(({ clusterName, clusterArn }) => [clusterName, clusterArn]);
    },
  ],
  [
    'AWS::ECR::Repository',
    async (config) => {
      const pages = paginateDescribeRepositories({ client: new ECRClient(config), pageSize: 4 }, {});
      const repositories = await all(pages, (page) => page.repositories);
      return repositories.map(({ repositoryName, repositoryArn }) => [repositoryName, repositoryArn]);
    },
  ],
  [
    'AWS::DynamoDB::Table',
    async (config) => {
      const client = new DynamoDBClient(config);
      const names = await all(paginateListTables({ client, pageSize: 4 }, {}), ({ TableNames }) => TableNames);
      const tables = names.map((TableName) => client.send(new DescribeTableCommand({ TableName })));
      return (await Promise.all(tables)).map(({ Table }) => [Table?.TableName, Table?.TableArn]);
    },
  ],
  [
    'AWS::SQS::Queue',
    async (config) => {
      const client = new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
      const urls = await all(paginateListQueues({ client, pageSize: 4 }, {}), ({ QueueUrls }) => QueueUrls);
      const queues = urls.map(async (QueueUrl): Promise<Told> => {
        const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
        return [QueueUrl, Attributes?.['QueueArn']];
      });
      return Promise.all(queues);
    },
  ],
  [
    'AWS::SNS::Topic',
    async (config) => {
      const client = new SNSClient(config);
      const topics = await all(paginateListTopics({ client }, {}), ({ Topics }) => Topics);
      const told = topics.map(async ({ TopicArn }): Promise<Told> => {
        const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn }));
        return [TopicArn, Attributes?.['TopicArn']];
      });
      return Promise.all(told);
    },
  ],
  [
    'AWS::Lambda::Function',
    async (config) => {
      const pages = paginateListFunctions({ client: new LambdaClient(config), pageSize: 4 }, {});
      const functions = await all(pages, ({ Functions }) => Functions);
      return functions.map(({ FunctionName, FunctionArn }) => [FunctionName, FunctionArn]);
    },
  ],
  [
    'AWS::RDS::DBInstance',
    async (config) => {
      const pages = paginateDescribeDBInstances({ client: new RDSClient(config), pageSize: 20 }, {});
      const instances = await all(pages, ({ DBInstances }) => DBInstances);
      return instances.map(({ DBInstanceIdentifier, DBInstanceArn }) => [DBInstanceIdentifier, DBInstanceArn]);
    },
  ],
  [
    'AWS::RDS::DBCluster',
    async (config) => {
      const pages = paginateDescribeDBClusters({ client: new RDSClient(config), pageSize: 20 }, {});
      const clusters = await all(pages, ({ DBClusters }) => DBClusters);
      return clusters.map(({ DBClusterIdentifier, DBClusterArn }) => [DBClusterIdentifier, DBClusterArn]);
    },
  ],
  [
    'AWS::ElastiCache::CacheCluster',
    async (config) => {
      const pages = paginateDescribeCacheClusters({ client: new ElastiCacheClient(config), pageSize: 20 }, {});
      const clusters = await all(pages, ({ CacheClusters }) => CacheClusters);
      return clusters.map(({ CacheClusterId }) => [CacheClusterId, undefined]);
    },
  ],
  [
    'AWS::MemoryDB::User',
    async (config) => {
      const users = await all(
        paginateDescribeUsers({ client: new MemoryDBClient(config), pageSize: 4 }, {}),
        (page) => page.Users,
      );
      return users.map(({ Name, ARN }) => [Name, ARN]);
    },
  ],
  [
    'AWS::MSK::Cluster',
    async (config) => {
      const pages = paginateListClustersV1({ client: new KafkaClient(config), pageSize: 4 }, {});
      const clusters = await all(pages, ({ ClusterInfoList }) => ClusterInfoList);
      return clusters.map(({ ClusterArn }) => [ClusterArn, ClusterArn]);
    },
  ],
  [
    'AWS::MSK::ServerlessCluster',
    async (config) => {
      const pages = paginateListClustersV2(
        { client: new KafkaClient(config), pageSize: 4 },
        { ClusterTypeFilter: 'SERVERLESS' },
      );
      const clusters = await all(pages, ({ ClusterInfoList }) => ClusterInfoList);
      return clusters.map(({ ClusterArn }) => [ClusterArn, ClusterArn]);
    },
  ],
  [
    'AWS::StepFunctions::StateMachine',
    async (config) => {
      const pages = paginateListStateMachines({ client: new SFNClient(config), pageSize: 4 }, {});
      const machines = await all(pages, ({ stateMachines }) => stateMachines);
      return machines.map(({ stateMachineArn }) => [stateMachineArn, stateMachineArn]);
    },
  ],
  [
    'AWS::EKS::Cluster',
    async (config) => {
      const client = new EKSClient(config);
      const names = await all(paginateKubernetes({ client, pageSize: 1 }, {}), ({ clusters }) => clusters);
      const told = names.map((name) => client.send(new DescribeClusterCommand({ name })));
      return (await Promise.all(told)).map(({ cluster }) => [cluster?.name, cluster?.arn]);
    },
  ],
];

describe('the unmodified client of a service', () => {
  let aws: SandboxAws;
  let config: SdkConfig;

  beforeAll(async () => {
    const accounts = [{ id: ACCOUNT, name: 'demo', resourcesPerKind: 60, populatedRegions: [REGION, 'us-east-1'] }];
    aws = await startSandboxAws({ seed: 'native', accounts });
    config = { endpoint: aws.url, region: REGION, maxAttempts: 1, credentials: aws.administrator(ACCOUNT) };
  });
  afterAll(() => aws.close());

  it.each(SERVICES)('tells of %s what Cloud Control tells', async (kind, tell) => {
    const known = aws.estate.resources(ACCOUNT, REGION, kind);
    const arns = (properties: (typeof known)[number]['properties']) =>
      properties['Arn'] ?? properties['DBInstanceArn'] ?? properties['DBClusterArn'] ?? properties['TopicArn'];

    expect(known.length).toBeGreaterThan(10);
    expect(await tell(config)).toEqual(known.map(({ identifier, properties }) => [identifier, arns(properties)]));
  });
});
