import { describe, expect } from 'vitest';
import { ApiCaller } from '../testing/api-caller.js';
import { apiTest } from '../testing/api-test.js';

describe('deleting a tenant', () => {
  apiTest('refuses its keys and its issuer at once and leaves a tombstone', async ({ rig }) => {
    const { id, caller } = await rig.tenant();
    await caller.get('/v1/integrations').expect(200);
    await rig.anonymous.get(`/t/${id}/jwks.json`).expect(200);

    const { body } = await rig.admin.delete(`/v1/tenants/${id}`).expect(202);

    expect(body).toMatchObject({ id, state: 'deleted' });
    await caller.get('/v1/integrations').expect(401);
    await rig.anonymous.get(`/t/${id}/jwks.json`).expect(404);
    await rig.anonymous.get(`/t/${id}/.well-known/openid-configuration`).expect(404);
    expect((await rig.admin.get(`/v1/tenants/${id}`).expect(200)).body.state).toBe('deleted');
  });

  apiTest('refuses to delete entities along, and changes nothing then', async ({ rig }) => {
    const { id, caller } = await rig.tenant();

    const { body } = await rig.admin.delete(`/v1/tenants/${id}?entities=delete`).expect(400);

    expect(body.errors).toEqual([{ pointer: '/entities', detail: expect.stringContaining('use keep') }]);
    await caller.get('/v1/integrations').expect(200);
  });
});

describe('an API key', () => {
  apiTest('works from its creation until it is revoked', async ({ rig }) => {
    const { id } = await rig.tenant();

    const { body: key } = await rig.admin.post(`/v1/tenants/${id}/api-keys`).expect(201);
    const caller = new ApiCaller(rig.origin, key.apiKey);
    await caller.get('/v1/integrations').expect(200);
    await rig.admin.delete(`/v1/tenants/${id}/api-keys/${key.id}`).expect(204);

    await caller.get('/v1/integrations').expect(401);
  });

  apiTest('of one tenant cannot be revoked under another', async ({ rig }) => {
    const [one, two] = [await rig.tenant(), await rig.tenant()];
    const { body: key } = await rig.admin.post(`/v1/tenants/${one.id}/api-keys`).expect(201);

    await rig.admin.delete(`/v1/tenants/${two.id}/api-keys/${key.id}`).expect(404);

    await new ApiCaller(rig.origin, key.apiKey).get('/v1/integrations').expect(200);
  });
});
