import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../../resources/estate/shelf.js';
import { AwsFault } from '../../../service.js';
import { derivedUuid } from '../../derived-uuid.js';
import { operation } from '../../native-service.js';
import type { Place } from '../../place.js';
import { namesPage, nextToken, requireBatch, TOKEN } from './pages.js';
import { APPLICATION } from './types.js';

const CREATED = Date.parse('2024-02-01T10:00:00Z') / 1000;

export const applicationOperations = {
  ListApplications: operation({
    token: TOKEN,
    input: z.strictObject({ nextToken }),
    answer: ({ nextToken: token }, place) =>
      namesPage(place, place.resources(APPLICATION), {
        member: 'applications',
        token,
        name: ({ identifier }) => identifier,
      }),
  }),
  GetApplication: operation({
    input: z.strictObject({ applicationName: z.string() }),
    resource: ({ applicationName }, place) => place.arn('codedeploy', `application:${applicationName}`),
    answer: ({ applicationName }, place) => ({ application: told(application(applicationName, place), place) }),
  }),
  /** One that is not there fails all. */
  BatchGetApplications: operation({
    input: z.strictObject({ applicationNames: z.array(z.string()) }),
    answer({ applicationNames: names }, place) {
      requireBatch(names, { most: 100, none: 'ApplicationNameRequiredException' });
      return { applicationsInfo: names.map((name) => told(application(name, place), place)) };
    },
  }),
};

/** Throws ApplicationDoesNotExistException. */
export function application(name: string, place: Place): EstateResource {
  const found = place.find(APPLICATION, name);
  if (found !== undefined) return found;
  throw new AwsFault('ApplicationDoesNotExistException', `No application found for name: ${name}`);
}

function told(found: EstateResource, place: Place): JsonObject {
  return {
    applicationId: derivedUuid(place, found),
    applicationName: found.identifier,
    computePlatform: found.properties['ComputePlatform'] ?? 'Server',
    createTime: CREATED,
    linkedToGitHub: false,
  };
}
