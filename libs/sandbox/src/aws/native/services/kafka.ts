import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import { byIdentifier, type EstateResource } from '../../resources/estate/shelf.js';
import { AwsFault } from '../../service.js';
import { restJsonProtocol } from '../../wire/protocol.js';
import { camel, chosen } from '../names.js';
import { operation, type NativeService } from '../native-service.js';
import type { Place } from '../place.js';
import { restRefusals } from '../refusals.js';
import { readRoute } from '../rest-routes.js';

const TYPES = { PROVISIONED: 'AWS::MSK::Cluster', SERVERLESS: 'AWS::MSK::ServerlessCluster' } as const;

const paging = {
  clusterNameFilter: z.string().optional(),
  maxResults: z.coerce.number().int().min(1).max(100).default(100),
  nextToken: z.string().optional(),
};
const byArn = {
  input: z.strictObject({ ClusterArn: z.string() }),
  resource: ({ ClusterArn }: { ClusterArn: string }) => ClusterArn,
};

/** What the API and the registry name alike. */
const SETTINGS = Object.fromEntries(
  [
    'BrokerNodeGroupInfo',
    'ClientAuthentication',
    'EncryptionInfo',
    'EnhancedMonitoring',
    'LoggingInfo',
    'NumberOfBrokerNodes',
    'OpenMonitoring',
    'StorageMode',
  ].map((name) => [name, name]),
);

export const kafka: NativeService = {
  name: 'kafka',
  protocol: restJsonProtocol,
  readCall: readRoute([
    ['GET', '/v1/clusters', 'ListClusters'],
    ['GET', '/v1/clusters/{ClusterArn}', 'DescribeCluster'],
    ['GET', '/api/v2/clusters', 'ListClustersV2'],
    ['GET', '/api/v2/clusters/{ClusterArn}', 'DescribeClusterV2'],
  ]),
  refusals: { ...restRefusals, invalid: (error, input) => badRequest(restRefusals.invalid(error, input).message) },
  operations: {
    /** Provisioned clusters only, as in all of the first version. */
    ListClusters: operation({
      token: { asked: 'nextToken', answered: ['nextToken'] },
      input: z.strictObject(paging),
      answer: (asked, place) => listed(place, [TYPES.PROVISIONED], { ...asked, describe: describeProvisioned }),
    }),
    DescribeCluster: operation({
      ...byArn,
      answer: ({ ClusterArn }, place) => ({
        clusterInfo: describeProvisioned(cluster(ClusterArn, place, [TYPES.PROVISIONED])),
      }),
    }),
    ListClustersV2: operation({
      token: { asked: 'nextToken', answered: ['nextToken'] },
      input: z.strictObject({ ...paging, clusterTypeFilter: z.enum(['PROVISIONED', 'SERVERLESS']).optional() }),
      answer({ clusterTypeFilter: type, ...asked }, place) {
        const types = type === undefined ? Object.values(TYPES) : [TYPES[type]];
        return listed(place, types, { ...asked, describe: describeAny });
      },
    }),
    DescribeClusterV2: operation({
      ...byArn,
      answer: ({ ClusterArn }, place) => ({
        clusterInfo: describeAny(cluster(ClusterArn, place, Object.values(TYPES))),
      }),
    }),
  },
};

interface Asked {
  clusterNameFilter?: string | undefined;
  maxResults: number;
  nextToken?: string | undefined;
  describe(resource: EstateResource): JsonObject;
}

function listed(place: Place, types: readonly string[], asked: Asked): JsonObject {
  const { clusterNameFilter: prefix = '', maxResults: size, nextToken: token, describe } = asked;
  const named = types
    .flatMap((type) => place.resources(type))
    .filter(({ properties }) => String(properties['ClusterName']).startsWith(prefix))
    .sort(byIdentifier);
  const page = place.page(named, { token, size, narrowed: [...types, prefix].join(' ') });
  if (page === undefined) throw badRequest('The nextToken is not valid.');
  return { clusterInfoList: page.items.map(describe), ...(page.next !== undefined && { nextToken: page.next }) };
}

function cluster(arn: string, place: Place, types: readonly string[]): EstateResource {
  const found = types.flatMap((type) => place.find(type, arn) ?? [])[0];
  if (found !== undefined) return found;
  throw new AwsFault('NotFoundException', `The cluster ${arn} does not exist.`, 404);
}

/** What both versions tell of every cluster. */
function common({ properties }: EstateResource): JsonObject {
  return {
    ...chosen(properties, { clusterArn: 'Arn', clusterName: 'ClusterName' }),
    creationTime: '2024-02-01T10:00:00.000Z',
    currentVersion: 'K3AEGXETSR30VB',
    state: 'ACTIVE',
    tags: properties['Tags'] ?? {},
  };
}

function describeProvisioned(resource: EstateResource): JsonObject {
  return { ...common(resource), ...provisioned(resource) };
}

function describeAny(resource: EstateResource): JsonObject {
  const { type, properties } = resource;
  if (type === TYPES.PROVISIONED) {
    return { ...common(resource), clusterType: 'PROVISIONED', provisioned: provisioned(resource) };
  }
  const vpcConfigs = ((properties['VpcConfigs'] ?? []) as JsonObject[]).map((one) =>
    chosen(one, { subnetIds: 'SubnetIds', securityGroupIds: 'SecurityGroups' }),
  );
  const serverless = { vpcConfigs, clientAuthentication: camel(properties['ClientAuthentication'] ?? {}) };
  return { ...common(resource), clusterType: 'SERVERLESS', serverless };
}

function provisioned({ properties }: EstateResource): JsonObject {
  const { KafkaVersion, ConfigurationInfo: configuration } = properties as { [name: string]: JsonObject | undefined };
  return {
    ...(camel(chosen(properties, SETTINGS)) as JsonObject),
    currentBrokerSoftwareInfo: {
      kafkaVersion: KafkaVersion ?? null,
      ...(configuration && chosen(configuration, { configurationArn: 'Arn', configurationRevision: 'Revision' })),
    },
  };
}

function badRequest(message: string): AwsFault {
  return new AwsFault('BadRequestException', message);
}
