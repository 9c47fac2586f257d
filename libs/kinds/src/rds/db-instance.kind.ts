import { defineKind } from '../define-kind.js';
import { account, boolean, number, region, string, tags } from '../fields.js';

export const rdsDbInstance = defineKind({
  type: 'AWS::RDS::DBInstance',
  title: 'RDS DB instance',
  isStarting: true,
  reach: 'regional',
  permissions: ['rds:DescribeDBInstances'],
  native: {
    service: 'rds',
    list: {
      operation: 'DescribeDBInstances',
      input: { MaxRecords: 100 },
      items: 'DBInstances[]',
      token: ['Marker', 'Marker'],
    },
    actions: [
      { name: 'DescribeDBInstancesAction' },
      {
        name: 'ListTagsForResourceAction',
        optional: true,
        operation: 'ListTagsForResource',
        input: { ResourceName: '{DBInstanceArn}' },
        merge: [{ Tags: 'TagList' }],
        empty: { Tags: [] },
      },
    ],
    identifier: '{DBInstanceIdentifier}',
    read: {
      operation: 'DescribeDBInstances',
      input: { DBInstanceIdentifier: '{DBInstanceIdentifier}' },
      items: 'DBInstances[]',
    },
    rename: {
      IAMDatabaseAuthenticationEnabled: 'EnableIAMDatabaseAuthentication',
      PerformanceInsightsEnabled: 'EnablePerformanceInsights',
      VpcSecurityGroups: 'VPCSecurityGroups',
      DbInstancePort: 'Port',
    },
    build: { Tags: '{TagList}' },
  },
  volatile: ['LatestRestorableTime', 'PercentProgress', 'StorageOperationPercentProgress'],
  blueprint: 'rdsDbInstance',
  entity: {
    identifier: '.Properties.DBInstanceArn',
    title: '.Properties.DBInstanceIdentifier',
    properties: {
      arn: string('ARN', '.Properties.DBInstanceArn'),
      region,
      engine: string('Engine', '.Properties.Engine'),
      engineVersion: string('Engine version', '.Properties.EngineVersion'),
      instanceClass: string('Instance class', '.Properties.DBInstanceClass'),
      status: string('Status', '.Properties.DBInstanceStatus'),
      endpoint: string('Endpoint', '.Properties.Endpoint.Address'),
      // The registry schema has a string here, where the service's own API has a number.
      allocatedStorage: number('Allocated storage (GiB)', '.Properties.AllocatedStorage | tonumber?'),
      multiAz: boolean('Multi-AZ', '.Properties.MultiAZ'),
      storageEncrypted: boolean('Storage encrypted', '.Properties.StorageEncrypted'),
      publiclyAccessible: boolean('Publicly accessible', '.Properties.PubliclyAccessible'),
      deletionProtection: boolean('Deletion protection', '.Properties.DeletionProtection'),
      tags,
    },
    relations: { account },
  },
});
