import type { Json, JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../resources/estate/shelf.js';
import { AwsFault } from '../../service.js';
import { awsJsonProtocol } from '../../wire/protocol.js';
import { readTarget } from '../../wire/read-call.js';
import { tagMap } from '../names.js';
import { operation, type NativeService } from '../native-service.js';
import type { Place } from '../place.js';
import { jsonRefusals } from '../refusals.js';

const TYPE = 'AWS::SQS::Queue';
const QueueUrl = z.string();

/** Settings by their names in the answer, which the registry shares but for the ARN. */
const SETTINGS = [
  'ContentBasedDeduplication',
  'DelaySeconds',
  'FifoQueue',
  'KmsMasterKeyId',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
];

const COUNTS = ['', 'Delayed', 'NotVisible'].map((what) => `ApproximateNumberOfMessages${what}`);
const CREATED = String(Date.parse('2024-02-01T10:00:00Z') / 1000);

export const sqs: NativeService = {
  name: 'sqs',
  protocol: awsJsonProtocol('1.0'),
  readCall: readTarget,
  refusals: jsonRefusals,
  operations: {
    /** Without MaxResults it stops at 1,000 and gives no token (SQS API Reference). */
    ListQueues: operation({
      token: { asked: 'NextToken', answered: ['NextToken'] },
      input: z.strictObject({
        QueueNamePrefix: z.string().optional(),
        MaxResults: z.int().min(1).max(1000).optional(),
        NextToken: z.string().optional(),
      }),
      answer({ QueueNamePrefix: prefix = '', MaxResults, NextToken: token }, place) {
        const named = place
          .resources(TYPE)
          .filter(({ properties }) => String(properties['QueueName']).startsWith(prefix));
        const page = place.page(named, { token, size: MaxResults ?? 1000, narrowed: prefix });
        if (page === undefined) throw new AwsFault('InvalidParameterValueException', 'Invalid or expired next token.');
        const QueueUrls = page.items.map(({ identifier }) => identifier);
        return { ...(QueueUrls.length > 0 && { QueueUrls }), ...(MaxResults && page.next && { NextToken: page.next }) };
      },
    }),
    GetQueueAttributes: operation({
      input: z.strictObject({ QueueUrl, AttributeNames: z.array(z.string()).default([]) }),
      resource: arnOf,
      answer(input, place) {
        const all = attributes(queue(input, place));
        const isAll = input.AttributeNames.includes('All');
        const asked = Object.entries(all).filter(([name]) => isAll || input.AttributeNames.includes(name));
        return { Attributes: Object.fromEntries(asked) };
      },
    }),
    ListQueueTags: operation({
      input: z.strictObject({ QueueUrl }),
      resource: arnOf,
      answer: (input, place) => ({ Tags: tagMap(queue(input, place).properties) }),
    }),
  },
};

function arnOf({ QueueUrl: url }: { QueueUrl: string }, place: Place): string {
  return place.arn('sqs', url.split('/').at(-1) ?? '');
}

function queue({ QueueUrl: url }: { QueueUrl: string }, place: Place): EstateResource {
  const found = place.find(TYPE, url);
  if (found !== undefined) return found;
  throw new AwsFault('QueueDoesNotExist', 'The specified queue does not exist.');
}

/** All of them are texts. */
function attributes({ properties }: EstateResource): JsonObject {
  const set = SETTINGS.filter((name) => properties[name] !== undefined);
  return {
    QueueArn: properties['Arn'] ?? '',
    CreatedTimestamp: CREATED,
    LastModifiedTimestamp: CREATED,
    ...Object.fromEntries(COUNTS.map((name) => [name, '0'])),
    ...Object.fromEntries(set.map((name) => [name, text(properties[name] ?? '')])),
  };
}

function text(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
