import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiCaller } from '../testing/api-caller.js';
import { ApiRig } from '../testing/api-rig.js';
import { apiTest } from '../testing/api-test.js';
import { connect } from '../testing/connect.js';
import { ended } from '../testing/ended.js';

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

  apiTest('refuses another fate of the entities, and changes nothing then', async ({ rig }) => {
    const { id, caller } = await rig.tenant();

    await rig.admin.delete(`/v1/tenants/${id}?entities=burn`).expect(400);

    await caller.get('/v1/integrations').expect(200);
  });
});

describe('deleting a tenant along with its entities', () => {
  let rig: ApiRig;

  beforeAll(async () => {
    rig = await ApiRig.start();
    await rig.work();
  });
  afterAll(() => rig.stop());

  it('takes them out of Port before it is deleted', async () => {
    const { id, caller } = await rig.tenant();
    const integration = await connect(rig, caller);
    const { counts } = await ended(caller, (await caller.get(`${integration}/syncs`)).body.data[0].id);
    expect(counts.entities.created).toBeGreaterThan(0);

    const { body } = await rig.admin.delete(`/v1/tenants/${id}?entities=delete`).expect(202);
    expect(body).toMatchObject({ id, state: 'deleting' });
    await caller.get('/v1/integrations').expect(401);
    const removals = async () => (await rig.admin.get(`/v1/tenants/${id}`).expect(200)).body.removals;
    while ((await removals())[0]?.status !== 'completed') await pause(100);

    const removed = {
      integration: 'prod',
      status: 'completed',
      deleted: counts.entities.created,
      kept: 0,
      detail: null,
    };
    expect(await removals()).toEqual([removed]);
    // Whoever looks next ends it: another request, or the scheduler within a minute.
    expect((await rig.admin.delete(`/v1/tenants/${id}?entities=delete`).expect(202)).body.state).toBe('deleted');
  }, 90_000);
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
