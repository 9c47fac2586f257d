import { type CataloguedKind, findKind } from '@longshore/kinds';
import { z } from 'zod';

const support = z.enum(['curated', 'generic', 'needs-model', 'none']);

export const kindSummarySchema = z
  .object({
    kind: z.string(),
    /** curated: with blueprint and mapping of ours. needs-model: listed only with required keys. none: AWS cannot list it. */
    support,
    title: z.string().nullable(),
  })
  .meta({ id: 'KindSummary' });

export const kindDetailSchema = kindSummarySchema
  .extend({
    primaryIdentifier: z.array(z.string()),
    requiredModelKeys: z.array(z.string()),
    requiredModelKeysOneOf: z.array(z.array(z.string())),
    permissions: z.object({ list: z.array(z.string()), read: z.array(z.string()) }),
    blueprint: z.string().nullable(),
  })
  .meta({ id: 'Kind' });

export function kindSummary(name: string): z.output<typeof kindSummarySchema> {
  const kind = findKind(name);
  return { kind: name, support: kind ? supportOf(kind) : 'none', title: kind?.curated?.blueprint.title ?? null };
}

export function kindDetail(kind: CataloguedKind): z.output<typeof kindDetailSchema> {
  return {
    ...kindSummary(kind.type),
    primaryIdentifier: [...kind.primaryIdentifier],
    requiredModelKeys: [...kind.requires],
    requiredModelKeysOneOf: kind.requiresOneOf.map((keys) => [...keys]),
    permissions: {
      list: [...(kind.curated?.permissions ?? kind.declaredPermissions.list)],
      read: [...kind.declaredPermissions.read],
    },
    blueprint: kind.curated?.blueprint.identifier ?? null,
  };
}

function supportOf({ curated, canList, requires, requiresOneOf }: CataloguedKind): z.output<typeof support> {
  if (curated) return 'curated';
  if (!canList) return 'none';
  return requires.length + requiresOneOf.length > 0 ? 'needs-model' : 'generic';
}
