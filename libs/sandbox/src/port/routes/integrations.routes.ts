import { randomBytes } from 'node:crypto';
import { callerOf } from '../caller.js';
import { findIntegration, shown } from '../integration-object.js';
import { PortFault } from '../port-fault.js';
import { Done } from '../schemas/envelope.js';
import {
  ConfigPatch,
  IntegrationById,
  IntegrationPatch,
  Integrations,
  NewIntegration,
  OneIntegration,
} from '../schemas/integration.js';
import type { PortApp } from '../zod-types.js';

const ONE = '/v1/integration/:identifier';

export function integrationRoutes(app: PortApp): void {
  app.get('/v1/integration', { schema: { response: { 200: Integrations } } }, (request) => {
    const { organization } = callerOf(request);
    return { ok: true as const, integrations: [...organization.integrations.values()].map(shown) };
  });

  const create = { body: NewIntegration, response: { 200: OneIntegration } };
  app.post('/v1/integration', { schema: create }, (request) => {
    const { organization, changes } = callerOf(request);
    const { installationId, installationAppType } = request.body;
    if (organization.integrations.has(installationId))
      throw new PortFault(409, 'identifier_taken', `Integration "${installationId}" exists already`);
    const _id = `integration_${randomBytes(8).toString('hex')}`;
    const ingestUrl = `${request.protocol}://${request.host}/ingest/${_id}`;
    const integration = changes.saveIntegration({
      installationType: 'OnPrem',
      ...request.body,
      _id,
      logAttributes: { ingestId: _id, ingestUrl: `${ingestUrl}/logs` },
      metricAttributes: { ingestId: _id, ingestUrl },
      _orgId: organization.identity.id,
      identifier: installationId,
      integrationType: installationAppType,
      examples: {},
    });
    return { ok: true as const, integration: shown(integration) };
  });

  app.get(ONE, { schema: { params: IntegrationById, response: { 200: OneIntegration } } }, (request) => {
    const { organization } = callerOf(request);
    return { ok: true as const, integration: shown(findIntegration(organization, request.params.identifier)) };
  });

  patchRoutes(app);

  app.delete(ONE, { schema: { params: IntegrationById, response: { 200: Done } } }, (request) => {
    const { organization, changes } = callerOf(request);
    changes.removeIntegration(findIntegration(organization, request.params.identifier).installationId);
    return { ok: true as const };
  });
}

function patchRoutes(app: PortApp): void {
  const patch = { params: IntegrationById, body: IntegrationPatch, response: { 200: OneIntegration } };
  app.patch(ONE, { schema: patch }, (request) => {
    const { organization, changes } = callerOf(request);
    const before = findIntegration(organization, request.params.identifier);
    const members = request.body ?? {};
    const installationAppType = members.installationAppType ?? before.installationAppType;
    // An empty body asks for a resync (Port OpenAPI).
    const asked = Object.keys(members).length === 0 ? { resyncRequest: { updatedAt: new Date().toISOString() } } : {};
    const integration = changes.saveIntegration({ ...before, ...members, ...asked, installationAppType });
    return { ok: true as const, integration: shown(integration) };
  });

  const config = { params: IntegrationById, body: ConfigPatch, response: { 200: OneIntegration } };
  app.patch(`${ONE}/config`, { schema: config }, (request) => {
    const { organization, changes } = callerOf(request);
    const before = findIntegration(organization, request.params.identifier);
    // Undocumented header of Port's exporters: without it a new mapping starts a resync.
    const skips = request.headers['x-skip-resync'] === 'true';
    const asked = skips ? {} : { resyncRequest: { updatedAt: new Date().toISOString() } };
    const integration = changes.saveIntegration({ ...before, config: request.body.config, ...asked });
    return { ok: true as const, integration: shown(integration) };
  });
}
