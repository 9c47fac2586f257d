import type { Json, JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../resources/estate/shelf.js';
import { AwsFault } from '../../service.js';
import { awsJsonProtocol } from '../../wire/protocol.js';
import { readTarget } from '../../wire/read-call.js';
import { camel, chosen, tagsOf } from '../names.js';
import { operation, type NativeService } from '../native-service.js';
import type { Place } from '../place.js';
import { jsonRefusals } from '../refusals.js';

const TYPE = 'AWS::ECR::Repository';
const CREATED = Date.parse('2024-02-01T10:00:00Z') / 1000;

const byName = z.strictObject({ repositoryName: z.string(), registryId: z.string().optional() });
const onRepository = ({ repositoryName }: { repositoryName: string }, place: Place) =>
  place.arn('ecr', `repository/${repositoryName}`);

export const ecr: NativeService = {
  name: 'ecr',
  protocol: awsJsonProtocol('1.1'),
  readCall: readTarget,
  refusals: { ...jsonRefusals, invalid: (error, input) => invalid(jsonRefusals.invalid(error, input).message) },
  operations: {
    DescribeRepositories: operation({
      token: { asked: 'nextToken', answered: ['nextToken'] },
      input: z.strictObject({
        registryId: z.string().optional(),
        repositoryNames: z.array(z.string()).min(1).max(100).optional(),
        maxResults: z.int().min(1).max(1000).default(100),
        nextToken: z.string().optional(),
      }),
      answer({ repositoryNames: names, maxResults: size, nextToken: token }, place) {
        if (names !== undefined) return { repositories: names.map((name) => describe(repository(name, place), place)) };
        const page = place.page(place.resources(TYPE), { token, size });
        if (page === undefined) throw invalid('Invalid parameter at nextToken');
        const repositories = page.items.map((one) => describe(one, place));
        return { repositories, ...(page.next !== undefined && { nextToken: page.next }) };
      },
    }),
    GetRepositoryPolicy: operation({
      input: byName,
      resource: onRepository,
      answer({ repositoryName }, place) {
        const policy = repository(repositoryName, place).properties['RepositoryPolicyText'];
        if (policy === undefined) {
          const message = `Repository policy does not exist for the repository with name '${repositoryName}'`;
          throw new AwsFault('RepositoryPolicyNotFoundException', message);
        }
        return { registryId: place.accountId, repositoryName, policyText: text(policy) };
      },
    }),
    GetLifecyclePolicy: operation({
      input: byName,
      resource: onRepository,
      answer({ repositoryName }, place) {
        const policy = repository(repositoryName, place).properties['LifecyclePolicy'] as JsonObject | undefined;
        if (policy === undefined) {
          const message = `Lifecycle policy does not exist for the repository with name '${repositoryName}'`;
          throw new AwsFault('LifecyclePolicyNotFoundException', message);
        }
        const lifecyclePolicyText = text(policy['LifecyclePolicyText'] ?? '{}');
        return { registryId: place.accountId, repositoryName, lifecyclePolicyText, lastEvaluatedAt: CREATED };
      },
    }),
    ListTagsForResource: operation({
      input: z.strictObject({ resourceArn: z.string() }),
      resource: ({ resourceArn }) => resourceArn,
      answer({ resourceArn }, place) {
        const name = resourceArn.split(':repository/')[1] ?? '';
        return { tags: tagsOf(repository(name, place).properties) };
      },
    }),
  },
};

function repository(name: string, place: Place): EstateResource {
  const found = place.find(TYPE, name);
  if (found !== undefined) return found;
  const message = `The repository with name '${name}' does not exist in the registry with id '${place.accountId}'`;
  throw new AwsFault('RepositoryNotFoundException', message);
}

function describe({ properties }: EstateResource, place: Place): JsonObject {
  return {
    ...chosen(properties, {
      repositoryArn: 'Arn',
      repositoryName: 'RepositoryName',
      repositoryUri: 'RepositoryUri',
      imageTagMutability: 'ImageTagMutability',
    }),
    registryId: place.accountId,
    createdAt: CREATED,
    imageScanningConfiguration: camel(properties['ImageScanningConfiguration'] ?? {}),
    encryptionConfiguration: camel(properties['EncryptionConfiguration'] ?? {}),
  };
}

function invalid(message: string): AwsFault {
  return new AwsFault('InvalidParameterException', message);
}

function text(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
