import type { Blueprint } from '@longshore/domain';

/**
 * `existing` with the properties and relations that only `wanted` has; null when it lacks none. What exists is taken
 * over as it is, so a user's types, titles and required list stay.
 */
export function lackingMembers(existing: Blueprint, wanted: Blueprint): Blueprint | null {
  const properties = onlyIn(wanted.schema.properties, existing.schema.properties);
  const relations = onlyIn(wanted.relations, existing.relations);
  if (Object.keys(properties).length + Object.keys(relations).length === 0) return null;
  return {
    ...existing,
    schema: { ...existing.schema, properties: { ...existing.schema.properties, ...properties } },
    relations: { ...existing.relations, ...optional(relations) },
  };
}

function onlyIn<Member>(
  wanted: { [id: string]: Member },
  existing: { [id: string]: unknown },
): { [id: string]: Member } {
  return Object.fromEntries(Object.entries(wanted).filter(([id]) => !(id in existing)));
}

/** A required relation cannot be added to a blueprint that has entities. */
function optional(relations: Blueprint['relations']): Blueprint['relations'] {
  return Object.fromEntries(Object.entries(relations).map(([id, relation]) => [id, { ...relation, required: false }]));
}
