import { z } from 'zod';

const ExactRule = z.strictObject({
  property: z.string(),
  operator: z.literal('='),
  value: z.union([z.string(), z.number(), z.null()]),
});

const AmongRule = z.strictObject({
  property: z.string(),
  operator: z.enum(['in', 'containsAny']),
  value: z.array(z.string()),
});

const ContainsRule = z.strictObject({
  property: z.string(),
  operator: z.literal('contains'),
  value: z.union([z.string(), z.array(z.string()), z.null()]),
});

/** A query in place of an identifier, a team or a relation (OpenAPI def-5 and def-6). */
export const MatchQuery = z.strictObject({
  combinator: z.enum(['and', 'or']),
  get rules() {
    return z.array(z.union([ExactRule, AmongRule, ContainsRule, MatchQuery]));
  },
});
export type MatchQuery = z.output<typeof MatchQuery>;
