import { z } from 'zod';
import { refuseIfUsed } from '../blueprint-content.js';
import { blueprintOf, callerOf } from '../caller.js';
import { deleteEntities } from '../delete-entities.js';
import { partialFault } from '../fault-hooks.js';
import { BlueprintPath, EntityPath } from '../schemas/entity.js';
import { Done, Flag, ok } from '../schemas/envelope.js';
import type { PortApp } from '../zod-types.js';
import { entityOf } from './entity-changes.routes.js';

/** Required by the OpenAPI document: whoever deletes has to say whether it cascades. */
const DeleteFlags = z.object({ delete_dependents: Flag, run_id: z.string().optional() });
const DeleteBatch = z.strictObject({ entities: z.array(z.string()).min(1).max(100) });
const Deleted = z.strictObject({ ok, deletedEntities: z.array(z.string()) });
const EmptyFlags = z.object({ run_id: z.string().optional(), delete_blueprint: Flag.default(false) });

export function deleteRoutes(app: PortApp): void {
  const one = { params: EntityPath, querystring: DeleteFlags, response: { 200: Done } };
  app.delete('/v1/blueprints/:blueprint/entities/:entity', { schema: one }, (request) => {
    const { organization, changes } = callerOf(request);
    const blueprint = blueprintOf(organization, request.params.blueprint);
    const entity = entityOf(organization, blueprint, request.params.entity);
    deleteEntities(organization, changes, [entity], request.query.delete_dependents);
    return { ok: true as const };
  });

  // What Port does with identifiers that do not exist is undocumented; here they are left out of the answer.
  const batch = { params: BlueprintPath, querystring: DeleteFlags, body: DeleteBatch, response: { 200: Deleted } };
  app.post('/v1/blueprints/:blueprint/bulk/entities/delete', { schema: batch }, (request) => {
    const { organization, changes } = callerOf(request);
    const blueprint = blueprintOf(organization, request.params.blueprint).identifier;
    const asked = [...new Set(request.body.entities)];
    const there = asked.filter(
      (identifier, index) => organization.entities.get(blueprint, identifier) && !partialFault(request, index),
    );
    const keys = there.map((identifier) => ({ blueprint, identifier }));
    deleteEntities(organization, changes, keys, request.query.delete_dependents);
    return { ok: true as const, deletedEntities: there };
  });

  emptyRoute(app);
}

function emptyRoute(app: PortApp): void {
  const schema = { params: BlueprintPath, querystring: EmptyFlags, response: { 200: Done } };
  app.delete('/v1/blueprints/:blueprint/all-entities', { schema }, (request) => {
    const { organization, changes } = callerOf(request);
    const { identifier } = blueprintOf(organization, request.params.blueprint);
    deleteEntities(organization, changes, [...organization.entities.of(identifier)], true);
    if (request.query.delete_blueprint) {
      refuseIfUsed(organization, identifier);
      changes.removeBlueprint(identifier);
    }
    return { ok: true as const };
  });
}
