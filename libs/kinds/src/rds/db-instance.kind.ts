import { defineKind } from '../define-kind.js';
import { account, boolean, number, region, string, tags } from '../fields.js';

export const rdsDbInstance = defineKind({
  type: 'AWS::RDS::DBInstance',
  title: 'RDS DB instance',
  reach: 'regional',
  enrich: 'list',
  permissions: ['rds:DescribeDBInstances'],
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
