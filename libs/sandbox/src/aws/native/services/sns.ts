import type { Json, JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../resources/estate/shelf.js';
import { AwsFault } from '../../service.js';
import { queryProtocol } from '../../wire/protocol.js';
import { readQuery } from '../../wire/read-call.js';
import { toElements } from '../../wire/xml.js';
import { tagsOf } from '../names.js';
import { operation, type NativeService } from '../native-service.js';
import type { Place } from '../place.js';
import { queryRefusals } from '../refusals.js';

const TYPE = 'AWS::SNS::Topic';
const PAGE = 100;

const SETTINGS = ['ContentBasedDeduplication', 'DisplayName', 'FifoTopic', 'KmsMasterKeyId', 'TracingConfig'];

export const sns: NativeService = {
  name: 'sns',
  protocol: queryProtocol('http://sns.amazonaws.com/doc/2010-03-31/', toElements),
  readCall: readQuery,
  refusals: {
    invalid: (error, input) => new AwsFault('InvalidParameter', queryRefusals.invalid(error, input).message),
    denied: (message) => new AwsFault('AuthorizationError', message, 403),
  },
  operations: {
    ListTopics: operation({
      token: { asked: 'NextToken', answered: ['NextToken'] },
      input: z.strictObject({ NextToken: z.string().optional() }),
      answer({ NextToken: token }, place) {
        const page = place.page(place.resources(TYPE), { token, size: PAGE });
        if (page === undefined) throw new AwsFault('InvalidParameter', 'Invalid parameter: NextToken');
        const topics = page.items.map(({ identifier }) => ({ TopicArn: identifier }));
        return { Topics: { member: topics }, NextToken: page.next ?? null };
      },
    }),
    GetTopicAttributes: operation({
      input: z.strictObject({ TopicArn: z.string() }),
      resource: ({ TopicArn }) => TopicArn,
      answer: ({ TopicArn }, place) => {
        const all = attributes(topic(TopicArn, place), place);
        return { Attributes: { entry: Object.entries(all).map(([key, value]) => ({ key, value })) } };
      },
    }),
    ListTagsForResource: operation({
      input: z.strictObject({ ResourceArn: z.string() }),
      resource: ({ ResourceArn }) => ResourceArn,
      answer: ({ ResourceArn }, place) => ({
        Tags: { member: tagsOf(topic(ResourceArn, place).properties) },
      }),
    }),
  },
};

function topic(arn: string, place: Place): EstateResource {
  const found = place.find(TYPE, arn);
  if (found !== undefined) return found;
  throw new AwsFault('NotFound', 'Topic does not exist', 404);
}

/** All of them are texts. */
function attributes({ identifier, properties }: EstateResource, place: Place): JsonObject {
  const subscriptions = properties['Subscription'];
  const set = SETTINGS.filter((name) => properties[name] !== undefined);
  return {
    TopicArn: identifier,
    Owner: place.accountId,
    SubscriptionsConfirmed: String(Array.isArray(subscriptions) ? subscriptions.length : 0),
    SubscriptionsPending: '0',
    SubscriptionsDeleted: '0',
    Policy: JSON.stringify({ Version: '2008-10-17', Statement: [] }),
    ...Object.fromEntries(set.map((name): [string, Json] => [name, String(properties[name])])),
  };
}
