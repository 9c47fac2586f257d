import { z } from 'zod';
import type { EstateResource } from '../../../resources/estate/shelf.js';
import { AwsFault } from '../../../service.js';
import { onTheWire } from '../../names.js';
import { operation } from '../../native-service.js';
import { oldestFirst } from '../../orders.js';
import type { Place } from '../../place.js';
import { application } from './applications.js';
import { namesPage, nextToken, requireBatch, TOKEN } from './pages.js';
import { DEPLOYMENT, GROUP } from './types.js';

const STATUSES = ['Created', 'Queued', 'InProgress', 'Baking', 'Succeeded', 'Failed', 'Stopped', 'Ready'] as const;

const ListDeployments = z.strictObject({
  applicationName: z.string().optional(),
  deploymentGroupName: z.string().optional(),
  /** In seconds since 1970, both ends inclusive. */
  createTimeRange: z.strictObject({ start: z.number().optional(), end: z.number().optional() }).default({}),
  includeOnlyStatuses: z.array(z.enum(STATUSES)).default([]),
  nextToken,
});
type Filter = z.infer<typeof ListDeployments>;

const deploymentId = z.string();

export const deploymentOperations = {
  ListDeployments: operation({
    token: TOKEN,
    input: ListDeployments,
    answer({ nextToken: token, ...filter }, place) {
      requireFilter(filter, place);
      const found = place.resources(DEPLOYMENT).filter((deployment) => passes(deployment, filter));
      const narrowed = JSON.stringify(filter);
      return namesPage(place, found, { member: 'deployments', token, narrowed, name: ({ identifier }) => identifier });
    },
  }),
  GetDeployment: operation({
    input: z.strictObject({ deploymentId }),
    answer: ({ deploymentId: id }, place) => ({ deploymentInfo: onTheWire(deployment(id, place).properties) }),
  }),
  /** What is not there is left out. */
  BatchGetDeployments: operation({
    input: z.strictObject({ deploymentIds: z.array(deploymentId) }),
    answer({ deploymentIds: ids }, place) {
      requireBatch(ids, { most: 25, none: 'DeploymentIdRequiredException' });
      const found = ids.flatMap((id) => place.find(DEPLOYMENT, id) ?? []);
      return { deploymentsInfo: found.map(({ properties }) => onTheWire(properties)) };
    },
  }),
};

/** Throws DeploymentDoesNotExistException. */
export function deployment(id: string, place: Place): EstateResource {
  const found = place.find(DEPLOYMENT, id);
  if (found !== undefined) return found;
  throw new AwsFault('DeploymentDoesNotExistException', `The deployment ${id} could not be found`);
}

/** The deployments of a group, the newest last. */
export function deploymentsOf(place: Place, { properties: group }: EstateResource): EstateResource[] {
  const { ApplicationName, DeploymentGroupName } = group;
  const { key } = oldestFirst('CreateTime');
  return place
    .resources(DEPLOYMENT)
    .filter(({ properties }) => properties['ApplicationName'] === ApplicationName)
    .filter(({ properties }) => properties['DeploymentGroupName'] === DeploymentGroupName)
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** CodeDeploy lists by an application and a group of it, or by neither. */
function requireFilter({ applicationName: name, deploymentGroupName: group, createTimeRange }: Filter, place: Place) {
  if (name !== undefined && group === undefined) {
    throw new AwsFault('DeploymentGroupNameRequiredException', 'Deployment group name must be specified.');
  }
  if (name === undefined && group !== undefined) {
    throw new AwsFault('ApplicationNameRequiredException', 'Application name must be specified.');
  }
  if (name !== undefined && application(name, place) && place.find(GROUP, `${name}|${group}`) === undefined) {
    throw new AwsFault('DeploymentGroupDoesNotExistException', `No deployment group found for name: ${group}`);
  }
  const { start, end } = createTimeRange;
  if (start !== undefined && end !== undefined && start > end) {
    throw new AwsFault('InvalidTimeRangeException', 'The start of the time range is after its end.');
  }
}

function passes({ properties }: EstateResource, filter: Filter): boolean {
  const { applicationName, deploymentGroupName, createTimeRange, includeOnlyStatuses: statuses } = filter;
  const created = Date.parse(String(properties['CreateTime'])) / 1000;
  return (
    (applicationName === undefined || properties['ApplicationName'] === applicationName) &&
    (deploymentGroupName === undefined || properties['DeploymentGroupName'] === deploymentGroupName) &&
    created >= (createTimeRange.start ?? 0) &&
    created <= (createTimeRange.end ?? Number.POSITIVE_INFINITY) &&
    (statuses.length === 0 || statuses.some((status) => status === properties['Status']))
  );
}
