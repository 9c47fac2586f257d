import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../resources/estate/shelf.js';
import { AwsFault } from '../../service.js';
import { awsJsonProtocol } from '../../wire/protocol.js';
import { readTarget } from '../../wire/read-call.js';
import { camel } from '../names.js';
import { operation, type NativeService } from '../native-service.js';
import type { Place } from '../place.js';
import { jsonRefusals } from '../refusals.js';

const CLUSTER = 'AWS::ECS::Cluster';
const SERVICE = 'AWS::ECS::Service';
const TASK_DEFINITION = 'AWS::ECS::TaskDefinition';

const paging = { maxResults: z.int().min(1).max(100).default(100), nextToken: z.string().optional() };

export const ecs: NativeService = {
  name: 'ecs',
  protocol: awsJsonProtocol('1.1'),
  readCall: readTarget,
  refusals: { ...jsonRefusals, invalid: (error, input) => invalid(jsonRefusals.invalid(error, input).message) },
  operations: {
    ListClusters: operation({
      token: { asked: 'nextToken', answered: ['nextToken'] },
      input: z.strictObject(paging),
      answer: (input, place) => listed('clusterArns', place.resources(CLUSTER).map(asClusterArn), input, place),
    }),
    /** What is not there is told apart, in an answer that is a success. */
    DescribeClusters: operation({
      input: z.strictObject({
        clusters: z.array(z.string()).max(100).default(['default']),
        include: z.array(z.enum(['ATTACHMENTS', 'CONFIGURATIONS', 'SETTINGS', 'STATISTICS', 'TAGS'])).default([]),
      }),
      answer({ clusters, include }, place) {
        const { found, failures } = described(clusters, (name) => cluster(name, place), place);
        return { clusters: found.map((one) => describeCluster(one, include)), failures };
      },
    }),
    ListServices: operation({
      token: { asked: 'nextToken', answered: ['nextToken'] },
      input: z.strictObject({ cluster: z.string().default('default'), ...paging }),
      answer({ cluster: name, ...input }, place) {
        const arn = String(requireCluster(name, place).properties['Arn']);
        const own = place.resources(SERVICE).filter(({ properties }) => properties['Cluster'] === arn);
        return listed('serviceArns', own.map(asOwnArn('ServiceArn')), input, place);
      },
    }),
    DescribeServices: operation({
      input: z.strictObject({
        cluster: z.string().default('default'),
        services: z.array(z.string()).min(1).max(10),
        include: z.array(z.literal('TAGS')).default([]),
      }),
      answer({ cluster: name, services, include }, place) {
        const arn = String(requireCluster(name, place).properties['Arn']);
        const find = (service: string) => place.find(SERVICE, `${service}|${arn}`);
        const { found, failures } = described(services, find, place);
        return { services: found.map((one) => describeService(one, arn, include)), failures };
      },
    }),
    ListTaskDefinitions: operation({
      token: { asked: 'nextToken', answered: ['nextToken'] },
      input: z.strictObject({ status: z.enum(['ACTIVE', 'INACTIVE']).optional(), ...paging }),
      answer: ({ maxResults, nextToken }, place) =>
        listed('taskDefinitionArns', place.resources(TASK_DEFINITION), { maxResults, nextToken }, place),
    }),
    DescribeTaskDefinition: operation({
      input: z.strictObject({ taskDefinition: z.string(), include: z.array(z.literal('TAGS')).default([]) }),
      answer({ taskDefinition, include }, place) {
        const found = place.find(TASK_DEFINITION, taskDefinition);
        if (found === undefined) throw new AwsFault('ClientException', 'Unable to describe task definition.');
        const { tags, ...definition } = camel(found.properties) as JsonObject;
        return {
          taskDefinition: { status: 'ACTIVE', ...definition },
          ...(include.includes('TAGS') && { tags: tags ?? [] }),
        };
      },
    }),
  },
};

function cluster(nameOrArn: string, place: Place): EstateResource | undefined {
  return place.find(CLUSTER, nameOrArn.split('/').at(-1) ?? '');
}

function requireCluster(nameOrArn: string, place: Place): EstateResource {
  const found = cluster(nameOrArn, place);
  if (found !== undefined) return found;
  throw new AwsFault('ClusterNotFoundException', 'Cluster not found.');
}

const asOwnArn =
  (name: string) =>
  (resource: EstateResource): EstateResource => ({ ...resource, identifier: String(resource.properties[name]) });
const asClusterArn = asOwnArn('Arn');

function listed(
  member: string,
  resources: readonly EstateResource[],
  { maxResults: size, nextToken: token }: { maxResults: number; nextToken?: string | undefined },
  place: Place,
): JsonObject {
  const page = place.page(resources, { token, size, narrowed: member });
  if (page === undefined) throw invalid('Invalid token.');
  const arns = page.items.map(({ identifier }) => identifier);
  return { [member]: arns, ...(page.next !== undefined && { nextToken: page.next }) };
}

function described(names: string[], find: (name: string) => EstateResource | undefined, place: Place) {
  const missing = names.filter((name) => find(name) === undefined);
  return {
    found: names.flatMap((name) => find(name) ?? []),
    failures: missing.map((name) => {
      return { arn: name.startsWith('arn:') ? name : place.arn('ecs', name), reason: 'MISSING' };
    }),
  };
}

function describeCluster({ properties }: EstateResource, include: readonly string[]): JsonObject {
  const told = camel(properties) as JsonObject;
  return {
    clusterArn: told['arn'] ?? '',
    clusterName: told['clusterName'] ?? '',
    status: 'ACTIVE',
    registeredContainerInstancesCount: 0,
    runningTasksCount: 0,
    pendingTasksCount: 0,
    activeServicesCount: 0,
    capacityProviders: told['capacityProviders'] ?? [],
    defaultCapacityProviderStrategy: told['defaultCapacityProviderStrategy'] ?? [],
    statistics: [],
    settings: include.includes('SETTINGS') ? (told['clusterSettings'] ?? []) : [],
    tags: include.includes('TAGS') ? (told['tags'] ?? []) : [],
    ...(include.includes('CONFIGURATIONS') && { configuration: told['configuration'] ?? {} }),
  };
}

function describeService({ properties }: EstateResource, clusterArn: string, include: readonly string[]): JsonObject {
  const { cluster: _cluster, tags, ...told } = camel(properties) as JsonObject;
  return { status: 'ACTIVE', ...told, clusterArn, ...(include.includes('TAGS') && { tags: tags ?? [] }) };
}

function invalid(message: string): AwsFault {
  return new AwsFault('InvalidParameterException', message);
}
