import { defineKind } from '../define-kind.js';
import { account, boolean, number, region, string, time } from '../fields.js';

/** CloudFormation calls the same thing AWS::ElastiCache::CacheCluster. */
export const elasticacheCluster = defineKind({
  type: 'AWS::ElastiCache::Cluster',
  title: 'ElastiCache cluster',
  source: 'native',
  native: {
    service: 'elasticache',
    list: {
      operation: 'DescribeCacheClusters',
      input: { ShowCacheNodeInfo: true, MaxRecords: 100 },
      items: 'CacheClusters[]',
      token: ['Marker', 'Marker'],
    },
    actions: [
      { name: 'DescribeCacheClustersAction' },
      {
        name: 'ListTagsForResourceAction',
        optional: true,
        operation: 'ListTagsForResource',
        input: { ResourceName: '{ARN}' },
        merge: [{ TagList: 'TagList' }],
        empty: { TagList: [] },
      },
    ],
    identifier: '{CacheClusterId}',
    read: {
      operation: 'DescribeCacheClusters',
      input: { CacheClusterId: '{CacheClusterId}', ShowCacheNodeInfo: true },
      items: 'CacheClusters[]',
    },
  },
  blueprint: 'elasticacheCluster',
  entity: {
    identifier: '.Properties.ARN',
    title: '.Properties.CacheClusterId',
    properties: {
      arn: string('ARN', '.Properties.ARN'),
      region,
      status: string('Status', '.Properties.CacheClusterStatus'),
      engine: string('Engine', '.Properties.Engine'),
      engineVersion: string('Engine version', '.Properties.EngineVersion'),
      nodeType: string('Node type', '.Properties.CacheNodeType'),
      nodes: number('Nodes', '.Properties.NumCacheNodes'),
      transitEncryption: boolean('Encrypted in transit', '.Properties.TransitEncryptionEnabled'),
      atRestEncryption: boolean('Encrypted at rest', '.Properties.AtRestEncryptionEnabled'),
      created: time('Created', '.Properties.CacheClusterCreateTime'),
    },
    relations: { account },
  },
});
