import { z } from 'zod';
import { Flag, ok, stamps } from './envelope.js';
import { EntityIdentifier, MemberIdentifier } from './identifiers.js';
import { MatchQuery } from './match-query.js';

const RelationValue = z.union([EntityIdentifier, z.array(EntityIdentifier), z.null(), MatchQuery]);
const Team = z.union([z.string(), z.array(z.string()), z.null(), MatchQuery]);

/**
 * Body of POST: extra keys pass, as in Port. The OpenAPI document has no null for title, icon and team,
 * but Port's own exporters send it, so it is accepted.
 */
export const NewEntity = z.looseObject({
  identifier: z.union([EntityIdentifier, MatchQuery]).optional(),
  title: z.string().nullable().optional(),
  icon: z.string().nullable().optional(),
  team: Team.optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  relations: z.record(z.string(), RelationValue).optional(),
});
export type NewEntity = z.output<typeof NewEntity>;

/** Body of PUT: the identifier is a string; another one than the path's renames. */
export const EntityReplacement = z.looseObject({ ...NewEntity.shape, identifier: EntityIdentifier.optional() });

/** Body of PATCH: no other key is allowed, `blueprint` least of all. */
export const EntityPatch = z.strictObject({
  ...NewEntity.shape,
  identifier: EntityIdentifier.optional(),
  properties: z.record(MemberIdentifier, z.unknown()).optional(),
});

export const EntityBatch = z.strictObject({ entities: z.array(NewEntity).min(1).max(20) });

export const UpsertFlags = z.object({
  upsert: Flag.default(false),
  merge: Flag.default(false),
  create_missing_related_entities: Flag.default(false),
  validation_only: Flag.default(false),
  run_id: z.string().optional(),
});

export const WriteFlags = z.object({
  create_missing_related_entities: Flag.default(false),
  run_id: z.string().optional(),
});

/** An entity as Port tells it. */
export const Entity = z.strictObject({
  identifier: z.string(),
  title: z.string().nullable(),
  icon: z.string().nullable(),
  blueprint: z.string(),
  team: z.array(z.string()),
  properties: z.record(z.string(), z.unknown()),
  relations: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()])),
  ...stamps,
});

export const OneEntity = z.strictObject({ ok, entity: Entity });

/** After `include` or `exclude` only part of each entity is left. */
export const Entities = z.strictObject({ ok, entities: z.array(Entity.partial()) });

export const EntitiesPage = Entities.extend({ next: z.string().optional() });

export const BatchOutcome = z.strictObject({
  ok: z.boolean(),
  entities: z.array(z.strictObject({ created: z.boolean(), identifier: z.string(), index: z.int() })),
  errors: z.array(
    z.strictObject({
      identifier: z.string(),
      index: z.int(),
      statusCode: z.int(),
      error: z.string(),
      message: z.string(),
    }),
  ),
});

export const BlueprintPath = z.object({ blueprint: z.string() });
export const EntityPath = z.object({ blueprint: z.string(), entity: z.string() });
