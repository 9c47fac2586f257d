import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../../resources/estate/shelf.js';
import { derivedUuid } from '../../derived-uuid.js';
import { camel, inSeconds } from '../../names.js';
import { operation } from '../../native-service.js';
import type { Place } from '../../place.js';
import { application } from './applications.js';
import { deploymentsOf } from './deployments.js';
import { namesPage, nextToken, requireBatch, TOKEN } from './pages.js';
import { GROUP } from './types.js';

const applicationName = z.string();

export const groupOperations = {
  ListDeploymentGroups: operation({
    token: TOKEN,
    input: z.strictObject({ applicationName, nextToken }),
    resource: ({ applicationName: name }, place) => place.arn('codedeploy', `application:${name}`),
    answer({ applicationName: name, nextToken: token }, place) {
      application(name, place);
      const own = place.resources(GROUP).filter(({ properties }) => properties['ApplicationName'] === name);
      const listing = { member: 'deploymentGroups', token, narrowed: name, name: groupName };
      return { applicationName: name, ...namesPage(place, own, listing) };
    },
  }),
  /** What is not there is told in a message, in an answer that is a success. */
  BatchGetDeploymentGroups: operation({
    input: z.strictObject({ applicationName, deploymentGroupNames: z.array(z.string()) }),
    answer({ applicationName: name, deploymentGroupNames: names }, place) {
      const { properties } = application(name, place);
      requireBatch(names, { most: 100, none: 'DeploymentGroupNameRequiredException' });
      const found = names.flatMap((group) => place.find(GROUP, `${name}|${group}`) ?? []);
      const missing = names.filter((group) => place.find(GROUP, `${name}|${group}`) === undefined);
      const computePlatform = properties['ComputePlatform'] ?? 'Server';
      return {
        deploymentGroupsInfo: found.map((group) => ({ ...told(group, place), computePlatform })),
        ...(missing.length > 0 && { errorMessage: `No deployment group found for name: ${missing.join(', ')}` }),
      };
    },
  }),
};

function groupName({ properties }: EstateResource): string {
  return String(properties['DeploymentGroupName']);
}

/** Filters of tags have the registry's names on the wire, too. */
function told(group: EstateResource, place: Place): JsonObject {
  const { Tags: _tags, Ec2TagFilters, OnPremisesInstanceTagFilters, ...properties } = group.properties;
  const runs = deploymentsOf(place, group).map((run) => run.properties);
  const last = runs.at(-1);
  const succeeded = runs.findLast(({ Status }) => Status === 'Succeeded');
  return {
    ...(camel(properties) as JsonObject),
    deploymentGroupId: derivedUuid(place, group),
    ec2TagFilters: Ec2TagFilters ?? [],
    onPremisesInstanceTagFilters: OnPremisesInstanceTagFilters ?? [],
    autoScalingGroups: [],
    triggerConfigurations: [],
    ...(last !== undefined && { lastAttemptedDeployment: summary(last) }),
    ...(succeeded !== undefined && { lastSuccessfulDeployment: summary(succeeded) }),
  };
}

function summary(deployment: JsonObject): JsonObject {
  return {
    deploymentId: deployment['DeploymentId'] ?? '',
    status: deployment['Status'] ?? '',
    createTime: inSeconds(deployment['CreateTime'] ?? ''),
    endTime: inSeconds(deployment['CompleteTime'] ?? ''),
  };
}
