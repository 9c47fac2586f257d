import { defineKind } from '../define-kind.js';
import { account, boolean, number, region, string, tags } from '../fields.js';

/** Neptune and DocumentDB clusters too: the API does not tell them apart. */
export const rdsDbCluster = defineKind({
  type: 'AWS::RDS::DBCluster',
  title: 'RDS DB cluster',
  source: 'native',
  native: {
    service: 'rds',
    list: {
      operation: 'DescribeDBClusters',
      input: { MaxRecords: 100 },
      items: 'DBClusters[]',
      token: ['Marker', 'Marker'],
    },
    actions: [
      { name: 'DescribeDBClustersAction' },
      {
        name: 'ListTagsForResourceAction',
        optional: true,
        operation: 'ListTagsForResource',
        input: { ResourceName: '{DBClusterArn}' },
        merge: [{ TagList: 'TagList' }],
        empty: { TagList: [] },
      },
    ],
    identifier: '{DBClusterIdentifier}',
    read: {
      operation: 'DescribeDBClusters',
      input: { DBClusterIdentifier: '{DBClusterIdentifier}' },
      items: 'DBClusters[]',
    },
    build: { Tags: '{TagList}' },
  },
  volatile: ['EarliestRestorableTime', 'LatestRestorableTime', 'PercentProgress'],
  blueprint: 'rdsDbCluster',
  entity: {
    identifier: '.Properties.DBClusterArn',
    title: '.Properties.DBClusterIdentifier',
    properties: {
      arn: string('ARN', '.Properties.DBClusterArn'),
      region,
      engine: string('Engine', '.Properties.Engine'),
      engineVersion: string('Engine version', '.Properties.EngineVersion'),
      status: string('Status', '.Properties.Status'),
      endpoint: string('Endpoint', '.Properties.Endpoint'),
      port: number('Port', '.Properties.Port'),
      multiAz: boolean('Multi-AZ', '.Properties.MultiAZ'),
      storageEncrypted: boolean('Storage encrypted', '.Properties.StorageEncrypted'),
      deletionProtection: boolean('Deletion protection', '.Properties.DeletionProtection'),
      tags,
    },
    relations: { account },
  },
});
