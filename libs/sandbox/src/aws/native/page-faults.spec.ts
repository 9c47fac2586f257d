import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient, ListClustersCommand as ListContainerClusters } from '@aws-sdk/client-ecs';
import { KafkaClient, ListClustersCommand } from '@aws-sdk/client-kafka';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { DescribeUsersCommand, MemoryDBClient } from '@aws-sdk/client-memorydb';
import { DescribeDBClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusal, type SdkConfig } from '../fixtures/aws-test.js';
import { startSandboxAws, type SandboxAws } from '../sandbox-aws.js';

const ACCOUNT = '123456789012';

/** The token that a page ends with. */
type Page = (config: SdkConfig, token?: string) => Promise<string | undefined>;

const LISTINGS: { [service: string]: Page } = {
  ec2: async (config, NextToken) =>
    (await new EC2Client(config).send(new DescribeInstancesCommand({ MaxResults: 5, NextToken }))).NextToken,
  ecs: async (config, nextToken) =>
    (await new ECSClient(config).send(new ListContainerClusters({ maxResults: 1, nextToken }))).nextToken,
  kafka: async (config, NextToken) =>
    (await new KafkaClient(config).send(new ListClustersCommand({ MaxResults: 1, NextToken }))).NextToken,
  lambda: async (config, Marker) =>
    (await new LambdaClient(config).send(new ListFunctionsCommand({ MaxItems: 1, Marker }))).NextMarker,
  memorydb: async (config, NextToken) =>
    (await new MemoryDBClient(config).send(new DescribeUsersCommand({ MaxResults: 1, NextToken }))).NextToken,
  rds: async (config, Marker) =>
    (await new RDSClient(config).send(new DescribeDBClustersCommand({ MaxRecords: 20, Marker }))).Marker,
  s3: async (config, ContinuationToken) =>
    (await new S3Client(config).send(new ListBucketsCommand({ MaxBuckets: 1, ContinuationToken }))).ContinuationToken,
  sfn: async (config, nextToken) =>
    (await new SFNClient(config).send(new ListStateMachinesCommand({ maxResults: 1, nextToken }))).nextToken,
};

describe('a fault of pages finds the token under the name that the service gives it', () => {
  let aws: SandboxAws;
  let config: SdkConfig;

  beforeAll(async () => {
    const accounts = [{ id: ACCOUNT, name: 'demo', resourcesPerKind: 70, populatedRegions: ['us-east-1'] }];
    aws = await startSandboxAws({ seed: 'pages', accounts });
    config = { endpoint: aws.url, region: 'us-east-1', maxAttempts: 1, credentials: aws.administrator(ACCOUNT) };
  });
  afterAll(() => aws.close());

  it.each(Object.entries(LISTINGS))('%s', async (_service, page) => {
    const first = await page(config);
    aws.rules.add({ truncate: true, times: 1 });
    const truncated = await page(config);
    aws.rules.add({ repeatPage: true, times: 1 });
    const repeated = await page(config, first);
    aws.rules.add({ expirePageToken: true, times: 1 });
    const expired = await refusal(page(config, first));

    expect([typeof first, truncated, repeated]).toEqual(['string', undefined, first]);
    expect(expired.code).toMatch(/^Invalid|^BadRequest/);
  });
});
