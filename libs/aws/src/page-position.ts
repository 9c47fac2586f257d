import { AwsCallFailed } from '@longshore/domain';
import { z } from 'zod';

/** Where a nested listing stands: parents whose children are still to be listed, and where the other parents are. */
export interface PagePosition {
  /** Each with the token of its next page; null for its first. */
  waiting: [parent: string, token: string | null][];
  /** The page of parents that comes after those; null for the first; undefined when there is none. */
  parents: string | null | undefined;
}

const Token = z.strictObject({
  w: z.array(z.tuple([z.string(), z.string().nullable()])),
  p: z.string().nullable().optional(),
});

/** Self-contained, so that another worker can go on from it: the parents of one page fit into a few kilobytes. */
export function positionFrom(token: string | null): PagePosition {
  if (token === null) return { waiting: [], parents: null };
  const read = Token.safeParse(parsed(token));
  if (!read.success) throw outdated();
  return { waiting: read.data.w, parents: read.data.p };
}

/** Null at the end of the listing. */
export function tokenOf({ waiting, parents }: PagePosition): string | null {
  if (waiting.length === 0 && parents === undefined) return null;
  return JSON.stringify({ w: waiting, p: parents });
}

function parsed(token: string): unknown {
  try {
    return JSON.parse(token);
  } catch {
    return undefined;
  }
}

/** A token of another release, or of another way to list the kind. */
function outdated(): AwsCallFailed {
  const detail = 'The page token was made by another version of this listing.';
  return new AwsCallFailed({ reason: 'transient', awsCode: 'InvalidNextToken', detail, isTokenExpired: true });
}
