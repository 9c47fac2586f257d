import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../resources/estate/shelf.js';
import { AwsFault } from '../../service.js';
import { awsJsonProtocol } from '../../wire/protocol.js';
import { readTarget } from '../../wire/read-call.js';
import { chosen, tagsOf } from '../names.js';
import { operation, type NativeService } from '../native-service.js';
import type { Place } from '../place.js';
import { jsonRefusals } from '../refusals.js';

const TYPE = 'AWS::MemoryDB::User';

export const memorydb: NativeService = {
  name: 'memorydb',
  protocol: awsJsonProtocol('1.1'),
  readCall: readTarget,
  refusals: {
    ...jsonRefusals,
    invalid: (error, input) =>
      new AwsFault('InvalidParameterValueException', jsonRefusals.invalid(error, input).message),
  },
  operations: {
    DescribeUsers: operation({
      token: { asked: 'NextToken', answered: ['NextToken'] },
      input: z.strictObject({
        UserName: z
          .string()
          .regex(/^[a-zA-Z][a-zA-Z0-9-]*$/)
          .optional(),
        MaxResults: z.int().min(1).max(100).default(100),
        NextToken: z.string().optional(),
      }),
      resource: ({ UserName: name = '*' }, place) => place.arn('memorydb', `user/${name}`),
      answer({ UserName: name, MaxResults: size, NextToken: token }, place) {
        if (name !== undefined) return { Users: [describe(user(name, place))] };
        const page = place.page(place.resources(TYPE), { token, size });
        if (page === undefined) throw new AwsFault('InvalidParameterValueException', 'The NextToken is not valid.');
        return { Users: page.items.map(describe), ...(page.next !== undefined && { NextToken: page.next }) };
      },
    }),
    ListTags: operation({
      input: z.strictObject({ ResourceArn: z.string() }),
      resource: ({ ResourceArn }) => ResourceArn,
      answer({ ResourceArn: arn }, place) {
        const [, name = ''] = arn.split('/');
        if (arn !== place.arn('memorydb', `user/${name}`)) {
          throw new AwsFault('InvalidARNFault', `${arn} is not a valid ARN.`);
        }
        return { TagList: tagsOf(user(name, place).properties) };
      },
    }),
  },
};

function user(name: string, place: Place): EstateResource {
  const found = place.find(TYPE, name);
  if (found !== undefined) return found;
  throw new AwsFault('UserNotFoundFault', `User ${name} not found.`);
}

/** The service tells the access and the kind of password that the registry only takes. */
function describe({ identifier, properties }: EstateResource): JsonObject {
  const { Type = 'no-password' } = (properties['AuthenticationMode'] ?? {}) as JsonObject;
  return {
    ...chosen(properties, { Name: 'UserName', ARN: 'Arn', AccessString: 'AccessString', Status: 'Status' }),
    ACLNames: identifier === 'default' ? ['open-access'] : [],
    MinimumEngineVersion: '6.2',
    Authentication: { Type, PasswordCount: Type === 'password' ? 1 : 0 },
  };
}
