import { describe, expect } from 'vitest';
import { apiTest } from '../testing/api-test.js';

const UNKNOWN = '5f0c1f0e-0d7e-4a0a-9d5c-0d6a4f6a1c11';

describe('registering a tenant', () => {
  apiTest('answers with its issuer and, once, its key', async ({ rig }) => {
    const { body, headers } = await rig.admin.post('/v1/tenants', rig.registration('Acme')).expect(201);

    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Acme',
      issuer: `${rig.origin}/t/${body.id}`,
      apiKey: expect.stringMatching(/^ls_[\w-]{43}$/),
    });
    expect(headers['location']).toBe(`/v1/tenants/${body.id}`);
    const { text } = await rig.admin.get(`/v1/tenants/${body.id}`).expect(200);
    expect(text).not.toContain(body.apiKey);
    expect(text).not.toContain('secret');
  });

  apiTest('is a conflict when the Port organization has a tenant', async ({ rig }) => {
    const registration = rig.registration();
    await rig.admin.post('/v1/tenants', registration).expect(201);

    const { body } = await rig.admin.post('/v1/tenants', { ...registration, name: 'Again' }).expect(409);

    expect(body.code).toBe('ERR_PORT_ORGANIZATION_TAKEN');
  });

  apiTest('stores nothing when Port refuses the credentials', async ({ rig }) => {
    const before = await rig.admin.get('/v1/tenants?limit=100');

    const port = { region: 'eu', clientId: 'client-1', clientSecret: 'wrong' };
    const { body } = await rig.admin.post('/v1/tenants', { name: 'Wrong', port }).expect(422);

    expect(body.code).toBe('ERR_PORT_CREDENTIALS_REJECTED');
    expect(body.detail).not.toContain('wrong');
    expect((await rig.admin.get('/v1/tenants?limit=100')).body).toEqual(before.body);
  });
});

describe('registering a tenant while Port is away', () => {
  apiTest('stores nothing, so that it can be repeated', async ({ rig }) => {
    const registration = rig.registration();
    await rig.failPort();

    const { body } = await rig.admin.post('/v1/tenants', registration).expect(502);

    await rig.healPort();
    expect(body.code).toBe('ERR_PORT_UNREACHABLE');
    await rig.admin.post('/v1/tenants', registration).expect(201);
  });
});

describe('a tenant', () => {
  apiTest('is listed page by page', async ({ rig }) => {
    await rig.tenant();
    const all = await rig.admin.get('/v1/tenants').expect(200);

    const first = await rig.admin.get('/v1/tenants?limit=1').expect(200);
    const second = await rig.admin.get(`/v1/tenants?limit=1&cursor=${first.body.nextCursor}`).expect(200);

    expect([...first.body.data, ...second.body.data]).toEqual(all.body.data.slice(0, 2));
  });

  apiTest('is changed only at the version that If-Match names', async ({ rig }) => {
    const { id } = await rig.tenant();
    const { headers } = await rig.admin.get(`/v1/tenants/${id}`).expect(200);
    const etag = String(headers['etag']);

    const changed = await rig.admin
      .patch(`/v1/tenants/${id}`, { name: 'Renamed', switches: { deletions: 'hold' } })
      .set('if-match', etag)
      .expect(200);
    const stale = await rig.admin.patch(`/v1/tenants/${id}`, { name: 'Late' }).set('if-match', etag).expect(412);

    expect(changed.body).toMatchObject({
      name: 'Renamed',
      switches: { syncs: 'on', pushes: 'on', deletions: 'hold' },
    });
    expect(stale.body.code).toBe('ERR_PRECONDITION_FAILED');
  });

  apiTest('that nobody has is a 404 on every route', async ({ rig }) => {
    for (const id of [UNKNOWN, 'not-an-id']) {
      await rig.admin.get(`/v1/tenants/${id}`).expect(404);
      await rig.admin.patch(`/v1/tenants/${id}`, { name: 'X' }).expect(404);
      await rig.admin.delete(`/v1/tenants/${id}`).expect(404);
      await rig.admin.post(`/v1/tenants/${id}/api-keys`).expect(404);
      await rig.admin.delete(`/v1/tenants/${id}/api-keys/${UNKNOWN}`).expect(404);
    }
  });
});
