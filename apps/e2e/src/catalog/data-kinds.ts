import type { JsonObject } from '@longshore/domain';
import { CREATED, each, picked, tagged, text, type Expectations } from './expectation.js';

const isFifo = (p: JsonObject, name: string) => ({ fifo: p[name] === true });

export const dataKinds: Expectations = {
  'AWS::S3::Bucket': each((p) => ({
    identifier: text(p, 'Arn'),
    title: text(p, 'BucketName'),
    properties: {
      ...picked(p, { arn: 'Arn', publicAccessBlock: 'PublicAccessBlockConfiguration' }),
      encryption: {
        Rules: (
          p['BucketEncryption'] as { ServerSideEncryptionConfiguration: JsonObject[] }
        ).ServerSideEncryptionConfiguration.map((rule) => ({
          ApplyServerSideEncryptionByDefault: rule['ServerSideEncryptionByDefault'] ?? null,
          BucketKeyEnabled: rule['BucketKeyEnabled'] ?? null,
        })),
      },
      tags: tagged(p),
    },
  })),
  'AWS::DynamoDB::Table': each((p) => ({
    identifier: text(p, 'Arn'),
    title: text(p, 'TableName'),
    properties: {
      ...picked(p, { arn: 'Arn', keySchema: 'KeySchema', globalSecondaryIndexes: 'GlobalSecondaryIndexes' }),
      ...picked(p, {
        billingMode: 'BillingMode',
        streamArn: 'StreamArn',
        deletionProtection: 'DeletionProtectionEnabled',
      }),
      ...picked(p, { pointInTimeRecovery: 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled' }),
      tags: tagged(p),
    },
  })),
  'AWS::RDS::DBInstance': each((p) => ({
    identifier: text(p, 'DBInstanceArn'),
    title: text(p, 'DBInstanceIdentifier'),
    properties: {
      ...picked(p, { arn: 'DBInstanceArn', engine: 'Engine', engineVersion: 'EngineVersion', multiAz: 'MultiAZ' }),
      ...picked(p, { instanceClass: 'DBInstanceClass', status: 'DBInstanceStatus', endpoint: 'Endpoint.Address' }),
      ...picked(p, { storageEncrypted: 'StorageEncrypted', publiclyAccessible: 'PubliclyAccessible' }),
      ...picked(p, { deletionProtection: 'DeletionProtection' }),
      allocatedStorage: Number(p['AllocatedStorage']),
      tags: tagged(p),
    },
  })),
  'AWS::RDS::DBCluster': each((p) => ({
    identifier: text(p, 'DBClusterArn'),
    title: text(p, 'DBClusterIdentifier'),
    properties: {
      ...picked(p, { arn: 'DBClusterArn', engine: 'Engine', engineVersion: 'EngineVersion', port: 'Port' }),
      ...picked(p, { endpoint: 'Endpoint.Address', storageEncrypted: 'StorageEncrypted' }),
      ...picked(p, { deletionProtection: 'DeletionProtection' }),
      status: 'available',
      multiAz: (p['AvailabilityZones'] as string[]).length > 1,
      tags: tagged(p),
    },
  })),
  'AWS::ElastiCache::Cluster': {
    estateType: 'AWS::ElastiCache::CacheCluster',
    ...each((p, { accountId, region }) => {
      const arn = `arn:aws:elasticache:${region}:${accountId}:cluster:${text(p, 'ClusterName')}`;
      return {
        identifier: arn,
        title: text(p, 'ClusterName'),
        properties: {
          ...picked(p, { engine: 'Engine', engineVersion: 'EngineVersion', nodeType: 'CacheNodeType' }),
          ...picked(p, { nodes: 'NumCacheNodes', transitEncryption: 'TransitEncryptionEnabled' }),
          arn,
          status: 'available',
          atRestEncryption: false,
          created: CREATED,
        },
      };
    }),
  },
  'AWS::MemoryDB::User': each((p) => ({
    identifier: text(p, 'Arn'),
    title: text(p, 'UserName'),
    properties: {
      ...picked(p, { arn: 'Arn', status: 'Status', access: 'AccessString' }),
      acls: p['UserName'] === 'default' ? ['open-access'] : [],
      authentication: (p['AuthenticationMode'] as { Type: string } | undefined)?.Type ?? 'no-password',
    },
  })),
  'AWS::MSK::Cluster': each((p) => ({
    identifier: text(p, 'Arn'),
    title: text(p, 'ClusterName'),
    properties: {
      ...picked(p, { arn: 'Arn', kafkaVersion: 'KafkaVersion', brokers: 'NumberOfBrokerNodes' }),
      ...picked(p, { instanceType: 'BrokerNodeGroupInfo.InstanceType' }),
      state: 'ACTIVE',
      created: CREATED,
      tags: tagPairs(p),
    },
  })),
  'AWS::MSK::ServerlessCluster': each((p) => ({
    identifier: text(p, 'Arn'),
    title: text(p, 'ClusterName'),
    properties: {
      arn: text(p, 'Arn'),
      vpcConfigs: (p['VpcConfigs'] as JsonObject[]).map(({ SubnetIds, SecurityGroups }) => ({
        SubnetIds: SubnetIds ?? [],
        SecurityGroupIds: SecurityGroups ?? [],
      })),
      state: 'ACTIVE',
      created: CREATED,
      tags: tagPairs(p),
    },
  })),
  'AWS::SQS::Queue': each((p) => ({
    identifier: text(p, 'Arn'),
    title: text(p, 'QueueName'),
    properties: {
      ...picked(p, { arn: 'Arn', url: 'QueueUrl', visibilityTimeout: 'VisibilityTimeout', delay: 'DelaySeconds' }),
      ...picked(p, { messageRetention: 'MessageRetentionPeriod', redrivePolicy: 'RedrivePolicy' }),
      ...picked(p, { kmsKey: 'KmsMasterKeyId' }),
      ...isFifo(p, 'FifoQueue'),
      tags: tagged(p),
    },
  })),
  'AWS::SNS::Topic': each((p) => ({
    identifier: text(p, 'TopicArn'),
    title: text(p, 'TopicName'),
    properties: {
      ...picked(p, { arn: 'TopicArn', displayName: 'DisplayName', kmsKey: 'KmsMasterKeyId', tracing: 'TracingConfig' }),
      ...isFifo(p, 'FifoTopic'),
      tags: tagged(p),
    },
  })),
};

/** Of a map, in the order of its keys. */
function tagPairs({ Tags = {} }: JsonObject): JsonObject[] {
  return Object.entries(Tags as JsonObject).map(([Key, Value]) => ({ Key, Value }));
}
