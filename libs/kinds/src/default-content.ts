import type { Blueprint, Json, JsonObject } from '@longshore/domain';
import { curatedKinds, startingKinds } from './curated-kinds.js';

/** The blueprint of every curated kind, related ones first; a first sync creates those that its mapping writes to. */
export function defaultBlueprints(): Blueprint[] {
  return curatedKinds.map((kind) => structuredClone(kind.blueprint));
}

/**
 * The mapping of an integration whose user has written none, in Port's format.
 * Accounts come first, so that relations to them are met without Port having to invent related entities.
 */
export function defaultMapping(): JsonObject {
  return {
    deleteDependentEntities: false,
    createMissingRelatedEntities: false,
    enableMergeEntity: true,
    resources: startingKinds.map((kind) => ({
      kind: kind.type,
      selector: { query: 'true' },
      port: { entity: { mappings: structuredClone(kind.entity) as unknown as Json } },
    })),
  };
}
