import { defineKind } from '../define-kind.js';
import { account, boolean, number, object, region, string, tags } from '../fields.js';

/** Listed by URL only. The list handler stops at 1,000 queues and gives no token. */
export const sqsQueue = defineKind({
  type: 'AWS::SQS::Queue',
  title: 'SQS queue',
  reach: 'regional',
  enrich: 'get',
  permissions: ['sqs:ListQueues', 'sqs:GetQueueAttributes', 'sqs:ListQueueTags'],
  blueprint: 'sqsQueue',
  entity: {
    identifier: '.Properties.Arn',
    title: '.Properties.QueueName',
    properties: {
      arn: string('ARN', '.Properties.Arn'),
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
