import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../../resources/estate/shelf.js';
import { AwsFault } from '../../../service.js';
import { onTheWire } from '../../names.js';
import { operation } from '../../native-service.js';
import { newestFirst, oldestFirst } from '../../orders.js';
import type { Place } from '../../place.js';
import { invalid } from './invalid.js';

const TYPE = 'AWS::CodeBuild::BuildRun';

const paging = {
  sortOrder: z.enum(['ASCENDING', 'DESCENDING']).default('DESCENDING'),
  nextToken: z.string().optional(),
};

export const buildOperations = {
  ListBuilds: operation({
    token: { asked: 'nextToken', answered: ['nextToken'] },
    input: z.strictObject(paging),
    answer: (input, place) => listed(place.resources(TYPE), input, place),
  }),
  ListBuildsForProject: operation({
    token: { asked: 'nextToken', answered: ['nextToken'] },
    input: z.strictObject({ projectName: z.string().min(1), ...paging }),
    resource: ({ projectName }, place) => place.arn('codebuild', `project/${projectName}`),
    answer({ projectName, ...input }, place) {
      if (place.find('AWS::CodeBuild::Project', projectName) === undefined) {
        throw new AwsFault('ResourceNotFoundException', `The provided project ${projectName} does not exist`);
      }
      const own = place.resources(TYPE).filter(({ properties }) => properties['ProjectName'] === projectName);
      return listed(own, { ...input, projectName }, place);
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
  sortOrder: 'ASCENDING' | 'DESCENDING';
  nextToken?: string | undefined;
  projectName?: string;
}

/** Always pages of up to 100, by the time of the build. */
function listed(builds: readonly EstateResource[], listing: Listing, place: Place): JsonObject {
  const { sortOrder, nextToken: token, projectName = '' } = listing;
  const order = sortOrder === 'ASCENDING' ? oldestFirst('StartTime') : newestFirst('StartTime');
  const page = place.page(builds, { token, size: 100, narrowed: `${projectName} ${sortOrder}`, order });
  if (page === undefined) throw invalid('Invalid next token');
  const ids = page.items.map(({ identifier }) => identifier);
  return { ids, ...(page.next !== undefined && { nextToken: page.next }) };
}
