import { defineKind } from '../define-kind.js';
import { account, array, boolean, region, string, tags } from '../fields.js';

export const dynamodbTable = defineKind({
  type: 'AWS::DynamoDB::Table',
  title: 'DynamoDB table',
  isStarting: true,
  reach: 'regional',
  permissions: [
    'dynamodb:ListTables',
    'dynamodb:DescribeTable',
    'dynamodb:DescribeContinuousBackups',
    'dynamodb:DescribeContributorInsights',
    'dynamodb:DescribeKinesisStreamingDestination',
    'dynamodb:DescribeTimeToLive',
    'dynamodb:GetResourcePolicy',
    'dynamodb:ListTagsOfResource',
  ],
  native: {
    service: 'dynamodb',
    list: {
      operation: 'ListTables',
      input: { Limit: 100 },
      items: 'TableNames[]',
      as: 'TableName',
      token: ['ExclusiveStartTableName', 'LastEvaluatedTableName'],
    },
    actions: [
      { name: 'ListTablesAction' },
      {
        name: 'GetTableDetailsAction',
        operation: 'DescribeTable',
        input: { TableName: '{TableName}' },
        merge: ['Table'],
      },
      {
        name: 'GetTableTagsAction',
        optional: true,
        operation: 'ListTagsOfResource',
        input: { ResourceArn: 'arn:{aws.partition}:dynamodb:{aws.region}:{aws.accountId}:table/{TableName}' },
        token: ['NextToken', 'NextToken'],
        merge: [{ Tags: 'Tags' }],
        empty: { Tags: [] },
      },
      {
        name: 'GetTableBackupStatusAction',
        optional: true,
        operation: 'DescribeContinuousBackups',
        input: { TableName: '{TableName}' },
        merge: [{ ContinuousBackupsDescription: 'ContinuousBackupsDescription' }],
      },
    ],
    identifier: '{TableName}',
    read: { item: { TableName: '{TableName}' } },
    build: { TableArn: 'arn:{aws.partition}:dynamodb:{aws.region}:{aws.accountId}:table/{TableName}' },
  },
  blueprint: 'dynamodbTable',
  entity: {
    identifier: '.Properties.TableArn // .Properties.Arn',
    title: '.Properties.TableName',
    properties: {
      arn: string('ARN', '.Properties.TableArn // .Properties.Arn'),
      region,
      billingMode: string(
        'Billing mode',
        '.Properties.BillingMode // .Properties.BillingModeSummary.BillingMode // "PROVISIONED"',
      ),
      keySchema: array('Key schema', '.Properties.KeySchema'),
      globalSecondaryIndexes: array('Global secondary indexes', '.Properties.GlobalSecondaryIndexes'),
      streamArn: string('Stream ARN', '.Properties.LatestStreamArn // .Properties.StreamArn'),
      deletionProtection: boolean('Deletion protection', '.Properties.DeletionProtectionEnabled'),
      pointInTimeRecovery: boolean(
        'Point-in-time recovery',
        '[.Properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled, (.Properties.ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus | values | . == "ENABLED")] | map(values) | first',
      ),
      tags,
    },
    relations: { account },
  },
});
