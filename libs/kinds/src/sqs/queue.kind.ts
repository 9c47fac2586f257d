import { defineKind } from '../define-kind.js';
import { account, boolean, number, object, region, string, tags } from '../fields.js';

/** Listed by URL only. The list handler stops at 1,000 queues and gives no token. */
export const sqsQueue = defineKind({
  type: 'AWS::SQS::Queue',
  title: 'SQS queue',
  isStarting: true,
  reach: 'regional',
  permissions: ['sqs:ListQueues', 'sqs:GetQueueAttributes', 'sqs:ListQueueTags'],
  native: {
    service: 'sqs',
    list: {
      operation: 'ListQueues',
      // Without a page size SQS stops at 1,000 queues and gives no token.
      input: { MaxResults: 100 },
      items: 'QueueUrls[]',
      as: 'QueueUrl',
      token: ['NextToken', 'NextToken'],
    },
    actions: [
      { name: 'ListQueuesAction' },
      {
        name: 'GetQueueAttributesAction',
        operation: 'GetQueueAttributes',
        input: { QueueUrl: '{QueueUrl}', AttributeNames: ['All'] },
        merge: ['Attributes'],
      },
      {
        name: 'ListQueueTagsAction',
        alias: ['GetQueueTagsAction'],
        optional: true,
        operation: 'ListQueueTags',
        input: { QueueUrl: '{QueueUrl}' },
        merge: [{ Tags: 'Tags' }],
        empty: { Tags: {} },
      },
    ],
    identifier: '{QueueUrl}',
    read: { item: { QueueUrl: '{QueueUrl}' } },
    build: { QueueName: '{QueueUrl|name}' },
    coerce: {
      integers: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
        'VisibilityTimeout',
        'MaximumMessageSize',
        'MessageRetentionPeriod',
        'DelaySeconds',
        'ReceiveMessageWaitTimeSeconds',
        'KmsDataKeyReusePeriodSeconds',
      ],
      booleans: ['SqsManagedSseEnabled', 'FifoQueue', 'ContentBasedDeduplication'],
    },
  },
  blueprint: 'sqsQueue',
  entity: {
    identifier: '.Properties.QueueArn // .Properties.Arn',
    title: '.Properties.QueueName',
    properties: {
      arn: string('ARN', '.Properties.QueueArn // .Properties.Arn'),
      region,
      url: string('URL', '.Properties.QueueUrl'),
      fifo: boolean('FIFO', '.Properties.FifoQueue // false'),
      visibilityTimeout: number('Visibility timeout (s)', '.Properties.VisibilityTimeout'),
      messageRetention: number('Message retention (s)', '.Properties.MessageRetentionPeriod'),
      delay: number('Delay (s)', '.Properties.DelaySeconds'),
      redrivePolicy: object(
        'Redrive policy',
        '.Properties.RedrivePolicy | if type == "string" then fromjson else . end',
      ),
      kmsKey: string('KMS key', '.Properties.KmsMasterKeyId'),
      tags,
    },
    relations: { account },
  },
});
