import { z } from 'zod';
import type { EstateResource } from '../../resources/estate/shelf.js';
import { AwsFault } from '../../service.js';
import type { Place } from '../place.js';

/** How RDS and ElastiCache take pages (their API References). */
export const recordPaging = {
  MaxRecords: z.coerce.number().int().min(20).max(100).default(100),
  Marker: z.string().optional(),
};

/** `next` is null on the last page. Throws InvalidParameterValue for a marker of another listing. */
export function markedPage(
  place: Place,
  type: string,
  { MaxRecords: size, Marker: token }: { MaxRecords: number; Marker?: string | undefined },
): { items: readonly EstateResource[]; next: string | null } {
  const page = place.page(place.resources(type), { token, size });
  if (page === undefined) throw new AwsFault('InvalidParameterValue', 'Invalid or expired Marker.');
  return { items: page.items, next: page.next ?? null };
}
