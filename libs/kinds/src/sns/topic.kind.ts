import { defineKind } from '../define-kind.js';
import { account, array, boolean, region, string, tags } from '../fields.js';

export const snsTopic = defineKind({
  type: 'AWS::SNS::Topic',
  title: 'SNS topic',
  isStarting: true,
  reach: 'regional',
  permissions: [
    'sns:ListTopics',
    'sns:GetTopicAttributes',
    'sns:GetDataProtectionPolicy',
    'sns:ListSubscriptionsByTopic',
    'sns:ListTagsForResource',
  ],
  native: {
    service: 'sns',
    list: { operation: 'ListTopics', items: 'Topics[]', token: ['NextToken', 'NextToken'] },
    actions: [
      { name: 'ListTopicsAction' },
      {
        name: 'GetTopicAttributesAction',
        operation: 'GetTopicAttributes',
        input: { TopicArn: '{TopicArn}' },
        merge: ['Attributes'],
      },
      {
        name: 'GetTopicTagsAction',
        alias: ['ListTagsForResourceAction'],
        optional: true,
        operation: 'ListTagsForResource',
        input: { ResourceArn: '{TopicArn}' },
        merge: [{ Tags: 'Tags' }],
        empty: { Tags: [] },
      },
    ],
    identifier: '{TopicArn}',
    read: { item: { TopicArn: '{TopicArn}' } },
    build: { TopicName: '{TopicArn|name}' },
    coerce: {
      integers: [
        'SubscriptionsConfirmed',
        'SubscriptionsDeleted',
        'SubscriptionsPending',
        'HTTPSuccessFeedbackSampleRate',
        'FirehoseSuccessFeedbackSampleRate',
        'LambdaSuccessFeedbackSampleRate',
        'ApplicationSuccessFeedbackSampleRate',
        'SQSSuccessFeedbackSampleRate',
      ],
      booleans: ['FifoTopic', 'ContentBasedDeduplication'],
    },
  },
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
