import { blueprintOf, callerOf, type Caller } from '../caller.js';
import type { StoredEntity } from '../entity-store.js';
import type { Organization } from '../organization.js';
import { entityNotFound } from '../port-fault.js';
import type { Blueprint } from '../schemas/blueprint.js';
import {
  EntityPatch,
  EntityPath,
  EntityReplacement,
  OneEntity,
  WriteFlags,
  type NewEntity,
} from '../schemas/entity.js';
import { store } from '../store-write.js';
import { told } from '../told-entity.js';
import { planChange } from '../write-entity.js';
import type { PortApp } from '../zod-types.js';

const ONE = '/v1/blueprints/:blueprint/entities/:entity';

export function changeRoutes(app: PortApp): void {
  const replace = {
    params: EntityPath,
    querystring: WriteFlags,
    body: EntityReplacement,
    response: { 200: OneEntity },
  };
  app.put(ONE, { schema: replace }, (request) => {
    const asked = { ...request.params, body: request.body, isMerge: false };
    return change(callerOf(request), { ...asked, createMissing: request.query.create_missing_related_entities });
  });

  const merge = { params: EntityPath, querystring: WriteFlags, body: EntityPatch, response: { 200: OneEntity } };
  app.patch(ONE, { schema: merge }, (request) => {
    const asked = { ...request.params, body: request.body, isMerge: true };
    return change(callerOf(request), { ...asked, createMissing: request.query.create_missing_related_entities });
  });
}

interface AskedChange {
  blueprint: string;
  entity: string;
  body: NewEntity;
  isMerge: boolean;
  createMissing: boolean;
}

function change(caller: Caller, asked: AskedChange) {
  const blueprint = blueprintOf(caller.organization, asked.blueprint);
  const existing = entityOf(caller.organization, blueprint, asked.entity);
  const planned = planChange(caller.organization, blueprint, existing, asked);
  const { entity } = store(caller, planned);
  if (entity.identifier !== existing.identifier) rename(caller, existing, entity.identifier);
  return { ok: true as const, entity: told(entity) };
}

/** What related to the old identifier relates to the new one. */
function rename({ organization, changes }: Caller, old: StoredEntity, identifier: string): void {
  for (const dependent of organization.entities.dependents(old)) {
    const relations = Object.entries(dependent.relations).map(([id, value]) => {
      const target = organization.blueprints.get(dependent.blueprint)?.relations[id]?.target;
      if (target !== old.blueprint) return [id, value];
      const renamed = [value].flat().map((one) => (one === old.identifier ? identifier : one));
      return [id, Array.isArray(value) ? renamed : renamed[0]];
    });
    changes.saveEntity({ ...dependent, relations: Object.fromEntries(relations) });
  }
  changes.removeEntity(old);
}

export function entityOf(organization: Organization, blueprint: Blueprint, identifier: string): StoredEntity {
  const entity = organization.entities.get(blueprint.identifier, identifier);
  if (!entity) throw entityNotFound(blueprint.identifier, identifier);
  return entity;
}
