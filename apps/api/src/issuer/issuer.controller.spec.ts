import { createLocalJWKSet } from 'jose';
import request from 'supertest';
import { describe, expect } from 'vitest';
import { apiTest } from '../testing/api-test.js';

describe("a tenant's issuer", () => {
  apiTest('has a discovery document that names itself and its keys', async ({ rig }) => {
    const { issuer } = await rig.tenant();

    const { body: discovery } = await request(issuer).get('/.well-known/openid-configuration').expect(200);
    const { body: keys } = await request(discovery.jwks_uri).get('').expect(200);

    expect(discovery).toMatchObject({ issuer, jwks_uri: `${issuer}/jwks.json` });
    expect(() => createLocalJWKSet(keys)).not.toThrow();
    expect(keys.keys[0]).toMatchObject({ kty: 'RSA', use: 'sig', alg: 'RS256' });
    expect(Object.keys(keys.keys[0])).not.toContain('d');
  });

  apiTest('spares a reader what it knows already', async ({ rig }) => {
    const { id } = await rig.tenant();
    const path = `/t/${id}/jwks.json`;
    const { headers } = await rig.anonymous.get(path).expect(200);

    expect(headers['cache-control']).toBe('public, max-age=300');
    await rig.anonymous.get(path).set('if-none-match', String(headers['etag'])).expect(304);
  });

  apiTest('does not exist for an unknown tenant', async ({ rig }) => {
    for (const id of ['5f0c1f0e-0d7e-4a0a-9d5c-0d6a4f6a1c11', 'nonsense']) {
      await rig.anonymous.get(`/t/${id}/jwks.json`).expect(404);
      await rig.anonymous.get(`/t/${id}/.well-known/openid-configuration`).expect(404);
    }
  });
});
