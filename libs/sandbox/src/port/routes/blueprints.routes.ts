import { blueprintContent, patchedBlueprint, refuseIfUsed } from '../blueprint-content.js';
import { blueprintOf, callerOf } from '../caller.js';
import { PortFault } from '../port-fault.js';
import {
  BlueprintById,
  BlueprintPatch,
  Blueprints,
  CreateFlags,
  NewBlueprint,
  OneBlueprint,
} from '../schemas/blueprint.js';
import { Done } from '../schemas/envelope.js';
import type { PortApp } from '../zod-types.js';

const ONE = '/v1/blueprints/:identifier';

export function blueprintRoutes(app: PortApp): void {
  app.get('/v1/blueprints', { schema: { response: { 200: Blueprints } } }, (request) => {
    const { organization } = callerOf(request);
    return { ok: true as const, blueprints: [...organization.blueprints.values()] };
  });

  const created = { querystring: CreateFlags, body: NewBlueprint, response: { 201: OneBlueprint } };
  app.post('/v1/blueprints', { schema: created }, (request, reply) => {
    const { organization, changes } = callerOf(request);
    if (organization.blueprints.has(request.body.identifier))
      throw new PortFault(409, 'identifier_taken', `Blueprint "${request.body.identifier}" exists already`);
    const blueprint = changes.saveBlueprint(blueprintContent(organization, request.body));
    reply.code(201);
    return { ok: true as const, blueprint };
  });

  app.get(ONE, { schema: { params: BlueprintById, response: { 200: OneBlueprint } } }, (request) => {
    const { organization } = callerOf(request);
    return { ok: true as const, blueprint: blueprintOf(organization, request.params.identifier) };
  });

  changeRoutes(app);

  app.delete(ONE, { schema: { params: BlueprintById, response: { 200: Done } } }, (request) => {
    const { organization, changes } = callerOf(request);
    const { identifier } = blueprintOf(organization, request.params.identifier);
    refuseIfUsed(organization, identifier);
    changes.removeBlueprint(identifier);
    return { ok: true as const };
  });
}

function changeRoutes(app: PortApp): void {
  const replaced = { params: BlueprintById, body: NewBlueprint, response: { 200: OneBlueprint } };
  app.put(ONE, { schema: replaced }, (request) => {
    const { organization, changes } = callerOf(request);
    refuseRename(blueprintOf(organization, request.params.identifier).identifier, request.body);
    return { ok: true as const, blueprint: changes.saveBlueprint(blueprintContent(organization, request.body)) };
  });

  const patched = { params: BlueprintById, body: BlueprintPatch, response: { 200: OneBlueprint } };
  app.patch(ONE, { schema: patched }, (request) => {
    const { organization, changes } = callerOf(request);
    const blueprint = blueprintOf(organization, request.params.identifier);
    refuseRename(blueprint.identifier, request.body);
    const content = blueprintContent(organization, patchedBlueprint(blueprint, request.body));
    return { ok: true as const, blueprint: changes.saveBlueprint(content) };
  });
}

function refuseRename(identifier: string, body: { identifier?: string | undefined }): void {
  if (body.identifier !== undefined && body.identifier !== identifier)
    throw new PortFault(422, 'invalid_request', '/identifier the stand-in does not rename blueprints');
}
