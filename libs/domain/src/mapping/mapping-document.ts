import { z } from 'zod';
import { KindName } from '../ids.js';
import type { JsonObject } from '../json.js';
import type { Expressions, SearchExpressions } from '../ports/mapper.js';
import { DIALECTS, dialectOf } from './dialect/dialect.js';

/** Of the expressions of one entry: they are compiled as one program on every batch. */
const MAX_ENTRY_CHARACTERS = 256 * 1024;

/** One for every type that AWS lists, and some. */
const MAX_ENTRIES = 2000;

const wanted = (what: string) => (issue: { input?: unknown }) =>
  issue.input === undefined || issue.input === null ? `is missing: write ${what}` : `expected ${what}`;

/** Port reads a YAML number or boolean as the jq text that it looks like. */
const expression = (what: string) =>
  z
    .union([z.string(), z.number(), z.boolean()], { error: wanted(what) })
    .transform(String)
    .refine((text) => text.trim() !== '', `is empty: write ${what}`);

const Tree: z.ZodType<Expressions> = z.lazy(() =>
  z.union([expression('a jq expression'), z.array(Tree), z.record(z.string(), Tree)], {
    error: wanted('a jq expression, or an object or list of them'),
  }),
);

const optionalFlag = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')], {
    error: 'expected true or false',
  })
  .nullish();

const flag = (absent: boolean) => optionalFlag.transform((value) => value ?? absent);

const names = z.array(z.string()).nullish();

/** Regions to choose; null without any, since an absent list and an empty one restrict nothing. */
const chosenRegions = names.transform((regions) => (regions?.length ? regions : null));

const RegionPolicy = z
  .strictObject({ allow: chosenRegions, deny: names }, 'expected allow and deny, each a list of regions')
  .nullish()
  .transform((policy) => ({ allow: policy?.allow ?? null, deny: policy?.deny ?? [] }));

/** Cloud Control's resource models by region, as the exporter takes them: objects, or JSON text of one. */
const ResourceModel = z.union(
  [
    z.record(z.string(), z.json()),
    z.string().transform((text, context): JsonObject => {
      const model = jsonObject(text);
      if (!model) context.addIssue({ code: 'custom', message: 'expected an object, or one as JSON text' });
      return model ?? {};
    }),
  ],
  { error: 'expected an object, or one as JSON text' },
);

const RegionsConfig = z
  .record(z.string(), z.looseObject({ resources_models: z.array(ResourceModel).max(1000).nullish() }).nullish())
  .nullish();
/** The exporter's wishes; what of them has no effect is told by `dialectNotes`. */
const ExporterSelector = z.looseObject({
  regions: chosenRegions,
  regions_config: RegionsConfig,
  list_parameters: z.record(z.string(), z.json()).nullish(),
});

/** Other members belong to other integrations of Port's and are kept without being read. */
const Selector = z.looseObject({
  query: expression('a jq expression that yields true or false').nullish(),
  regionPolicy: RegionPolicy,
  includeActions: names.transform((actions) => actions ?? []),
  useGetResourceAPI: flag(false),
  shape: z.enum(['native', 'cloud-control'], 'expected native or cloud-control').nullish(),
  maxConcurrentAccounts: z.int().min(1).max(1000).nullish(),
  aws: ExporterSelector.nullish(),
});

const Rule = z.strictObject({
  property: expression('a jq expression of the property, for example \'"arn"\''),
  operator: expression('\'"="\' or \'"in"\''),
  value: expression('the jq expression of the value, for example .Properties.Arn'),
});

/** Port's search for an entity that exists, in place of an identifier (Port OpenAPI, def-5). */
const EntitySearch: z.ZodType<SearchExpressions> = z.lazy(() =>
  z.strictObject({
    combinator: expression('\'"and"\' or \'"or"\''),
    rules: z
      .array(z.union([Rule, EntitySearch]), { error: wanted('a list of rules') })
      .min(1, 'is empty: a search without rules finds every entity'),
  }),
);

const IDENTIFIER = 'the jq expression of the identifier, for example .Properties.Arn';

const EntityMapping = z.strictObject({
  identifier: z.union([expression(IDENTIFIER), EntitySearch], { error: wanted(`${IDENTIFIER}, or a search`) }),
  blueprint: expression('the blueprint as a jq string, for example \'"s3Bucket"\''),
  title: expression('a jq expression').optional(),
  icon: expression('a jq expression').optional(),
  team: Tree.optional(),
  properties: z.record(z.string(), Tree, { error: 'expected an object of jq expressions' }).nullish(),
  relations: z.record(z.string(), Tree, { error: 'expected an object of jq expressions' }).nullish(),
});

const Resource = z.strictObject({
  kind: KindName,
  id: z
    .string()
    .regex(/^[A-Za-z0-9][\w.-]{0,63}$/, 'use 1 to 64 letters, digits, dots, hyphens and underscores')
    .optional(),
  selector: Selector.nullish().transform((selector) => selector ?? Selector.parse({})),
  port: z.strictObject(
    {
      itemsToParse: expression('a jq expression that yields a list').nullish(),
      itemsToParseName: z.string().min(1).default('item'),
      itemsToParseTopLevelTransform: optionalFlag,
      entity: z.strictObject(
        {
          mappings: z.union([EntityMapping, z.array(EntityMapping).min(1)], {
            error: wanted('one mapping with identifier and blueprint, or a list of such mappings'),
          }),
        },
        { error: wanted('an object with mappings') },
      ),
    },
    { error: wanted('an object with entity.mappings') },
  ),
});

/**
 * Port's mapping document with its defaults filled in. Two defaults differ from Port's on purpose:
 * dependents are deleted only when the document says so, and no share of stale entities is assumed acceptable.
 */
export const MappingDocument = z
  .looseObject(
    {
      resources: z
        .array(Resource, { error: wanted('a list of resource entries') })
        .min(1, 'is empty: a mapping without resource entries would take everything out of the catalog')
        .max(MAX_ENTRIES),
      dialect: z.enum(DIALECTS, `expected one of ${DIALECTS.join(', ')}`).nullish(),
      deleteDependentEntities: flag(false),
      createMissingRelatedEntities: optionalFlag,
      enableMergeEntity: flag(true),
      entityDeletionThreshold: z
        .number()
        .min(0, 'expected a share from 0 to 1')
        .max(1, 'expected a share from 0 to 1')
        .nullish()
        .transform((share) => share ?? null),
    },
    'expected an object with resources',
  )
  .superRefine(({ resources }, context) => {
    const ids = new Set<string>();
    for (const [index, { id, port }] of resources.entries()) {
      const refuse = (member: string, message: string) =>
        context.addIssue({ code: 'custom', path: ['resources', index, member], message });
      if (id !== undefined && ids.has(id)) refuse('id', `${id} is taken by an entry above`);
      if (id !== undefined) ids.add(id);
      if (JSON.stringify(port).length > MAX_ENTRY_CHARACTERS)
        refuse('port', 'is too large: make several entries of it');
    }
  })
  .transform((document) => {
    const dialect = document.dialect ?? dialectOf(document.resources);
    // The exporter never asked Port to invent related entities.
    const createMissingRelatedEntities = document.createMissingRelatedEntities ?? dialect !== 'exporter';
    return { ...document, dialect, createMissingRelatedEntities };
  });
export type MappingDocument = z.output<typeof MappingDocument>;
export type MappingResource = z.output<typeof Resource>;

function jsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
