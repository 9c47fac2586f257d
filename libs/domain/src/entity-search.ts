import { z } from 'zod';
import type { EntitySearch } from './entity.js';

const property = z.string('must name a property').min(1, 'must name a property');

/** A null value is left out on purpose: it would find the entities that lack the property. */
const Rule = z.discriminatedUnion(
  'operator',
  [
    z.object({
      property,
      operator: z.literal('='),
      value: z.union([z.string(), z.number()], 'must be text or a number'),
    }),
    z.object({
      property,
      operator: z.enum(['in', 'containsAny']),
      value: z.array(z.string(), 'must be a list of text'),
    }),
    z.object({
      property,
      operator: z.literal('contains'),
      value: z.union([z.string(), z.array(z.string())], 'must be text or a list of text'),
    }),
  ],
  'must be "=", "in", "contains" or "containsAny"',
);

const Search = z.object({
  combinator: z.enum(['and', 'or'], 'must be "and" or "or"'),
  rules: z.array(
    z.unknown().superRefine((rule, context) => {
      const schema = typeof rule === 'object' && rule !== null && 'combinator' in rule ? Search : Rule;
      for (const { path, message } of schema.safeParse(rule).error?.issues ?? [])
        context.addIssue({ code: 'custom', path, message });
    }),
  ),
});

/** What Port would refuse in a search for an entity (Port OpenAPI, def-5): the place and the reason; null when nothing. */
export function searchProblem(search: EntitySearch): string | null {
  const [issue] = Search.safeParse(search).error?.issues ?? [];
  return issue ? `${['identifier', ...issue.path].join('.')} ${issue.message}` : null;
}
