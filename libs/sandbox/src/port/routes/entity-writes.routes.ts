import { blueprintOf, callerOf, type Caller } from '../caller.js';
import type { StoredEntity } from '../entity-store.js';
import { partialFault } from '../fault-hooks.js';
import { PortFault } from '../port-fault.js';
import type { Blueprint } from '../schemas/blueprint.js';
import { BatchOutcome, BlueprintPath, EntityBatch, NewEntity, OneEntity, UpsertFlags } from '../schemas/entity.js';
import type { z } from 'zod';
import { store } from '../store-write.js';
import { told } from '../told-entity.js';
import { planUpsert, type PlannedWrite, type WriteMode } from '../write-entity.js';
import type { PortApp } from '../zod-types.js';

type Flags = z.output<typeof UpsertFlags>;

export function upsertRoutes(app: PortApp): void {
  const one = { params: BlueprintPath, querystring: UpsertFlags, body: NewEntity, response: { 201: OneEntity } };
  app.post('/v1/blueprints/:blueprint/entities', { schema: one }, (request, reply) => {
    const caller = callerOf(request);
    const blueprint = blueprintOf(caller.organization, request.params.blueprint);
    const { entity } = upsert(caller, blueprint, request.body, request.query);
    reply.code(201);
    return { ok: true as const, entity: told(entity) };
  });

  const schema = {
    params: BlueprintPath,
    querystring: UpsertFlags,
    body: EntityBatch,
    response: { 200: BatchOutcome, 207: BatchOutcome },
  };
  app.post('/v1/blueprints/:blueprint/entities/bulk', { schema }, (request, reply) => {
    const caller = callerOf(request);
    const blueprint = blueprintOf(caller.organization, request.params.blueprint);
    const outcome = upsertBatch(request.body.entities, (body, index) => {
      const refusal = partialFault(request, index);
      if (refusal) throw refusal;
      return upsert(caller, blueprint, body, request.query);
    });
    reply.code(outcome.ok ? 200 : 207);
    return outcome;
  });
}

/** One after the other in the order of the list: a later entity can relate to an earlier one, not the other way round. */
function upsertBatch(bodies: NewEntity[], write: (body: NewEntity, index: number) => ReturnType<typeof upsert>) {
  const outcome: z.output<typeof BatchOutcome> = { ok: true, entities: [], errors: [] };
  for (const [index, body] of bodies.entries()) {
    try {
      const { entity, isNew } = write(body, index);
      outcome.entities.push({ created: isNew, identifier: entity.identifier, index });
    } catch (refusal) {
      if (!(refusal instanceof PortFault)) throw refusal;
      const { statusCode, error, message } = refusal;
      const identifier = typeof body.identifier === 'string' ? body.identifier : 'unknown';
      outcome.errors.push({ identifier, index, statusCode, error, message });
    }
  }
  return { ...outcome, ok: outcome.errors.length === 0 };
}

function upsert(caller: Caller, blueprint: Blueprint, body: NewEntity, flags: Flags) {
  const onExisting: WriteMode['onExisting'] = flags.upsert ? (flags.merge ? 'merge' : 'replace') : 'refuse';
  const planned = planUpsert(caller.organization, blueprint, body, {
    onExisting,
    createMissing: flags.create_missing_related_entities,
  });
  return flags.validation_only ? imagined(caller, planned) : store(caller, planned);
}

/** The answer to a write that is only checked. */
function imagined({ organization }: Caller, { content }: PlannedWrite): { entity: StoredEntity; isNew: boolean } {
  const now = new Date().toISOString();
  const by = organization.identity.clientId;
  const isNew = organization.entities.get(content.blueprint, content.identifier) === undefined;
  return {
    entity: { ...content, createdAt: now, createdBy: by, updatedAt: now, updatedBy: by, datasource: '' },
    isNew,
  };
}
