import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../../resources/estate/shelf.js';
import { derivedUuid } from '../../derived-uuid.js';
import { camel } from '../../names.js';
import { operation } from '../../native-service.js';
import type { Place } from '../../place.js';
import { clusterArn, requireCluster } from './clusters.js';
import { arnsPage, foundOf, paging, TOKEN } from './listings.js';
import { invalid } from './refusals.js';

const TYPE = 'AWS::ECS::Service';
const CREATED = Date.parse('2024-02-01T10:00:00Z') / 1000;

const cluster = z.string().default('default');

export const serviceOperations = {
  /** Ten on a page when nobody says (ECS API Reference). */
  ListServices: operation({
    token: TOKEN,
    input: z.strictObject({ cluster, ...paging(10) }),
    answer({ cluster: name, ...input }, place) {
      const arn = clusterArn(requireCluster(name, place));
      const own = place.resources(TYPE).filter(({ properties }) => properties['Cluster'] === arn);
      return arnsPage(place, own, { ...input, member: 'serviceArns', narrowed: arn, arnOf: serviceArn });
    },
  }),
  /** By name or ARN, in one cluster. */
  DescribeServices: operation({
    input: z.strictObject({ cluster, services: z.array(z.string()), include: z.array(z.literal('TAGS')).default([]) }),
    answer({ cluster: name, services, include }, place) {
      if (services.length === 0) throw invalid('Services cannot be empty.');
      if (services.length > 10) throw invalid('Services cannot have more than 10 elements.');
      const found = requireCluster(name, place);
      const arn = clusterArn(found);
      const arnOf = (service: string) => place.arn('ecs', `service/${found.identifier}/${service}`);
      const find = (service: string) =>
        place.find(TYPE, `${service.startsWith('arn:') ? service : arnOf(service)}|${arn}`);
      const answered = foundOf(services, find, arnOf);
      const told = answered.found.map((one) => describe(one, place));
      return {
        services: told.map(({ tags, ...service }) => ({ ...service, ...(include.length > 0 && { tags }) })),
        failures: answered.failures,
      };
    },
  }),
};

const serviceArn = ({ properties }: EstateResource) => String(properties['ServiceArn']);

/** As many tasks run as are wanted, of one deployment. */
function describe(service: EstateResource, place: Place): JsonObject & { tags: JsonObject[] } {
  const { Cluster, Name: _name, Role, Tags = [], ...members } = service.properties;
  const told = camel(members) as JsonObject;
  const { desiredCount = 0, taskDefinition = '', launchType = 'FARGATE' } = told;
  const counts = { desiredCount, runningCount: desiredCount, pendingCount: 0 };
  const deployment = {
    id: `ecs-svc/${Number.parseInt(derivedUuid(place, service).slice(0, 8), 16)}`,
    status: 'PRIMARY',
    taskDefinition,
    launchType,
    ...counts,
    failedTasks: 0,
    createdAt: CREATED,
    updatedAt: CREATED,
    rolloutState: 'COMPLETED',
  };
  return {
    loadBalancers: [],
    serviceRegistries: [],
    placementConstraints: [],
    placementStrategy: [],
    ...told,
    ...counts,
    clusterArn: Cluster ?? '',
    status: 'ACTIVE',
    launchType,
    ...(Role !== undefined && { roleArn: Role }),
    createdAt: CREATED,
    createdBy: `arn:aws:iam::${place.accountId}:role/deployer`,
    deployments: [deployment],
    events: [],
    tags: camel(Tags) as JsonObject[],
  };
}
