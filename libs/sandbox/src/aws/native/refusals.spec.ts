import { CodeBuildClient, ListBuildsForProjectCommand, ListProjectsCommand } from '@aws-sdk/client-codebuild';
import { CodeDeployClient, GetDeploymentCommand, ListApplicationsCommand } from '@aws-sdk/client-codedeploy';
import { CodePipelineClient, GetPipelineCommand, ListPipelinesCommand } from '@aws-sdk/client-codepipeline';
import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient, ListClustersCommand, ListServicesCommand } from '@aws-sdk/client-ecs';
import { DescribeClusterCommand, EKSClient, ListClustersCommand as ListKubernetes } from '@aws-sdk/client-eks';
import { DescribeCacheClustersCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { DescribeClusterV2Command, KafkaClient, ListClustersV2Command } from '@aws-sdk/client-kafka';
import { GetFunctionCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { DescribeUsersCommand, MemoryDBClient } from '@aws-sdk/client-memorydb';
import { DescribeDBClustersCommand, DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { GetBucketTaggingCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetEmailIdentityCommand, ListEmailIdentitiesCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { DescribeStateMachineCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetTopicAttributesCommand, ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeAll, afterAll, describe, expect, it } from 'vitest';
import { refusal, type SdkConfig } from '../fixtures/aws-test.js';
import { startSandboxAws, type SandboxAws } from '../sandbox-aws.js';

const ACCOUNT = '123456789012';
const MACHINE = `arn:aws:states:eu-west-1:${ACCOUNT}:stateMachine:none`;
const TOPIC = `arn:aws:sns:eu-west-1:${ACCOUNT}:none`;
const QUEUE = `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/none`;

interface Case {
  list(config: SdkConfig, token?: string): Promise<unknown>;
  /** Reads what is not there. */
  miss(config: SdkConfig): Promise<unknown>;
  /** Codes: denied, throttled, the page token is none, not there. */
  codes: [denied: string, throttled: string, token: string, missing: string];
}

const SERVICES: { [service: string]: Case } = {
  codebuild: {
    list: (config, nextToken) => new CodeBuildClient(config).send(new ListProjectsCommand({ nextToken })),
    miss: (config) => new CodeBuildClient(config).send(new ListBuildsForProjectCommand({ projectName: 'none' })),
    codes: ['AccessDeniedException', 'ThrottlingException', 'InvalidInputException', 'ResourceNotFoundException'],
  },
  codedeploy: {
    list: (config, nextToken) => new CodeDeployClient(config).send(new ListApplicationsCommand({ nextToken })),
    miss: (config) => new CodeDeployClient(config).send(new GetDeploymentCommand({ deploymentId: 'd-none' })),
    codes: [
      'AccessDeniedException',
      'ThrottlingException',
      'InvalidNextTokenException',
      'DeploymentDoesNotExistException',
    ],
  },
  codepipeline: {
    list: (config, nextToken) => new CodePipelineClient(config).send(new ListPipelinesCommand({ nextToken })),
    miss: (config) => new CodePipelineClient(config).send(new GetPipelineCommand({ name: 'none' })),
    codes: ['AccessDeniedException', 'ThrottlingException', 'InvalidNextTokenException', 'PipelineNotFoundException'],
  },
  dynamodb: {
    list: (config, token) =>
      new DynamoDBClient(config).send(new ListTablesCommand({ ExclusiveStartTableName: token && 'x' })),
    miss: (config) => new DynamoDBClient(config).send(new DescribeTableCommand({ TableName: 'none' })),
    codes: ['AccessDeniedException', 'ThrottlingException', 'ValidationException', 'ResourceNotFoundException'],
  },
  ec2: {
    list: (config, NextToken) => new EC2Client(config).send(new DescribeInstancesCommand({ NextToken })),
    miss: (config) => new EC2Client(config).send(new DescribeInstancesCommand({ InstanceIds: ['i-00000000'] })),
    codes: ['UnauthorizedOperation', 'RequestLimitExceeded', 'InvalidParameterValue', 'InvalidInstanceID.NotFound'],
  },
  ecr: {
    list: (config, nextToken) => new ECRClient(config).send(new DescribeRepositoriesCommand({ nextToken })),
    miss: (config) => new ECRClient(config).send(new DescribeRepositoriesCommand({ repositoryNames: ['none'] })),
    codes: ['AccessDeniedException', 'ThrottlingException', 'InvalidParameterException', 'RepositoryNotFoundException'],
  },
  ecs: {
    list: (config, nextToken) => new ECSClient(config).send(new ListClustersCommand({ nextToken })),
    miss: (config) => new ECSClient(config).send(new ListServicesCommand({ cluster: 'none' })),
    codes: ['AccessDeniedException', 'ThrottlingException', 'InvalidParameterException', 'ClusterNotFoundException'],
  },
  eks: {
    list: (config, nextToken) => new EKSClient(config).send(new ListKubernetes({ nextToken })),
    miss: (config) => new EKSClient(config).send(new DescribeClusterCommand({ name: 'none' })),
    codes: [
      'AccessDeniedException',
      'TooManyRequestsException',
      'InvalidParameterException',
      'ResourceNotFoundException',
    ],
  },
  elasticache: {
    list: (config, Marker) => new ElastiCacheClient(config).send(new DescribeCacheClustersCommand({ Marker })),
    miss: (config) => new ElastiCacheClient(config).send(new DescribeCacheClustersCommand({ CacheClusterId: 'none' })),
    codes: ['AccessDenied', 'Throttling', 'InvalidParameterValueException', 'CacheClusterNotFoundFault'],
  },
  kafka: {
    list: (config, NextToken) => new KafkaClient(config).send(new ListClustersV2Command({ NextToken })),
    miss: (config) => new KafkaClient(config).send(new DescribeClusterV2Command({ ClusterArn: 'arn:aws:kafka:none' })),
    codes: ['AccessDeniedException', 'TooManyRequestsException', 'BadRequestException', 'NotFoundException'],
  },
  lambda: {
    list: (config, Marker) => new LambdaClient(config).send(new ListFunctionsCommand({ Marker })),
    miss: (config) => new LambdaClient(config).send(new GetFunctionCommand({ FunctionName: 'none' })),
    codes: [
      'AccessDeniedException',
      'TooManyRequestsException',
      'InvalidParameterValueException',
      'ResourceNotFoundException',
    ],
  },
  memorydb: {
    list: (config, NextToken) => new MemoryDBClient(config).send(new DescribeUsersCommand({ NextToken })),
    miss: (config) => new MemoryDBClient(config).send(new DescribeUsersCommand({ UserName: 'none' })),
    codes: ['AccessDeniedException', 'ThrottlingException', 'InvalidParameterValueException', 'UserNotFoundFault'],
  },
  rds: {
    list: (config, Marker) => new RDSClient(config).send(new DescribeDBInstancesCommand({ Marker })),
    miss: (config) => new RDSClient(config).send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'none' })),
    codes: ['AccessDenied', 'Throttling', 'InvalidParameterValue', 'DBInstanceNotFoundFault'],
  },
  'rds clusters': {
    list: (config, Marker) => new RDSClient(config).send(new DescribeDBClustersCommand({ Marker })),
    miss: (config) => new RDSClient(config).send(new DescribeDBClustersCommand({ DBClusterIdentifier: 'none' })),
    codes: ['AccessDenied', 'Throttling', 'InvalidParameterValue', 'DBClusterNotFoundFault'],
  },
  s3: {
    list: (config, ContinuationToken) => new S3Client(config).send(new ListBucketsCommand({ ContinuationToken })),
    miss: (config) =>
      new S3Client({ ...config, forcePathStyle: true }).send(new GetBucketTaggingCommand({ Bucket: 'none' })),
    codes: ['AccessDenied', 'SlowDown', 'InvalidArgument', 'NoSuchBucket'],
  },
  sesv2: {
    list: (config, NextToken) => new SESv2Client(config).send(new ListEmailIdentitiesCommand({ NextToken })),
    miss: (config) => new SESv2Client(config).send(new GetEmailIdentityCommand({ EmailIdentity: 'none' })),
    codes: ['AccessDeniedException', 'TooManyRequestsException', 'BadRequestException', 'NotFoundException'],
  },
  sfn: {
    list: (config, nextToken) => new SFNClient(config).send(new ListStateMachinesCommand({ nextToken })),
    miss: (config) => new SFNClient(config).send(new DescribeStateMachineCommand({ stateMachineArn: MACHINE })),
    codes: ['AccessDeniedException', 'ThrottlingException', 'InvalidToken', 'StateMachineDoesNotExist'],
  },
  sns: {
    list: (config, NextToken) => new SNSClient(config).send(new ListTopicsCommand({ NextToken })),
    miss: (config) => new SNSClient(config).send(new GetTopicAttributesCommand({ TopicArn: TOPIC })),
    codes: ['AuthorizationErrorException', 'Throttling', 'InvalidParameterException', 'NotFoundException'],
  },
  sqs: {
    list: (config, NextToken) => new SQSClient(config).send(new ListQueuesCommand({ NextToken })),
    miss: (config) =>
      new SQSClient({ ...config, useQueueUrlAsEndpoint: false }).send(
        new GetQueueAttributesCommand({ QueueUrl: QUEUE }),
      ),
    codes: ['AccessDeniedException', 'ThrottlingException', 'InvalidParameterValueException', 'QueueDoesNotExist'],
  },
};

describe('a service refuses in its own words', () => {
  let aws: SandboxAws;
  let config: SdkConfig;

  beforeAll(async () => {
    aws = await startSandboxAws({ seed: 'native', accounts: [{ id: ACCOUNT, name: 'demo', resourcesPerKind: 0 }] });
    config = { endpoint: aws.url, region: 'eu-west-1', maxAttempts: 1, credentials: aws.administrator(ACCOUNT) };
  });
  afterEach(() => aws.rules.clear());
  afterAll(() => aws.close());

  it.each(Object.entries(SERVICES))('%s', async (service, { list, miss, codes }) => {
    const codeOf = async (call: Promise<unknown>) => (await refusal(call)).code;

    aws.rules.add({ deny: { by: 'service-control' }, times: 1 });
    const denied = await codeOf(list(config));
    aws.rules.add({ throttle: true, times: 1 });
    const throttled = await codeOf(list(config));
    const token = await codeOf(list(config, 'made-up'));
    const missing = await codeOf(miss(config));

    expect([service, denied, throttled, token, missing]).toEqual([service, ...codes]);
  });

  it.each(Object.entries(SERVICES))('%s, in a region that is switched off', async (_service, { list }) => {
    const { code } = await refusal(list({ ...config, region: 'ap-east-1' }));

    expect(['UnrecognizedClientException', 'InvalidClientTokenId', 'AuthFailure', 'InvalidAccessKeyId']).toContain(
      code,
    );
  });
});
