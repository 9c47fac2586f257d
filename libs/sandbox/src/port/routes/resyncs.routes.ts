import { callerOf } from '../caller.js';
import { findIntegration, shown } from '../integration-object.js';
import { Done } from '../schemas/envelope.js';
import {
  Examples,
  IntegrationById,
  KindOfIntegration,
  OneIntegration,
  ResyncRequest,
  ResyncState,
} from '../schemas/integration.js';
import type { PortApp } from '../zod-types.js';

/** Routes that Port's own exporters use and the OpenAPI document lacks. */
export function resyncRoutes(app: PortApp): void {
  const state = { params: IntegrationById, body: ResyncState, response: { 200: OneIntegration } };
  app.patch('/v1/integration/:identifier/resync-state', { schema: state }, (request) => {
    const { organization, changes } = callerOf(request);
    const before = findIntegration(organization, request.params.identifier);
    const resyncState = { ...before.resyncState, ...request.body, updatedAt: new Date().toISOString() };
    return { ok: true as const, integration: shown(changes.saveIntegration({ ...before, resyncState })) };
  });

  const asked = { params: IntegrationById, response: { 200: ResyncRequest } };
  app.get('/v1/integration/:identifier/resync-request', { schema: asked }, (request) => {
    const { organization } = callerOf(request);
    const integration = findIntegration(organization, request.params.identifier);
    return { ok: true as const, request: integration.resyncRequest ?? null };
  });

  const examples = { params: KindOfIntegration, body: Examples, response: { 200: Done } };
  app.post('/v1/integration/:identifier/kinds/:kind/examples', { schema: examples }, (request) => {
    const { organization, changes } = callerOf(request);
    const before = findIntegration(organization, request.params.identifier);
    changes.saveIntegration({
      ...before,
      examples: { ...before.examples, [request.params.kind]: request.body.examples },
    });
    return { ok: true as const };
  });
}
