import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../../resources/estate/shelf.js';
import { AwsFault } from '../../../service.js';
import { camel } from '../../names.js';
import { operation } from '../../native-service.js';
import type { Place } from '../../place.js';
import { arnsPage, foundOf, paging, TOKEN } from './listings.js';

const TYPE = 'AWS::ECS::Cluster';

const INCLUDED = ['ATTACHMENTS', 'CONFIGURATIONS', 'SETTINGS', 'STATISTICS', 'TAGS'] as const;

export const clusterOperations = {
  ListClusters: operation({
    token: TOKEN,
    input: z.strictObject(paging(100)),
    answer: (input, place) =>
      arnsPage(place, place.resources(TYPE), { ...input, member: 'clusterArns', arnOf: clusterArn }),
  }),
  DescribeClusters: operation({
    input: z.strictObject({
      clusters: z.array(z.string()).max(100).default(['default']),
      include: z.array(z.enum(INCLUDED)).default([]),
    }),
    answer({ clusters, include }, place) {
      const find = (name: string) => cluster(name, place);
      const { found, failures } = foundOf(clusters, find, (name) => place.arn('ecs', name));
      return { clusters: found.map((one) => told(one, include)), failures };
    },
  }),
};

/** Throws ClusterNotFoundException. */
export function requireCluster(nameOrArn: string, place: Place): EstateResource {
  const found = cluster(nameOrArn, place);
  if (found !== undefined) return found;
  throw new AwsFault('ClusterNotFoundException', 'Cluster not found.');
}

export const clusterArn = ({ properties }: EstateResource) => String(properties['Arn']);

function cluster(nameOrArn: string, place: Place): EstateResource | undefined {
  return place.find(TYPE, nameOrArn.split('/').at(-1) ?? '');
}

function told({ properties }: EstateResource, include: readonly string[]): JsonObject {
  const members = camel(properties) as JsonObject;
  return {
    clusterArn: members['arn'] ?? '',
    clusterName: members['clusterName'] ?? '',
    status: 'ACTIVE',
    registeredContainerInstancesCount: 0,
    runningTasksCount: 0,
    pendingTasksCount: 0,
    activeServicesCount: 0,
    capacityProviders: members['capacityProviders'] ?? [],
    defaultCapacityProviderStrategy: members['defaultCapacityProviderStrategy'] ?? [],
    statistics: [],
    settings: include.includes('SETTINGS') ? (members['clusterSettings'] ?? []) : [],
    tags: include.includes('TAGS') ? (members['tags'] ?? []) : [],
    ...(include.includes('CONFIGURATIONS') && { configuration: members['configuration'] ?? {} }),
  };
}
