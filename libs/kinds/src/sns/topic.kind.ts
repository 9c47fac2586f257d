import { defineKind } from '../define-kind.js';
import { account, array, boolean, region, string, tags } from '../fields.js';

export const snsTopic = defineKind({
  type: 'AWS::SNS::Topic',
  title: 'SNS topic',
  reach: 'regional',
  enrich: 'get',
  permissions: [
    'sns:ListTopics',
    'sns:GetTopicAttributes',
    'sns:GetDataProtectionPolicy',
    'sns:ListSubscriptionsByTopic',
    'sns:ListTagsForResource',
  ],
  blueprint: 'snsTopic',
  entity: {
    identifier: '.Properties.TopicArn',
    title: '.Properties.TopicName',
    properties: {
      arn: string('ARN', '.Properties.TopicArn'),
      region,
      displayName: string('Display name', '.Properties.DisplayName'),
      fifo: boolean('FIFO', '.Properties.FifoTopic // false'),
      subscriptions: array('Subscriptions', '.Properties.Subscription'),
      kmsKey: string('KMS key', '.Properties.KmsMasterKeyId'),
      tracing: string('Tracing', '.Properties.TracingConfig'),
      tags,
    },
    relations: { account },
  },
});
