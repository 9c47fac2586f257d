import type { MappingPreview } from '@longshore/sync';
import { z } from 'zod';

const CHANGES = ['created', 'updated', 'unchanged', 'unknown', 'searched'] as const;

const entry = z.object({
  entry: z.string(),
  state: z.enum(['mapped', 'filtered', 'failed']),
  selectorResult: z.boolean().nullable(),
  detail: z.string().nullable(),
  readsRedacted: z.boolean(),
  entities: z.array(
    z.object({
      change: z.enum(CHANGES),
      entity: z.record(z.string(), z.unknown()),
      warnings: z.array(z.object({ field: z.string(), error: z.string() })),
      readsRedacted: z.boolean(),
    }),
  ),
});

export const previewSchema = z
  .object({
    totals: z.object({
      resources: z.int(),
      filtered: z.int(),
      failed: z.int(),
      warnings: z.int(),
      entities: z.record(z.enum(CHANGES), z.int()),
      unmapped: z.int(),
    }),
    isCut: z.boolean().meta({ description: 'Whether there may be more resources than were looked at' }),
    resources: z.array(
      z.object({
        kind: z.string(),
        accountId: z.string(),
        region: z.string(),
        identifier: z.string(),
        at: z.iso.datetime().nullable(),
        redacted: z.array(z.string()),
        entries: z.array(entry),
        unmapped: z.array(
          z.object({ entry: z.string(), blueprint: z.string(), identifier: z.string(), deleted: z.boolean() }),
        ),
      }),
    ),
  })
  .meta({ id: 'MappingPreview' });

/** With its totals. */
export function previewView({ resources, isCut }: MappingPreview) {
  const entries = resources.flatMap((resource) => resource.entries);
  const entities = entries.flatMap((each) => each.entities);
  const count = (state: string): number => entries.filter((each) => each.state === state).length;
  const totals = {
    resources: resources.length,
    filtered: count('filtered'),
    failed: count('failed'),
    warnings: entities.reduce((total, { warnings }) => total + warnings.length, 0),
    entities: Object.fromEntries(
      CHANGES.map((change) => [change, entities.filter((entity) => entity.change === change).length]),
    ),
    unmapped: resources.reduce((total, { unmapped }) => total + unmapped.length, 0),
  };
  return { totals, isCut, resources };
}
