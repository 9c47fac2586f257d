import { z } from 'zod';
import { Repeated } from './envelope.js';

const TEXT_OPERATORS = [
  '=',
  '!=',
  'containsAny',
  'contains',
  'doesNotContains',
  'beginsWith',
  'doesNotBeginsWith',
  'endsWith',
  'doesNotEndsWith',
  'in',
  'notIn',
] as const;
export type TextOperator = (typeof TEXT_OPERATORS)[number];

const RangeRule = z.strictObject({
  property: z.string(),
  operator: z.enum(['between', 'notBetween']),
  value: z.strictObject({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) }),
});

const emptiness = z.enum(['isEmpty', 'isNotEmpty']);
const EmptyRule = z.strictObject({ property: z.string(), operator: emptiness });
const UnrelatedRule = z.strictObject({
  relation: z.string(),
  targetProperty: z.literal('$identifier').optional(),
  operator: emptiness,
});

const OrderRule = z.strictObject({
  property: z.string(),
  operator: z.enum(['>', '>=', '<', '<=']),
  value: z.union([z.number(), z.iso.datetime({ offset: true })]),
});

const TextRule = z.strictObject({
  property: z.string(),
  operator: z.enum(TEXT_OPERATORS),
  value: z.union([z.null(), z.string(), z.number(), z.boolean(), z.array(z.string())]),
});

const RelationRule = z.strictObject({
  relation: z.string(),
  targetProperty: z.literal('$identifier').optional(),
  operator: z.enum(TEXT_OPERATORS),
  value: z.union([z.null(), z.string(), z.array(z.string())]),
});

export const Rule = z.union([RangeRule, EmptyRule, UnrelatedRule, OrderRule, TextRule, RelationRule]);
export type Rule = z.output<typeof Rule>;

/** OpenAPI def-7 without `relatedTo`, `matchAny`, scorecards, property schemas, date presets and user context, which the stand-in refuses. */
export const SearchQuery = z.strictObject({
  combinator: z.enum(['and', 'or']),
  get rules() {
    return z.array(z.union([Rule, SearchQuery]));
  },
});
export type SearchQuery = z.output<typeof SearchQuery>;

export const BlueprintSearch = z.strictObject({
  query: SearchQuery.optional(),
  include: z.array(z.string()).optional(),
  exclude: z.array(z.string()).optional(),
  limit: z.int().min(1).max(1000).default(200),
  from: z.string().optional(),
});

/** Undocumented: Port's exporters read their own entities with it. */
export const DatasourceSearch = z.object({
  datasource_prefix: z.string(),
  datasource_suffix: z.string(),
  limit: z.int().min(1).max(10_000).default(1000),
  before: z.iso.datetime({ offset: true }).optional(),
  from: z.string().nullish(),
});

export const ReadFlags = z.object({ include: Repeated.optional(), exclude: Repeated.optional() });
export type Projection = z.output<typeof ReadFlags>;
