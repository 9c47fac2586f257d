import { defineKind } from '../define-kind.js';
import { account, array, boolean, region, string, tags } from '../fields.js';

export const dynamodbTable = defineKind({
  type: 'AWS::DynamoDB::Table',
  title: 'DynamoDB table',
  reach: 'regional',
  enrich: 'get',
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
  blueprint: 'dynamodbTable',
  entity: {
    identifier: '.Properties.Arn',
    title: '.Properties.TableName',
    properties: {
      arn: string('ARN', '.Properties.Arn'),
      region,
      billingMode: string('Billing mode', '.Properties.BillingMode'),
      keySchema: array('Key schema', '.Properties.KeySchema'),
      globalSecondaryIndexes: array('Global secondary indexes', '.Properties.GlobalSecondaryIndexes'),
      streamArn: string('Stream ARN', '.Properties.StreamArn'),
      deletionProtection: boolean('Deletion protection', '.Properties.DeletionProtectionEnabled'),
      pointInTimeRecovery: boolean(
        'Point-in-time recovery',
        '.Properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled',
      ),
      tags,
    },
    relations: { account },
  },
});
