import type { Entity, Json } from '@longshore/domain';

/** Entities in the order in which the relations among them can be met. */
export interface RelationOrder<Item> {
  /** Each level relates to earlier ones only. */
  levels: Item[][];
  /** Entities in a circle of relations, and those that relate to one, in the order given. */
  circular: Item[];
}

/**
 * A relation names its target by identifier; of which blueprint, only Port knows. So every entity with that identifier counts as the
 * target: that may put an entity later than needed, never too early.
 */
export function relationOrder<Item extends { entity: Entity }>(items: Item[]): RelationOrder<Item> {
  const levels: Item[][] = [];
  let rest = items;
  for (;;) {
    const waiting = new Set(rest.map(({ entity }) => entity.identifier));
    const isFree = ({ entity }: Item): boolean =>
      targetsOf(entity).every((target) => target === entity.identifier || !waiting.has(target));
    const level = rest.filter(isFree);
    if (level.length === 0) return { levels, circular: rest };
    levels.push(level);
    rest = rest.filter((item) => !isFree(item));
  }
}

/** Search queries name nobody. */
function targetsOf({ relations }: Entity): string[] {
  return Object.values(relations)
    .flatMap((target): Json[] => (Array.isArray(target) ? target : [target]))
    .filter((target) => typeof target === 'string');
}
