import { InvalidInput } from '@longshore/domain';
import { z } from 'zod';

export const DEFAULT_PAGE_SIZE = 50;
export const MAX_PAGE_SIZE = 100;

/** `?limit=&cursor=` of every list. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(DEFAULT_PAGE_SIZE),
  cursor: z.string().min(1).max(512).exactOptional(),
});
export type PageQuery = z.infer<typeof pageQuery>;

/** One page of a list; the next one starts at nextCursor, which is opaque to callers. */
export interface Page<Item> {
  data: Item[];
  nextCursor: string | null;
}

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), nextCursor: z.string().nullable() });
}

export function asPage<Row>(page: { rows: Row[]; nextCursor: string | null }): Page<Row> {
  return { data: page.rows, nextCursor: page.nextCursor };
}

/** The cursor of a list that continues by number; undefined on the first page. Throws InvalidInput for a foreign cursor. */
export function numberCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new InvalidInput([{ pointer: '/cursor', detail: 'is not the nextCursor of this list' }]);
}
