import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../../resources/estate/shelf.js';
import { AwsFault } from '../../../service.js';
import { onTheWire } from '../../names.js';
import { operation } from '../../native-service.js';
import { BY_IDENTIFIER, byNumber, type Order } from '../../orders.js';
import type { Place } from '../../place.js';
import { invalid } from './invalid.js';

const TYPE = 'AWS::CodeBuild::BuildRun';
const PAGE = 100;

const sortOrder = z.enum(['ASCENDING', 'DESCENDING']);
const nextToken = z.string().optional();

export const buildOperations = {
  /** By id, which says nothing of when a build ran (CodeBuild API Reference). */
  ListBuilds: operation({
    token: { asked: 'nextToken', answered: ['nextToken'] },
    input: z.strictObject({ sortOrder: sortOrder.default('DESCENDING'), nextToken }),
    answer({ sortOrder: way, nextToken: token }, place) {
      const order = { ...BY_IDENTIFIER, isDescending: way === 'DESCENDING' };
      return listed(place.resources(TYPE), { token, narrowed: way, order }, place);
    },
  }),
  /** By number, the newest first; another way only for a project of up to a hundred builds. */
  ListBuildsForProject: operation({
    token: { asked: 'nextToken', answered: ['nextToken'] },
    input: z.strictObject({ projectName: z.string().min(1), sortOrder: sortOrder.optional(), nextToken }),
    resource: ({ projectName }, place) => place.arn('codebuild', `project/${projectName}`),
    answer({ projectName, sortOrder: way, nextToken: token }, place) {
      if (place.find('AWS::CodeBuild::Project', projectName) === undefined) {
        throw new AwsFault('ResourceNotFoundException', `The provided project ${projectName} does not exist`);
      }
      const own = place.resources(TYPE).filter(({ properties }) => properties['ProjectName'] === projectName);
      if (way !== undefined && own.length > PAGE) throw invalid('A project of so many builds cannot be sorted.');
      const order = { ...byNumber('BuildNumber'), isDescending: way !== 'ASCENDING' };
      return listed(own, { token, narrowed: `${projectName} ${way}`, order }, place);
    },
  }),
  /** What is not there is told apart, in an answer that is a success. */
  BatchGetBuilds: operation({
    input: z.strictObject({ ids: z.array(z.string().min(1)).min(1).max(100) }),
    answer({ ids }, place) {
      const find = (id: string) => place.find(TYPE, id.split(':build/').at(-1) ?? '');
      return {
        builds: ids.flatMap((id) => find(id) ?? []).map(({ properties }) => onTheWire(properties)),
        buildsNotFound: ids.filter((id) => find(id) === undefined),
      };
    },
  }),
};

interface Listing {
  token: string | undefined;
  narrowed: string;
  order: Order;
}

function listed(builds: readonly EstateResource[], listing: Listing, place: Place): JsonObject {
  const page = place.page(builds, { ...listing, size: PAGE });
  if (page === undefined) throw invalid('Invalid next token');
  const ids = page.items.map(({ identifier }) => identifier);
  return { ids, ...(page.next !== undefined && { nextToken: page.next }) };
}
