import { z } from 'zod';
import type { EstateResource } from '../../../resources/estate/shelf.js';
import { AwsFault } from '../../../service.js';
import type { Order } from '../../orders.js';
import type { Page, Place } from '../../place.js';

/** `most` on a page; so many, too, when nobody asks for less. */
export const paging = (most: number) => ({
  maxResults: z.int().min(1).max(most).default(Math.min(most, 100)),
  nextToken: z.string().min(1).max(2048).optional(),
});

/** The members that hold the page token in all listings. */
export const TOKEN = { asked: 'nextToken', answered: ['nextToken'] };

interface Listing {
  maxResults: number;
  nextToken?: string | undefined;
  narrowed?: string;
  order?: Order;
}

/** Throws InvalidNextTokenException. */
export function pageOf(
  place: Place,
  resources: readonly EstateResource[],
  { maxResults: size, nextToken: token, ...listing }: Listing,
): Page<EstateResource> {
  const page = place.page(resources, { token, size, ...listing });
  if (page !== undefined) return page;
  throw new AwsFault('InvalidNextTokenException', 'The next token was specified in an invalid format.');
}

/** The member of an answer that is not on the last page. */
export const following = ({ next }: Page<EstateResource>) => (next === undefined ? {} : { nextToken: next });
