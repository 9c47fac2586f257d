import type { EntityStore, StoredEntity } from '../entity-store.js';
import type { SearchQuery } from '../schemas/search.js';
import { matches } from './matches.js';

/** The entities of one blueprint that satisfy the query, oldest first. */
export function* find(entities: EntityStore, blueprint: string, query: SearchQuery): Iterable<StoredEntity> {
  const identifiers = namedIdentifiers(query);
  const candidates = identifiers
    ? [...new Set(identifiers)].flatMap((identifier) => entities.get(blueprint, identifier) ?? [])
    : entities.of(blueprint);
  for (const entity of candidates) if (matches(entity, query)) yield entity;
}

/** The identifiers that the query limits itself to, so that reading twenty of a million need not look at each. */
function namedIdentifiers(query: SearchQuery): string[] | undefined {
  if (query.combinator === 'or' && query.rules.length !== 1) return undefined;
  for (const rule of query.rules) {
    if (!('property' in rule) || rule.property !== '$identifier') continue;
    if (rule.operator === '=' && typeof rule.value === 'string') return [rule.value];
    if (rule.operator === 'in' && Array.isArray(rule.value)) return rule.value.map(String);
  }
  return undefined;
}
