import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../../resources/estate/shelf.js';
import { AwsFault } from '../../../service.js';
import type { Place } from '../../place.js';

export const nextToken = z.string().optional();

/** The members that hold the page token in all listings but that of tags. */
export const TOKEN = { asked: 'nextToken', answered: ['nextToken'] };

interface Listing {
  /** The member of the answer, which is what is listed. */
  member: string;
  token: string | undefined;
  narrowed?: string;
  name(resource: EstateResource): string;
}

/** A page of names; a hundred, of which CodeDeploy says nothing. */
export function namesPage(
  place: Place,
  resources: readonly EstateResource[],
  { member, token, narrowed = '', name }: Listing,
): JsonObject {
  const page = place.page(resources, { token, size: 100, narrowed: `${member} ${narrowed}` });
  if (page === undefined)
    throw new AwsFault('InvalidNextTokenException', 'The next token was specified in an invalid format.');
  return { [member]: page.items.map(name), ...(page.next !== undefined && { nextToken: page.next }) };
}

/** What a batch asks for: throws when it is nothing, or more than the service takes at once. */
export function requireBatch(
  asked: readonly string[],
  { most, none, tooMany = 'BatchLimitExceededException' }: { most: number; none: string; tooMany?: string },
): void {
  if (asked.length === 0) throw new AwsFault(none, 'At least one name or id has to be specified.');
  if (asked.length > most) throw new AwsFault(tooMany, `The maximum number of names or ids allowed is ${most}.`);
}
