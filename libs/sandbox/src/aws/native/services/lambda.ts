import { createHash } from 'node:crypto';
import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../resources/estate/shelf.js';
import { AwsFault } from '../../service.js';
import { restJsonProtocol } from '../../wire/protocol.js';
import { chosen, tagMap } from '../names.js';
import { operation, type NativeService } from '../native-service.js';
import type { Place } from '../place.js';
import { restRefusals } from '../refusals.js';
import { readRoute } from '../rest-routes.js';

const TYPE = 'AWS::Lambda::Function';

/** Members of a function's configuration that the registry names alike. */
const SHARED = [
  'Architectures',
  'Description',
  'Environment',
  'EphemeralStorage',
  'FunctionName',
  'Handler',
  'KmsKeyArn',
  'LoggingConfig',
  'MemorySize',
  'PackageType',
  'Role',
  'Runtime',
  'Timeout',
  'TracingConfig',
  'VpcConfig',
];

export const lambda: NativeService = {
  name: 'lambda',
  protocol: restJsonProtocol,
  readCall: readRoute([
    ['GET', '/2015-03-31/functions', 'ListFunctions'],
    ['GET', '/2015-03-31/functions/{FunctionName}', 'GetFunction'],
    ['GET', '/2017-03-31/tags/{Resource}', 'ListTags'],
  ]),
  refusals: {
    ...restRefusals,
    invalid: (error, input) => invalid(restRefusals.invalid(error, input).message),
  },
  operations: {
    /** At most 50 on a page, whatever is asked for (Lambda API Reference). */
    ListFunctions: operation({
      token: { asked: 'Marker', answered: ['NextMarker'] },
      input: z.strictObject({
        Marker: z.string().optional(),
        MaxItems: z.coerce.number().int().min(1).max(10_000).default(50),
      }),
      answer({ Marker: token, MaxItems }, place) {
        const page = place.page(place.resources(TYPE), { token, size: Math.min(MaxItems, 50) });
        if (page === undefined) throw invalid('Invalid marker');
        const Functions = page.items.map(configuration);
        return { Functions, ...(page.next !== undefined && { NextMarker: page.next }) };
      },
    }),
    GetFunction: operation({
      input: z.strictObject({ FunctionName: z.string() }),
      resource: ({ FunctionName }, place) => place.arn('lambda', `function:${FunctionName}`),
      answer({ FunctionName }, place) {
        const found = functionOf(FunctionName, place);
        const Code = { RepositoryType: 'S3' };
        return { Configuration: configuration(found), Code, Tags: tagMap(found.properties) };
      },
    }),
    ListTags: operation({
      input: z.strictObject({ Resource: z.string() }),
      resource: ({ Resource }) => Resource,
      answer({ Resource }, place) {
        return { Tags: tagMap(functionOf(Resource.split(':').at(-1) ?? '', place).properties) };
      },
    }),
  },
};

function functionOf(name: string, place: Place): EstateResource {
  const found = place.find(TYPE, name);
  if (found !== undefined) return found;
  const arn = place.arn('lambda', `function:${name}`);
  throw new AwsFault('ResourceNotFoundException', `Function not found: ${arn}`, 404);
}

function configuration({ identifier, properties }: EstateResource): JsonObject {
  const digest = createHash('sha256').update(identifier).digest();
  return {
    ...chosen(properties, Object.fromEntries(SHARED.map((name) => [name, name]))),
    ...chosen(properties, { FunctionArn: 'Arn' }),
    CodeSha256: digest.toString('base64'),
    CodeSize: digest.readUInt16BE(0) * 100,
    LastModified: '2024-02-01T10:00:00.000+0000',
    Version: '$LATEST',
    State: 'Active',
    LastUpdateStatus: 'Successful',
  };
}

function invalid(message: string): AwsFault {
  return new AwsFault('InvalidParameterValueException', message);
}
