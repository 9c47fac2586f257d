import {
  DescribeCacheClustersCommand,
  ElastiCacheClient,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-elasticache';
import { describe, expect } from 'vitest';
import { refusal } from '../../fixtures/aws-test.js';
import { ACCOUNT, nativeTest, put, REGION, tags } from '../../fixtures/native-test.js';

const TYPE = 'AWS::ElastiCache::CacheCluster';
const ARN = `arn:aws:elasticache:${REGION}:${ACCOUNT}:cluster:sessions`;
const CREATED = new Date('2024-02-01T10:00:00Z');

const sessions = {
  ClusterName: 'sessions',
  Engine: 'memcached',
  CacheNodeType: 'cache.t4g.micro',
  CacheParameterGroupName: 'default.memcached1.6',
  NumCacheNodes: 2,
  ConfigurationEndpoint: { Address: 'sessions.cfg.example.com', Port: '11211' },
  VpcSecurityGroupIds: ['sg-1'],
  PreferredAvailabilityZone: `${REGION}a`,
  Tags: tags,
};

const told = {
  CacheClusterId: 'sessions',
  ARN,
  Engine: 'memcached',
  CacheNodeType: 'cache.t4g.micro',
  NumCacheNodes: 2,
  CacheClusterStatus: 'available',
  CacheClusterCreateTime: CREATED,
  AtRestEncryptionEnabled: false,
  AuthTokenEnabled: false,
  ConfigurationEndpoint: { Address: 'sessions.cfg.example.com', Port: 11211 },
  CacheParameterGroup: {
    CacheParameterGroupName: 'default.memcached1.6',
    ParameterApplyStatus: 'in-sync',
    CacheNodeIdsToReboot: [],
  },
  SecurityGroups: [{ SecurityGroupId: 'sg-1', Status: 'active' }],
  PreferredAvailabilityZone: `${REGION}a`,
};

describe('ElastiCache', () => {
  nativeTest('tells a cluster, and its nodes to who asks for them', async ({ aws, config }) => {
    put(aws, TYPE, sessions);
    const elasticache = new ElastiCacheClient(config);
    const clusters = async (ShowCacheNodeInfo?: boolean) =>
      (await elasticache.send(new DescribeCacheClustersCommand({ CacheClusterId: 'sessions', ShowCacheNodeInfo })))
        .CacheClusters;

    const node = {
      CacheNodeStatus: 'available',
      CacheNodeCreateTime: CREATED,
      ParameterGroupStatus: 'in-sync',
      CustomerAvailabilityZone: `${REGION}a`,
    };

    expect(await clusters()).toEqual([told]);
    expect(await clusters(true)).toEqual([
      {
        ...told,
        CacheNodes: [
          { ...node, CacheNodeId: '0001' },
          { ...node, CacheNodeId: '0002' },
        ],
      },
    ]);
  });

  nativeTest('tells tags by ARN', async ({ aws, config }) => {
    put(aws, TYPE, sessions);

    const { TagList } = await new ElastiCacheClient(config).send(new ListTagsForResourceCommand({ ResourceName: ARN }));

    expect(TagList).toEqual(tags);
  });

  nativeTest.for([
    [ARN, 'CacheClusterNotFoundFault'],
    ['sessions', 'InvalidARNFault'],
  ] as const)('answers for the tags of %s with %s', async ([ResourceName, code], { config }) => {
    const asked = new ElastiCacheClient(config).send(new ListTagsForResourceCommand({ ResourceName }));

    expect((await refusal(asked)).code).toBe(code);
  });

  nativeTest.for([19, 101])('has no pages of %i', async (MaxRecords, { config }) => {
    const asked = new ElastiCacheClient(config).send(new DescribeCacheClustersCommand({ MaxRecords }));

    expect((await refusal(asked)).code).toBe('InvalidParameterValueException');
  });
});
