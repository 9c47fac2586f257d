import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../resources/estate/shelf.js';
import { AwsFault } from '../../service.js';
import { awsJsonProtocol } from '../../wire/protocol.js';
import { readTarget } from '../../wire/read-call.js';
import { camel, chosen, tagsOf } from '../names.js';
import { operation, type NativeService } from '../native-service.js';
import type { Place } from '../place.js';
import { jsonRefusals } from '../refusals.js';

const TYPE = 'AWS::StepFunctions::StateMachine';
const CREATED = Date.parse('2024-02-01T10:00:00Z') / 1000;
const USUAL_PAGE = 100;

const ARN = /^arn:aws[a-z-]*:states:[a-z0-9-]+:\d{12}:(stateMachine|activity):[^:\s]+(:[^:\s]+)?$/;

const arn = z.string().min(1).max(256);

/** Step Functions. Versions and aliases have no resource of their own here: Cloud Control tells them. */
export const sfn: NativeService = {
  name: 'sfn',
  signedAs: 'states',
  prefix: 'states',
  protocol: awsJsonProtocol('1.0'),
  readCall: readTarget,
  refusals: jsonRefusals,
  operations: {
    ListStateMachines: operation({
      token: { asked: 'nextToken', answered: ['nextToken'] },
      input: z.strictObject({
        maxResults: z.int().min(0).max(1000).default(0),
        nextToken: z.string().min(1).max(1024).optional(),
      }),
      answer({ maxResults, nextToken: token }, place) {
        const page = place.page(place.resources(TYPE), { token, size: maxResults || USUAL_PAGE });
        if (page === undefined) throw new AwsFault('InvalidToken', "Invalid Token: 'Invalid token'");
        return { stateMachines: page.items.map(listed), ...(page.next !== undefined && { nextToken: page.next }) };
      },
    }),
    DescribeStateMachine: operation({
      input: z.strictObject({
        stateMachineArn: arn,
        includedData: z.enum(['ALL_DATA', 'METADATA_ONLY']).default('ALL_DATA'),
      }),
      resource: ({ stateMachineArn }) => stateMachineArn,
      answer({ stateMachineArn, includedData }, place) {
        const found = machine(stateMachineArn, place);
        if (found === undefined) {
          throw new AwsFault('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
        }
        if (includedData === 'METADATA_ONLY') return { ...described(found), definition: '{}' };
        requireKey(found, place);
        return described(found);
      },
    }),
    ListTagsForResource: operation({
      input: z.strictObject({ resourceArn: arn }),
      resource: ({ resourceArn }) => resourceArn,
      answer({ resourceArn }, place) {
        const found = machine(resourceArn, place);
        if (found === undefined) throw new AwsFault('ResourceNotFound', `Resource not found: '${resourceArn}'`);
        return { tags: camel(tagsOf(found.properties).map((tag) => ({ ...tag }))) };
      },
    }),
  },
};

/** Throws InvalidArn. */
function machine(asked: string, place: Place): EstateResource | undefined {
  if (ARN.test(asked)) return place.find(TYPE, asked);
  throw new AwsFault('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${asked}'`);
}

/** A definition is decrypted with the caller's rights where the key is the customer's. */
function requireKey({ properties }: EstateResource, place: Place): void {
  const { Type, KmsKeyId } = (properties['EncryptionConfiguration'] ?? {}) as JsonObject;
  if (Type !== 'CUSTOMER_MANAGED_KMS_KEY') return;
  const verdict = place.allows('kms:Decrypt', String(KmsKeyId));
  if (!verdict.allowed) throw new AwsFault('KmsAccessDeniedException', verdict.message);
}

function listed({ properties }: EstateResource): JsonObject {
  const names = { stateMachineArn: 'Arn', name: 'StateMachineName', type: 'StateMachineType' };
  return { type: 'STANDARD', ...chosen(properties, names), creationDate: CREATED };
}

function described(resource: EstateResource): JsonObject {
  const { properties } = resource;
  const own = chosen(properties, {
    roleArn: 'RoleArn',
    definition: 'DefinitionString',
    revisionId: 'StateMachineRevisionId',
  });
  const configurations = chosen(properties, {
    loggingConfiguration: 'LoggingConfiguration',
    tracingConfiguration: 'TracingConfiguration',
    encryptionConfiguration: 'EncryptionConfiguration',
  });
  return { ...listed(resource), status: 'ACTIVE', ...own, ...(camel(configurations) as JsonObject) };
}
