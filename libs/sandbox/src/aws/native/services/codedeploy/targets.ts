import { z } from 'zod';
import type { EstateResource } from '../../../resources/estate/shelf.js';
import { AwsFault } from '../../../service.js';
import { onTheWire } from '../../names.js';
import { operation } from '../../native-service.js';
import type { Place } from '../../place.js';
import { deployment } from './deployments.js';
import { namesPage, nextToken, requireBatch, TOKEN } from './pages.js';
import { TARGET } from './types.js';

const deploymentId = z.string();

export const targetOperations = {
  ListDeploymentTargets: operation({
    token: TOKEN,
    input: z.strictObject({ deploymentId, nextToken }),
    answer({ deploymentId: id, nextToken: token }, place) {
      requireBegun(id, place);
      const own = place.resources(TARGET).filter(({ properties }) => properties['DeploymentId'] === id);
      return namesPage(place, own, { member: 'targetIds', token, narrowed: id, name: targetId });
    },
  }),
  /** One that is not there fails all. */
  BatchGetDeploymentTargets: operation({
    input: z.strictObject({ deploymentId, targetIds: z.array(z.string()) }),
    answer({ deploymentId: id, targetIds: ids }, place) {
      requireBegun(id, place);
      requireBatch(ids, {
        most: 25,
        none: 'DeploymentTargetIdRequiredException',
        tooMany: 'DeploymentTargetListSizeExceededException',
      });
      const deploymentTargets = ids.map((one) => {
        const { DeploymentId: _deployment, TargetId: _target, ...told } = target(id, one, place).properties;
        return onTheWire(told);
      });
      return { deploymentTargets };
    },
  }),
};

function requireBegun(id: string, place: Place): void {
  if (deployment(id, place).properties['StartTime'] !== undefined) return;
  throw new AwsFault('DeploymentNotStartedException', `The deployment ${id} has not started.`);
}

function target(id: string, targetIdAsked: string, place: Place): EstateResource {
  const found = place.find(TARGET, `${id}|${targetIdAsked}`);
  if (found !== undefined) return found;
  throw new AwsFault('DeploymentTargetDoesNotExistException', `No deployment target found for id: ${targetIdAsked}`);
}

function targetId({ properties }: EstateResource): string {
  return String(properties['TargetId']);
}
