import { z } from 'zod';
import type { EstateResource } from '../../../resources/estate/shelf.js';
import type { Page, Place } from '../../place.js';
import { badRequest } from './refusals.js';

/** Up to a thousand on a page; a hundred when nobody says. Filters are not stood in for. */
export const Paging = z.strictObject({
  PageSize: z.int().min(0).max(1000).default(100),
  NextToken: z.string().optional(),
});

export const TOKEN = { asked: 'NextToken', answered: ['NextToken'] };

/** A size of 0 asks for the usual. Throws BadRequestException for a token of another listing. */
export function pageOf(
  place: Place,
  resources: readonly EstateResource[],
  { PageSize, NextToken: token }: z.infer<typeof Paging>,
): Page<EstateResource> {
  const page = place.page(resources, { token, size: PageSize === 0 ? 100 : PageSize });
  if (page === undefined) throw badRequest('The next token is invalid.');
  return page;
}

/** The member of an answer that is not on the last page. */
export const following = ({ next }: Page<EstateResource>) => (next === undefined ? {} : { NextToken: next });
