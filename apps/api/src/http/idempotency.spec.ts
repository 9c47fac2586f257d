import { describe, expect } from 'vitest';
import { apiTest } from '../testing/api-test.js';

describe('an Idempotency-Key', () => {
  apiTest('gives the first answer again, secret included, and does the work once', async ({ rig }) => {
    const registration = rig.registration();
    const register = () => rig.admin.post('/v1/tenants', registration).set('idempotency-key', 'register-1');

    const first = await register().expect(201);
    const second = await register().expect(201);

    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
  });

  apiTest('of another request is refused', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const create = (identifier: string) =>
      caller.post('/v1/integrations', { identifier, accounts: { mode: 'single' } }).set('idempotency-key', 'create-1');
    await create('one').expect(201);

    const { body } = await create('two').expect(422);

    expect(body.code).toBe('ERR_IDEMPOTENCY_MISMATCH');
    await caller.get('/v1/integrations/two').expect(404);
  });

  apiTest('is free again after a refusal', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const create = (body: object) => caller.post('/v1/integrations', body).set('idempotency-key', 'retry-1');
    await create({ identifier: 'one', accounts: { mode: 'several' } }).expect(400);

    await create({ identifier: 'one', accounts: { mode: 'single' } }).expect(201);
  });

  apiTest('of one tenant is not that of another', async ({ rig }) => {
    const tenants = [await rig.tenant(), await rig.tenant()];

    for (const { caller } of tenants) {
      await caller
        .post('/v1/integrations', { identifier: 'mine', accounts: { mode: 'single' } })
        .set('idempotency-key', 'same-text')
        .expect(201);
    }
  });

  apiTest('that is not visible ASCII is refused', async ({ rig }) => {
    await rig.admin.post('/v1/tenants', rig.registration()).set('idempotency-key', 'two words').expect(400);
  });
});
