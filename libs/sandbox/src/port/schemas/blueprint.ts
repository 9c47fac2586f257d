import { z } from 'zod';
import { Flag, ok, stamps } from './envelope.js';
import { BlueprintIdentifier, MemberIdentifier } from './identifiers.js';

const TYPES = ['string', 'number', 'boolean', 'object', 'array'] as const;
const FORMATS = [
  'date-time',
  'url',
  'email',
  'idn-email',
  'ipv4',
  'ipv6',
  'markdown',
  'yaml',
  'user',
  'blueprints',
  'team',
  'timer',
  'proto',
  'labeled-url',
] as const;

/** A property's rule: the part of JSON Schema that Port checks. */
export const PropertyRule = z.looseObject({
  type: z.enum(TYPES),
  title: z.string().max(100).optional(),
  description: z.string().optional(),
  icon: z.string().optional(),
  format: z.enum(FORMATS).optional(),
  spec: z.enum(['open-api', 'embedded-url', 'async-api']).optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  pattern: z.string().optional(),
  minLength: z.int().optional(),
  maxLength: z.int().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.int().optional(),
  maxItems: z.int().optional(),
  items: z.looseObject({ type: z.enum(TYPES).optional(), format: z.string().optional() }).optional(),
});
export type PropertyRule = z.output<typeof PropertyRule>;

const Relation = z.strictObject({
  title: z.string().max(100).optional(),
  description: z.string().optional(),
  type: z.string().optional(),
  target: z.string(),
  required: z.boolean(),
  many: z.boolean(),
});

const Calculation = z.strictObject({
  calculation: z.string(),
  type: z.enum(TYPES),
  title: z.string().max(100).optional(),
  description: z.string().optional(),
  icon: z.string().optional(),
  format: z.enum(FORMATS).optional(),
  spec: PropertyRule.shape.spec,
  specAuthentication: z.looseObject({}).optional(),
  colorized: z.boolean().optional(),
  colors: z.record(z.string(), z.string()).optional(),
  items: z.looseObject({}).optional(),
});

const Mirror = z.strictObject({ path: z.string().includes('.'), title: z.string().max(100).optional() });

const Aggregation = z.strictObject({
  title: z.string().max(100),
  target: z.string(),
  calculationSpec: z.looseObject({ func: z.string(), calculationBy: z.enum(['entities', 'property']) }),
  description: z.string().optional(),
  icon: z.string().optional(),
  type: z.literal('number').optional(),
  query: z.looseObject({}).optional(),
  pathFilter: z.array(z.looseObject({})).max(1).optional(),
});

const Ownership = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Direct'), title: z.string().max(100).optional() }),
  z.strictObject({ type: z.literal('Inherited'), path: z.string(), title: z.string().max(100).optional() }),
]);

const ChangelogDestination = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('KAFKA') }),
  z.strictObject({ type: z.literal('WEBHOOK'), url: z.url(), agent: z.boolean().optional() }),
]);

const Schema = z.strictObject({
  properties: z.record(MemberIdentifier, PropertyRule),
  required: z.array(z.string()).optional(),
});

const members = {
  identifier: BlueprintIdentifier,
  title: z.string().min(1).max(100),
  description: z.string().max(200).optional(),
  icon: z.string().optional(),
  schema: Schema,
  relations: z.record(MemberIdentifier, Relation).optional(),
  calculationProperties: z.record(MemberIdentifier, Calculation).optional(),
  mirrorProperties: z.record(MemberIdentifier, Mirror).optional(),
  aggregationProperties: z.record(MemberIdentifier, Aggregation).optional(),
  ownership: Ownership.optional(),
  changelogDestination: ChangelogDestination.optional(),
};

/** Body of POST and PUT; extra keys pass. */
export const NewBlueprint = z.looseObject(members);
export type NewBlueprint = z.output<typeof NewBlueprint>;

export const BlueprintPatch = NewBlueprint.partial();
export type BlueprintPatch = z.output<typeof BlueprintPatch>;

/** Absent members are filled with empty ones. */
export const BlueprintContent = z.looseObject({
  ...members,
  schema: Schema.required(),
  relations: z.record(MemberIdentifier, Relation),
  calculationProperties: z.record(MemberIdentifier, Calculation),
  mirrorProperties: z.record(MemberIdentifier, Mirror),
  aggregationProperties: z.record(MemberIdentifier, Aggregation),
});
export type BlueprintContent = z.output<typeof BlueprintContent>;

/** A blueprint as Port tells it. */
export const Blueprint = BlueprintContent.extend(stamps);
export type Blueprint = z.output<typeof Blueprint>;

export const OneBlueprint = z.strictObject({ ok, blueprint: Blueprint });
export const Blueprints = z.strictObject({ ok, blueprints: z.array(Blueprint) });
export const BlueprintById = z.object({ identifier: z.string() });
export const CreateFlags = z.object({ create_catalog_page: Flag.default(true) });
