import type { Changes } from './changes.js';
import type { EntityKey } from './entity-store.js';
import type { Organization } from './organization.js';
import { PortFault } from './port-fault.js';

/**
 * Deletes entities, with everything that relates to them when asked to; otherwise nothing at all is deleted as soon as one
 * of them has a dependent (Port OpenAPI, bulk delete), be it in the list itself.
 */
export function deleteEntities(
  organization: Organization,
  changes: Changes,
  keys: EntityKey[],
  deleteDependents: boolean,
): void {
  const doomed = new Map(keys.map((key) => [`${key.blueprint} ${key.identifier}`, key]));
  for (const key of doomed.values()) {
    for (const dependent of organization.entities.dependents(key)) {
      const name = `${dependent.blueprint} ${dependent.identifier}`;
      if (!deleteDependents)
        throw new PortFault(
          422,
          'entity_has_dependents',
          `Entity "${key.identifier}" has dependents: "${dependent.identifier}" of blueprint "${dependent.blueprint}"`,
        );
      if (!doomed.has(name)) doomed.set(name, dependent);
    }
  }
  for (const { blueprint, identifier } of doomed.values()) changes.removeEntity({ blueprint, identifier });
}
