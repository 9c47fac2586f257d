import {
  type CataloguedKind,
  modelSource,
  nativePermissions,
  needsModel,
  permissionOf,
  PROPERTY_TYPES,
  propertiesOf,
  shapesOf,
} from '@longshore/kinds';
import { z } from 'zod';

const support = z.enum(['curated', 'generic', 'needs-model', 'none']);

export const kindSummarySchema = z
  .object({
    kind: z.string(),
    /** curated: with blueprint and mapping of ours. needs-model: listed only by resource models that a mapping names. none: AWS cannot list it. */
    support,
    /** private: registered in an account of the tenant. activated: published by somebody else and activated there. */
    origin: z.enum(['public', 'private', 'activated']),
    title: z.string().nullable(),
  })
  .meta({ id: 'KindSummary' });

const action = z
  .object({
    name: z.string(),
    /** Other spellings that `includeActions` accepts. */
    aliases: z.array(z.string()),
    /** Runs only for entries whose `includeActions` names it; the others always run. */
    optional: z.boolean(),
    /** The IAM action that it needs; null where it tells what the list has. */
    permission: z.string().nullable(),
  })
  .meta({ id: 'KindAction' });

const schema = z
  .object({
    properties: z.array(
      z.object({
        name: z.string(),
        type: z.enum(PROPERTY_TYPES),
        /** AWS computes it: nobody sets it. */
        isComputed: z.boolean(),
        /** Properties of other kinds whose values it may hold. */
        refersTo: z.array(z.object({ type: z.string(), property: z.string() })),
      }),
    ),
    /** Dotted paths that AWS takes and never answers. */
    writeOnly: z.array(z.string()),
    /** The property that holds the tags. */
    tags: z.string().nullable(),
    /** With `${Partition}`, `${Region}`, `${Account}` and names of properties. */
    arn: z.string().nullable(),
  })
  .meta({ id: 'KindSchema' });

export const kindDetailSchema = kindSummarySchema
  .extend({
    primaryIdentifier: z.array(z.string()),
    requiredModelKeys: z.array(z.string()),
    requiredModelKeysOneOf: z.array(z.array(z.string())),
    permissions: z.object({ list: z.array(z.string()), read: z.array(z.string()) }),
    blueprint: z.string().nullable(),
    /** How its raw resources may look; the first where the mapping does not say. */
    shapes: z.array(z.enum(['native', 'cloud-control'])),
    actions: z.array(action),
    /** Days that a history holds; null for what is not a history. */
    historyDays: z.number().nullable(),
    /** Of its resources through Cloud Control; null where none is published. */
    schema: schema.nullable(),
  })
  .meta({ id: 'Kind' });

export function kindSummary(kind: CataloguedKind): z.output<typeof kindSummarySchema> {
  const { type, origin, curated } = kind;
  return { kind: type, support: supportOf(kind), origin, title: curated?.blueprint.title ?? null };
}

export async function kindDetail(kind: CataloguedKind): Promise<z.output<typeof kindDetailSchema>> {
  const known = await propertiesOf(kind);
  return {
    ...kindSummary(kind),
    primaryIdentifier: [...kind.primaryIdentifier],
    requiredModelKeys: [...kind.requires],
    requiredModelKeysOneOf: kind.requiresOneOf.map((keys) => [...keys]),
    permissions: permissionsOf(kind),
    blueprint: kind.curated?.blueprint.identifier ?? null,
    shapes: shapesOf(kind),
    actions: actionsOf(kind),
    historyDays: kind.curated?.native?.history?.days ?? null,
    schema: known ? { ...known, writeOnly: [...kind.writeOnly] } : null,
  };
}

/** Of the shape that the kind has where the mapping does not say. */
function permissionsOf({ curated, declaredPermissions }: CataloguedKind) {
  if (curated?.native) {
    const { needed, read } = nativePermissions(curated.native);
    return { list: needed, read };
  }
  return { list: [...(curated?.permissions ?? declaredPermissions.list)], read: [...declaredPermissions.read] };
}

function actionsOf({ curated }: CataloguedKind): z.output<typeof action>[] {
  const native = curated?.native;
  if (!native) return [];
  return native.actions.map(({ name, alias = [], optional = false, operation, permission }) => ({
    name,
    aliases: [...alias],
    optional,
    permission:
      operation === undefined ? null : permissionOf(native.service, { operation, ...(permission && { permission }) }),
  }));
}

function supportOf(kind: CataloguedKind): z.output<typeof support> {
  if (kind.curated) return 'curated';
  if (!kind.canList) return 'none';
  return needsModel(kind) && !modelSource(kind) ? 'needs-model' : 'generic';
}
