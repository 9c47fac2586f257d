import { describe, expect } from 'vitest';
import { apiTest } from '../testing/api-test.js';

describe('the OpenAPI document', () => {
  apiTest('describes every route of the contract, bodies and answers included', async ({ rig }) => {
    const { body } = await rig.anonymous.get('/openapi.json').expect(200);

    const routes = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(body.openapi).toBe('3.1.0');
    expect(routes.sort()).toEqual(ROUTES);
    expect(body.paths['/v1/integrations'].post.requestBody.content['application/json'].schema).toEqual({
      $ref: '#/components/schemas/NewIntegration',
    });
    expect(body.components.schemas.NewIntegration.required).toEqual(['identifier', 'accounts']);
    expect(body.components.schemas.Integration.properties.state.enum).toContain('active');
  });

  apiTest('points at nothing that is missing', async ({ rig }) => {
    const { body, text } = await rig.anonymous.get('/openapi.json').expect(200);

    const targets = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => String(name));
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((name) => !(name in body.components.schemas))).toEqual([]);
  });

  apiTest('has a page', async ({ rig }) => {
    const { text } = await rig.anonymous.get('/docs').expect(200);

    expect(text).toContain('<title>Longshore API</title>');
    await rig.anonymous.get('/docs/swagger-ui-bundle.js').expect(200);
  });
});

const ROUTES = [
  'DELETE /v1/integrations/{identifier}',
  'DELETE /v1/tenants/{id}',
  'DELETE /v1/tenants/{id}/api-keys/{keyId}',
  'GET /cloudformation/{fileName}',
  'GET /livez',
  'GET /metrics',
  'GET /readyz',
  'GET /t/{tenantId}/.well-known/openid-configuration',
  'GET /t/{tenantId}/jwks.json',
  'GET /v1/integrations',
  'GET /v1/integrations/{identifier}',
  'GET /v1/integrations/{identifier}/accounts',
  'GET /v1/integrations/{identifier}/deletions',
  'GET /v1/integrations/{identifier}/deletions/holds',
  'GET /v1/integrations/{identifier}/deletions/holds/{holdId}',
  'GET /v1/integrations/{identifier}/entities',
  'GET /v1/integrations/{identifier}/entities/{blueprint}/{entityId}/explanation',
  'GET /v1/integrations/{identifier}/findings',
  'GET /v1/integrations/{identifier}/installation',
  'GET /v1/integrations/{identifier}/kinds',
  'GET /v1/integrations/{identifier}/mapping',
  'GET /v1/integrations/{identifier}/mapping/versions',
  'GET /v1/integrations/{identifier}/organization',
  'GET /v1/integrations/{identifier}/permissions',
  'GET /v1/integrations/{identifier}/syncs',
  'GET /v1/kinds',
  'GET /v1/kinds/{kind}',
  'GET /v1/operations',
  'GET /v1/operations/{id}',
  'GET /v1/switches',
  'GET /v1/syncs/{id}',
  'GET /v1/syncs/{id}/events',
  'GET /v1/syncs/{id}/log',
  'GET /v1/syncs/{id}/plan',
  'GET /v1/syncs/{id}/scopes',
  'GET /v1/tenants',
  'GET /v1/tenants/{id}',
  'PATCH /v1/integrations/{identifier}',
  'PATCH /v1/switches',
  'PATCH /v1/tenants/{id}',
  'POST /v1/integrations',
  'POST /v1/integrations/{identifier}/deletions/{holdId}/approval',
  'POST /v1/integrations/{identifier}/deletions/{holdId}/rejection',
  'POST /v1/integrations/{identifier}/mapping/import',
  'POST /v1/integrations/{identifier}/mapping/preview',
  'POST /v1/integrations/{identifier}/prune',
  'POST /v1/integrations/{identifier}/syncs',
  'POST /v1/integrations/{identifier}/verification',
  'POST /v1/kinds/{kind}/scaffold',
  'POST /v1/operations/{id}/restoration',
  'POST /v1/syncs/{id}/cancellation',
  'POST /v1/syncs/{id}/restoration',
  'POST /v1/tenants',
  'POST /v1/tenants/{id}/api-keys',
  'PUT /v1/integrations/{identifier}/mapping',
  'PUT /v1/integrations/{identifier}/role',
];
