import * as kinds from './curated-kinds.generated.js';
import type { Kind } from './define-kind.js';

/** All kinds with a blueprint and mapping of ours, in the order in which they are synced: what others relate to comes first. */
export const curatedKinds: readonly Kind[] = relatedFirst(Object.values(kinds));

/** What a mapping begins with whose user has written none, in the same order. */
export const startingKinds: readonly Kind[] = curatedKinds.filter(({ isStarting }) => isStarting);

/** Kinds that do not relate to each other keep their order. */
export function relatedFirst(unordered: readonly Kind[]): Kind[] {
  const byBlueprint = new Map(unordered.map((kind) => [kind.blueprint.identifier, kind]));
  const ordered = new Set<Kind>();
  const add = (kind: Kind, waiting: readonly Kind[]): void => {
    for (const { target } of Object.values(kind.blueprint.relations)) {
      const related = byBlueprint.get(target);
      // Blueprints of AWS's resources may relate to each other in a circle, or to themselves.
      if (related && !waiting.includes(related)) add(related, [...waiting, related]);
    }
    ordered.add(kind);
  };
  for (const kind of unordered) add(kind, [kind]);
  return [...ordered];
}
