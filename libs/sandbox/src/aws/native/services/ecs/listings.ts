import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../../resources/estate/shelf.js';
import type { Place } from '../../place.js';
import { invalid } from './refusals.js';

/** `usual`: how many a page has when nobody says. */
export const paging = (usual: number) => ({
  maxResults: z.int().min(1).max(100).default(usual),
  nextToken: z.string().optional(),
});

export const TOKEN = { asked: 'nextToken', answered: ['nextToken'] };

interface Listing {
  member: string;
  maxResults: number;
  nextToken?: string | undefined;
  narrowed?: string;
}

/** A page of ARNs, in their order. Throws InvalidParameterException for a token of another listing. */
export function arnsPage(
  place: Place,
  resources: readonly EstateResource[],
  { arnOf, ...listing }: Listing & { arnOf: (resource: EstateResource) => string },
): JsonObject {
  const { member, maxResults: size, nextToken: token, narrowed = '' } = listing;
  const page = place.page(resources, { token, size, narrowed: `${member} ${narrowed}`, order: { key: arnOf } });
  if (page === undefined) throw invalid('Invalid token.');
  return { [member]: page.items.map(arnOf), ...(page.next !== undefined && { nextToken: page.next }) };
}

interface Found {
  found: EstateResource[];
  failures: JsonObject[];
}

/** What is not there is told apart, in an answer that is a success. `arnOf` makes the ARN of a name. */
export function foundOf(
  names: readonly string[],
  find: (name: string) => EstateResource | undefined,
  arnOf: (name: string) => string,
): Found {
  const missing = names.filter((name) => find(name) === undefined);
  return {
    found: names.flatMap((name) => find(name) ?? []),
    failures: missing.map((name) => ({ arn: name.startsWith('arn:') ? name : arnOf(name), reason: 'MISSING' })),
  };
}
