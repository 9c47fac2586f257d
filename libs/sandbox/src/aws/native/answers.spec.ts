import { DescribeContinuousBackupsCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeInstancesCommand, DescribeInstanceStatusCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ECRClient, GetRepositoryPolicyCommand, ListTagsForResourceCommand } from '@aws-sdk/client-ecr';
import { DescribeClustersCommand, DescribeServicesCommand, ECSClient, ListServicesCommand } from '@aws-sdk/client-ecs';
import { GetFunctionCommand, LambdaClient, ListTagsCommand } from '@aws-sdk/client-lambda';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import {
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketTaggingCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect } from 'vitest';
import { refusal } from '../fixtures/aws-test.js';
import { ACCOUNT, nativeTest, put, REGION, tags } from '../fixtures/native-test.js';

describe('S3', () => {
  nativeTest('tells the settings of a bucket, and where it is', async ({ aws, config }) => {
    const encryption = [{ BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }];
    put(aws, 'AWS::S3::Bucket', {
      BucketName: 'logs',
      BucketEncryption: { ServerSideEncryptionConfiguration: encryption },
      Tags: tags,
    });
    const s3 = new S3Client({ ...config, forcePathStyle: true });
    const Bucket = 'logs';

    const { TagSet } = await s3.send(new GetBucketTaggingCommand({ Bucket }));
    const { ServerSideEncryptionConfiguration: rules } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    const { LocationConstraint } = await s3.send(new GetBucketLocationCommand({ Bucket }));

    expect([TagSet, LocationConstraint]).toEqual([tags, REGION]);
    expect(rules?.Rules).toEqual([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: true },
    ]);
    expect((await refusal(s3.send(new GetPublicAccessBlockCommand({ Bucket })))).code).toBe(
      'NoSuchPublicAccessBlockConfiguration',
    );
  });

  nativeTest('sends a caller to the region of the bucket', async ({ aws, config }) => {
    put(aws, 'AWS::S3::Bucket', { BucketName: 'far', Tags: tags }, 'us-east-1');
    const here = { ...config, forcePathStyle: true };
    const ask = new GetBucketTaggingCommand({ Bucket: 'far' });

    const followed = await new S3Client({ ...here, followRegionRedirects: true }).send(ask);

    expect((await refusal(new S3Client(here).send(ask))).code).toBe('PermanentRedirect');
    expect(followed.TagSet).toEqual(tags);
  });

  nativeTest('gives an object as it was put', async ({ aws, config }) => {
    put(aws, 'AWS::S3::Bucket', { BucketName: 'files' });
    aws.estate.objects.put('files', 'a/é *.bin', new Uint8Array([0, 255, 10]));
    const s3 = new S3Client({ ...config, forcePathStyle: true });

    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'files', Key: 'a/é *.bin' }));

    expect(await Body?.transformToByteArray()).toEqual(new Uint8Array([0, 255, 10]));
    expect((await refusal(s3.send(new GetObjectCommand({ Bucket: 'files', Key: 'a' })))).code).toBe('NoSuchKey');
  });
});

describe('EC2', () => {
  nativeTest('tells an instance with its tags, and its status', async ({ aws, config }) => {
    put(aws, 'AWS::EC2::Instance', {
      InstanceId: 'i-0123456789abcdef0',
      InstanceType: 't3.micro',
      State: { Code: '80', Name: 'stopped' },
      SecurityGroupIds: ['sg-1', 'sg-2'],
      EbsOptimized: false,
      Tags: tags,
    });
    const ec2 = new EC2Client(config);
    const InstanceIds = ['i-0123456789abcdef0'];

    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }));
    const running = await ec2.send(new DescribeInstanceStatusCommand({ InstanceIds }));
    const whatever = await ec2.send(new DescribeInstanceStatusCommand({ InstanceIds, IncludeAllInstances: true }));

    expect(Reservations[0]?.Instances?.[0]).toMatchObject({
      InstanceType: 't3.micro',
      State: { Code: 80, Name: 'stopped' },
      SecurityGroups: [{ GroupId: 'sg-1' }, { GroupId: 'sg-2' }],
      EbsOptimized: false,
      LaunchTime: new Date('2024-02-01T10:00:00Z'),
      Tags: tags,
    });
    expect([running.InstanceStatuses, whatever.InstanceStatuses?.[0]?.InstanceState]).toEqual([
      [],
      { Code: 80, Name: 'stopped' },
    ]);
  });
});

describe('ECS', () => {
  nativeTest('tells what is missing beside what it found', async ({ aws, config }) => {
    const Arn = `arn:aws:ecs:${REGION}:${ACCOUNT}:cluster/main`;
    put(aws, 'AWS::ECS::Cluster', { ClusterName: 'main', Arn, Tags: tags });
    const ecs = new ECSClient(config);

    const { clusters, failures } = await ecs.send(
      new DescribeClustersCommand({ clusters: [Arn, 'other'], include: ['TAGS'] }),
    );

    expect(clusters?.map(({ clusterArn, tags: told }) => [clusterArn, told])).toEqual([
      [Arn, [{ key: 'team', value: 'a & b' }]],
    ]);
    expect(failures).toEqual([{ arn: `arn:aws:ecs:${REGION}:${ACCOUNT}:other`, reason: 'MISSING' }]);
  });

  nativeTest('tells the services of one cluster', async ({ aws, config }) => {
    const cluster = `arn:aws:ecs:${REGION}:${ACCOUNT}:cluster/main`;
    const ServiceArn = `arn:aws:ecs:${REGION}:${ACCOUNT}:service/main/api`;
    put(aws, 'AWS::ECS::Cluster', { ClusterName: 'main', Arn: cluster });
    put(aws, 'AWS::ECS::Service', { ServiceArn, Cluster: cluster, ServiceName: 'api', DesiredCount: 2 });
    const ecs = new ECSClient(config);

    const { serviceArns } = await ecs.send(new ListServicesCommand({ cluster }));
    const { services } = await ecs.send(new DescribeServicesCommand({ cluster, services: serviceArns }));

    expect(services).toMatchObject([
      { serviceArn: ServiceArn, clusterArn: cluster, serviceName: 'api', desiredCount: 2 },
    ]);
  });
});

describe('other services', () => {
  nativeTest('DynamoDB tells a table and its backups', async ({ aws, config }) => {
    put(aws, 'AWS::DynamoDB::Table', {
      TableName: 'orders',
      Arn: `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders`,
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
    const dynamodb = new DynamoDBClient(config);

    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: 'orders' }));
    const { ContinuousBackupsDescription: backups } = await dynamodb.send(
      new DescribeContinuousBackupsCommand({ TableName: 'orders' }),
    );

    expect(Table).toMatchObject({ TableStatus: 'ACTIVE', BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } });
    expect(backups?.PointInTimeRecoveryDescription).toEqual({ PointInTimeRecoveryStatus: 'ENABLED' });
  });

  nativeTest('Lambda tells a function, with its tags by ARN', async ({ aws, config }) => {
    const Arn = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:api`;
    put(aws, 'AWS::Lambda::Function', { FunctionName: 'api', Arn, Timeout: 30, Tags: tags });
    const lambda = new LambdaClient(config);

    const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: 'api' }));
    const { Tags } = await lambda.send(new ListTagsCommand({ Resource: Arn }));

    expect(Configuration).toMatchObject({ FunctionArn: Arn, Timeout: 30, State: 'Active' });
    expect(Tags).toEqual({ team: 'a & b' });
  });

  nativeTest('RDS tells an instance with numbers, groups and tags', async ({ aws, config }) => {
    put(aws, 'AWS::RDS::DBInstance', {
      DBInstanceIdentifier: 'orders-db',
      AllocatedStorage: '100',
      VPCSecurityGroups: ['sg-1'],
      Endpoint: { Address: 'orders.example.com', Port: '5432' },
      Tags: tags,
    });

    const { DBInstances } = await new RDSClient(config).send(new DescribeDBInstancesCommand({}));

    expect(DBInstances).toMatchObject([
      {
        AllocatedStorage: 100,
        VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }],
        Endpoint: { Address: 'orders.example.com', Port: 5432 },
        TagList: tags,
      },
    ]);
  });

  nativeTest('ECR tells tags, and that a repository has no policy', async ({ aws, config }) => {
    const Arn = `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/services/api`;
    put(aws, 'AWS::ECR::Repository', { RepositoryName: 'services/api', Arn, Tags: tags });
    const ecr = new ECRClient(config);

    const told = await ecr.send(new ListTagsForResourceCommand({ resourceArn: Arn }));
    const policy = ecr.send(new GetRepositoryPolicyCommand({ repositoryName: 'services/api' }));

    expect(told.tags).toEqual(tags);
    expect((await refusal(policy)).code).toBe('RepositoryPolicyNotFoundException');
  });

  nativeTest('SQS stops at 1,000 queues without a token, unless pages are asked for', async ({ aws, config }) => {
    for (let index = 0; index <= 1000; index++) {
      const QueueUrl = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/q${String(index).padStart(4, '0')}`;
      put(aws, 'AWS::SQS::Queue', { QueueUrl, QueueName: `q${index}` });
    }
    const sqs = new SQSClient(config);

    const silent = await sqs.send(new ListQueuesCommand({}));
    const paged = await sqs.send(new ListQueuesCommand({ MaxResults: 1000 }));

    expect([silent.QueueUrls?.length, silent.NextToken]).toEqual([1000, undefined]);
    expect(paged.NextToken).toEqual(expect.any(String));
  });
});
