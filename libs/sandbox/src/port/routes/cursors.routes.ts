import { z } from 'zod';
import { callerOf } from '../caller.js';
import { findIntegration } from '../integration-object.js';
import { PortFault } from '../port-fault.js';
import { ok } from '../schemas/envelope.js';
import { IntegrationById } from '../schemas/integration.js';
import { Cursor, CursorAnswer, CursorOf } from '../schemas/telemetry.js';
import type { PortApp } from '../zod-types.js';

const CURSOR = '/v1/integration/:identifier/cursor';

const Metadata = z.strictObject({
  id: z.string(),
  installationId: z.string(),
  integrationType: z.string(),
  updatedAt: z.string(),
});
const MetadataAnswer = z.strictObject({ ok, integrations: z.array(Metadata) });
const Provisioned = z.strictObject({ ok, integrations: z.array(z.string()) });

/** Undocumented: where incremental syncs stand. PUT changes a cursor that exists, POST begins one. */
export function cursorRoutes(app: PortApp): void {
  const read = { params: IntegrationById, querystring: CursorOf, response: { 200: CursorAnswer } };
  app.get(CURSOR, { schema: read }, (request) => {
    const { cursors, key } = cursorsOf(request);
    const cursor = cursors.get(key);
    if (!cursor) throw cursorNotFound(key);
    return { ok: true as const, cursor };
  });

  const write = { ...read, body: Cursor };
  app.put(CURSOR, { schema: write }, (request) => {
    const { cursors, key } = cursorsOf(request);
    if (!cursors.has(key)) throw cursorNotFound(key);
    cursors.set(key, request.body);
    return { ok: true as const, cursor: request.body };
  });
  app.post(CURSOR, { schema: write }, (request) => {
    const { cursors, key } = cursorsOf(request);
    cursors.set(key, request.body);
    return { ok: true as const, cursor: request.body };
  });
}

/** What a member may see of all integrations, and the undocumented list of types whose defaults Port creates itself: none. */
export function integrationListRoutes(app: PortApp): void {
  app.get('/v1/integration/metadata', { schema: { response: { 200: MetadataAnswer } } }, (request) => {
    const { organization } = callerOf(request);
    const integrations = [...organization.integrations.values()].map(
      ({ _id: id, installationId, integrationType, updatedAt }) => ({ id, installationId, integrationType, updatedAt }),
    );
    return { ok: true as const, integrations };
  });

  app.get('/v1/integration/provision-enabled', { schema: { response: { 200: Provisioned } } }, () => ({
    ok: true as const,
    integrations: [],
  }));
}

interface CursorRequest {
  params: z.output<typeof IntegrationById>;
  query: z.output<typeof CursorOf>;
}

function cursorsOf(request: CursorRequest & Parameters<typeof callerOf>[0]) {
  const { organization } = callerOf(request);
  const { _id } = findIntegration(organization, request.params.identifier);
  return { cursors: organization.telemetryOf(_id).cursors, key: `${request.query.kind} ${request.query.index}` };
}

function cursorNotFound(key: string): PortFault {
  return new PortFault(404, 'not_found', `Cursor "${key}" was not found`);
}
