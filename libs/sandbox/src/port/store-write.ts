import type { Caller } from './caller.js';
import type { StoredEntity } from './entity-store.js';
import type { PlannedWrite } from './write-entity.js';

/** Stores the bare related entities first, so that every relation has its target at any moment. */
export function store({ changes }: Caller, planned: PlannedWrite): { entity: StoredEntity; isNew: boolean } {
  for (const stub of planned.stubs) changes.saveEntity(stub);
  return changes.saveEntity(planned.content);
}
