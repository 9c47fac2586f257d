import { plausibleName, plausibleTags } from './names.js';
import type { ResourceMaker } from './place.js';

export const queue: ResourceMaker = (place, index, random) => {
  const isFifo = random.chance(0.25);
  const name = isFifo ? `${plausibleName(index)}.fifo` : plausibleName(index);
  const redrive = { deadLetterTargetArn: place.arn('sqs', 'dead-letters'), maxReceiveCount: random.integer(2, 10) };
  return {
    QueueUrl: `https://sqs.${place.region}.amazonaws.com/${place.accountId}/${name}`,
    QueueName: name,
    Arn: place.arn('sqs', name),
    ...(isFifo && { FifoQueue: true, ContentBasedDeduplication: random.chance(0.5) }),
    DelaySeconds: random.pick([0, 0, 5, 60]),
    MaximumMessageSize: 262144,
    MessageRetentionPeriod: random.pick([345600, 1209600]),
    ReceiveMessageWaitTimeSeconds: random.pick([0, 20]),
    VisibilityTimeout: random.pick([30, 60, 300]),
    ...(random.chance(0.2) ? { KmsMasterKeyId: 'alias/aws/sqs' } : { SqsManagedSseEnabled: true }),
    ...(random.chance(0.4) && { RedrivePolicy: redrive }),
    Tags: plausibleTags(random),
  };
};

export const topic: ResourceMaker = (place, index, random) => {
  const isFifo = random.chance(0.2);
  const name = isFifo ? `${plausibleName(index)}.fifo` : plausibleName(index);
  const subscription = { Protocol: 'sqs', Endpoint: place.arn('sqs', plausibleName(index)) };
  return {
    TopicArn: place.arn('sns', name),
    TopicName: name,
    ...(random.chance(0.5) && { DisplayName: `Notices of ${plausibleName(index)}` }),
    ...(isFifo && { FifoTopic: true, ContentBasedDeduplication: false }),
    Subscription: random.chance(0.7) ? [subscription] : [],
    TracingConfig: random.pick(['PassThrough', 'Active']),
    ...(random.chance(0.3) && { KmsMasterKeyId: 'alias/aws/sns' }),
    Tags: plausibleTags(random),
  };
};

export const logGroup: ResourceMaker = (place, index, random) => {
  const prefix = random.pick(['/aws/lambda/', '/ecs/', '/app/', '']);
  const name = `${prefix}${plausibleName(index)}`;
  return {
    LogGroupName: name,
    Arn: place.arn('logs', `log-group:${name}:*`),
    LogGroupClass: random.pick(['STANDARD', 'STANDARD', 'INFREQUENT_ACCESS']),
    ...(random.chance(0.7) && { RetentionInDays: random.pick([7, 30, 90, 365]) }),
    ...(random.chance(0.2) && { KmsKeyId: place.arn('kms', `key/${place.uuid('log-key', index)}`) }),
    DeletionProtectionEnabled: random.chance(0.1),
    Tags: plausibleTags(random),
  };
};
