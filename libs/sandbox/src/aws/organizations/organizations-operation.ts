import { z } from 'zod';
import { identifierBefore, pageTokenAfter } from '../resources/page-token.js';
import { AwsFault } from '../service.js';
import { operationsOf } from '../wire/operation.js';

/** An operation of AWS Organizations, which gives every malformed input one code and a reason. */
export const organizationsOperation = operationsOf({
  invalid: ({ issues: [issue] }) => invalidInput(reasonOf(issue)),
  denied: (message) => new AwsFault('AccessDeniedException', message),
});

/** Organizations API Reference, InvalidInputException. */
const REASONS = {
  INPUT_REQUIRED: 'You must include a value for all required parameters.',
  INVALID_PATTERN: 'You provided a value that does not match the required pattern.',
  INVALID_NEXT_TOKEN: 'You provided a pagination token that is not valid.',
  MAX_VALUE_EXCEEDED: 'You provided a value that is larger than the maximum allowed.',
  MIN_VALUE_EXCEEDED: 'You provided a value that is smaller than the minimum allowed.',
} as const;

export function invalidInput(reason: keyof typeof REASONS): AwsFault {
  return new AwsFault('InvalidInputException', REASONS[reason], 400, { Reason: reason });
}

function reasonOf(issue: z.core.$ZodIssue | undefined): keyof typeof REASONS {
  if (issue?.code === 'too_big' && issue.origin === 'number') return 'MAX_VALUE_EXCEEDED';
  if (issue?.code === 'too_small' && issue.origin === 'number') return 'MIN_VALUE_EXCEEDED';
  if (issue?.code === 'invalid_type' && issue.input === undefined) return 'INPUT_REQUIRED';
  return 'INVALID_PATTERN';
}

export const ROOT_ID = /^r-[0-9a-z]{4,32}$/;
export const UNIT_ID = /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/;
export const ACCOUNT_ID = /^\d{12}$/;

export const paging = {
  NextToken: z.string().max(100_000).optional(),
  MaxResults: z.int().min(1).max(20).optional(),
};

interface Paging {
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
}

const PAGE = 20;

/** The page of a listing that is asked for, by id. `listing` names what is listed, and for whom. */
export function pageOf<Item>(
  items: readonly Item[],
  { NextToken, MaxResults = PAGE }: Paging,
  { listing, idOf }: { listing: string; idOf: (item: Item) => string },
): { page: Item[]; NextToken: string | undefined } {
  const after = NextToken === undefined ? '' : identifierBefore(listing, NextToken);
  if (after === null) throw invalidInput('INVALID_NEXT_TOKEN');
  const rest = items.filter((item) => idOf(item) > after).sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  const page = rest.slice(0, MaxResults);
  const last = page.at(-1);
  const hasMore = last !== undefined && page.length < rest.length;
  return { page, NextToken: hasMore ? pageTokenAfter(listing, idOf(last)) : undefined };
}
