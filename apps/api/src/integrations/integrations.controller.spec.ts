import { describe, expect } from 'vitest';
import { apiTest } from '../testing/api-test.js';
import { createIntegration } from '../testing/connect.js';

describe('an integration', () => {
  apiTest('is listed by identifier, page by page', async ({ rig }) => {
    const { caller } = await rig.tenant();
    for (const identifier of ['c', 'a', 'b']) await createIntegration(caller, { identifier });

    const first = await caller.get('/v1/integrations?limit=2').expect(200);
    const second = await caller.get(`/v1/integrations?limit=2&cursor=${first.body.nextCursor}`).expect(200);

    const names = [...first.body.data, ...second.body.data].map(({ identifier }) => identifier);
    expect(names).toEqual(['a', 'b', 'c']);
    expect(second.body.nextCursor).toBeNull();
  });

  apiTest('changes only where the body says so', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);
    const before = await caller.get(path).expect(200);

    const after = await caller
      .patch(path, { intervalMinutes: 60, settings: { maxConcurrentAccounts: 2 } })
      .set('if-match', String(before.headers['etag']))
      .expect(200);

    expect(after.body).toEqual({
      ...before.body,
      intervalMinutes: 60,
      settings: { ...before.body.settings, maxConcurrentAccounts: 2 },
      version: before.body.version + 1,
    });
  });

  apiTest('is not changed when somebody else changed it first', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);
    const { headers } = await caller.get(path).expect(200);
    await caller.patch(path, { intervalMinutes: 60 }).expect(200);

    const stale = await caller
      .patch(path, { intervalMinutes: 30 })
      .set('if-match', String(headers['etag']))
      .expect(412);
    await caller.patch(path, { intervalMinutes: 30 }).set('if-match', 'W/"1"').expect(400);

    expect(stale.body.code).toBe('ERR_PRECONDITION_FAILED');
    expect((await caller.get(path).expect(200)).body.intervalMinutes).toBe(60);
  });

  apiTest('refuses a bad change whole', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);

    const change = { intervalMinutes: 60, accounts: { mode: 'list', roleArns: ['nonsense'] } };
    const { body } = await caller.patch(path, change).expect(400);

    expect(body.errors[0].pointer).toBe('/accounts/roleArns/0');
    expect((await caller.get(path).expect(200)).body.intervalMinutes).toBe(1440);
  });

  apiTest('is gone after its deletion, and its identifier is free', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);

    const { body } = await caller.delete(path).expect(202);

    expect(body.state).toBe('deleted');
    await caller.get(path).expect(404);
    await caller.delete(path).expect(404);
    await createIntegration(caller);
  });

  apiTest(
    'stays until its entities are gone when they are deleted along, and may be ended without',
    async ({ rig }) => {
      const { caller } = await rig.tenant();
      const path = await createIntegration(caller);

      const { body } = await caller.delete(`${path}?entities=delete`).expect(202);

      expect(body.state).toBe('deleting');
      expect((await caller.get(path).expect(200)).body.state).toBe('deleting');
      expect((await caller.delete(`${path}?entities=keep`).expect(202)).body.state).toBe('deleted');
      await caller.get(path).expect(404);
    },
  );
});

describe("another tenant's integration", () => {
  apiTest('is a 404 on every route, whatever is asked', async ({ rig }) => {
    const [owner, stranger] = [await rig.tenant(), await rig.tenant()];
    const path = await createIntegration(owner.caller);
    const { caller } = stranger;
    const roleArn = 'arn:aws:iam::123456789012:role/Reader';

    const refused = [
      caller.get(path),
      caller.patch(path, { intervalMinutes: 60 }),
      caller.delete(path),
      caller.get(`${path}/installation`),
      caller.put(`${path}/role`, { roleArn }),
      caller.post(`${path}/verification`),
      caller.get(`${path}/accounts`),
      caller.get(`${path}/mapping`),
      caller.get(`${path}/mapping/versions`),
      caller.put(`${path}/mapping`, { resources: [] }),
      caller.get(`${path}/entities`),
      caller.get(`${path}/findings`),
      caller.get(`${path}/syncs`),
      caller.post(`${path}/syncs`),
    ];
    for (const answer of await Promise.all(refused)) {
      expect(answer.body).toMatchObject({ status: 404, code: 'ERR_NOT_FOUND' });
    }
    expect((await owner.caller.get(path).expect(200)).body).toMatchObject({ version: 1, accounts: { mode: 'single' } });
  });
});
