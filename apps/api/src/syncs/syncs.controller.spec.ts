import { describe, expect } from 'vitest';
import type { ApiCaller } from '../testing/api-caller.js';
import { apiTest } from '../testing/api-test.js';
import { createIntegration } from '../testing/connect.js';

const ROLE_ARN = 'arn:aws:iam::123456789012:role/Reader';
const UNKNOWN = '5f0c1f0e-0d7e-4a0a-9d5c-0d6a4f6a1c11';

/** Nothing works on syncs in this process, so one that is opened stays queued. */
async function withAccount(caller: ApiCaller): Promise<string> {
  return createIntegration(caller, { accounts: { mode: 'single', roleArn: ROLE_ARN } });
}

describe('starting a sync', () => {
  apiTest('answers at once with its id', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await withAccount(caller);

    const { body, headers } = await caller.post(`${path}/syncs`).expect(202);

    expect(body).toEqual({ id: expect.any(String), status: 'queued' });
    expect(headers['location']).toBe(`/v1/syncs/${body.id}`);
    const { body: sync } = await caller.get(`/v1/syncs/${body.id}`).expect(200);
    expect(sync).toMatchObject({ id: body.id, no: 1, status: 'queued', trigger: 'api', filter: null, incomplete: [] });
    expect(sync.accounts).toEqual([{ accountId: '123456789012', state: 'ready', outcome: null, detail: null }]);
  });

  apiTest('is a conflict while one runs', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await withAccount(caller);
    await caller.post(`${path}/syncs`, {}).expect(202);

    const { body } = await caller.post(`${path}/syncs`, {}).expect(409);

    expect(body.code).toBe('ERR_SYNC_RUNNING');
  });

  apiTest('may be restricted to kinds, accounts and regions', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await withAccount(caller);
    const filter = { kinds: ['AWS::S3::Bucket'], regions: ['eu-west-1'], accountIds: ['123456789012'] };

    const { body } = await caller.post(`${path}/syncs`, filter).expect(202);

    const { body: sync } = await caller.get(`/v1/syncs/${body.id}`).expect(200);
    expect(sync.filter).toEqual({ kinds: filter.kinds, regions: filter.regions });
  });

  apiTest('says that no account is connected', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await createIntegration(caller);

    const { body } = await caller.post(`${path}/syncs`).expect(409);

    expect(body).toMatchObject({
      code: 'ERR_NO_ACCOUNT_CONNECTED',
      detail: expect.stringContaining('PortIntegrationRoleArn'),
    });
  });

  apiTest('is refused with the place of what is wrong, and opens nothing', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await withAccount(caller);
    const bad: [body: object, pointer: string][] = [
      [{ kinds: ['S3'] }, '/kinds/0'],
      [{ kinds: ['AWS::S3::Bukket'] }, '/kinds/0'],
      [{ kinds: [] }, '/kinds'],
      [{ regions: ['eu-west-9'] }, '/regions/0'],
      [{ accountIds: ['12'] }, '/accountIds/0'],
      [{ accountIds: ['999999999999'] }, '/accountIds/0'],
      [{ dryRun: 'yes' }, '/dryRun'],
      [{ everything: true }, '/everything'],
    ];

    for (const [body, pointer] of bad) {
      const answer = await caller.post(`${path}/syncs`, body).expect(400);

      expect(answer.body.errors.map((problem: { pointer: string }) => problem.pointer)).toEqual([pointer]);
    }
    expect((await caller.get(`${path}/syncs`).expect(200)).body).toEqual({ data: [], nextCursor: null });
  });

  apiTest('is refused while the administrator has switched syncs off', async ({ rig }) => {
    const { caller, id } = await rig.tenant();
    const path = await withAccount(caller);
    await rig.admin.patch(`/v1/tenants/${id}`, { switches: { syncs: 'off' } }).expect(200);

    const { body } = await caller.post(`${path}/syncs`).expect(409);

    expect(body.code).toBe('ERR_SYNCS_SWITCHED_OFF');
  });
});

describe('syncs', () => {
  apiTest('are listed newest first, page by page', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await withAccount(caller);
    for (let round = 0; round < 3; round += 1) {
      const { body } = await caller.post(`${path}/syncs`).expect(202);
      await caller.post(`/v1/syncs/${body.id}/cancellation`).expect(202);
    }

    const first = await caller.get(`${path}/syncs?limit=2`).expect(200);
    const second = await caller.get(`${path}/syncs?limit=2&cursor=${first.body.nextCursor}`).expect(200);

    expect([...first.body.data, ...second.body.data].map(({ no }) => no)).toEqual([3, 2, 1]);
    expect(second.body.nextCursor).toBeNull();
    await caller.get(`${path}/syncs?cursor=x`).expect(400);
  });

  apiTest('that are cancelled stay cancelled, and another may start', async ({ rig }) => {
    const { caller } = await rig.tenant();
    const path = await withAccount(caller);
    const { body } = await caller.post(`${path}/syncs`).expect(202);

    const cancelled = await caller.post(`/v1/syncs/${body.id}/cancellation`).expect(202);
    const again = await caller.post(`/v1/syncs/${body.id}/cancellation`).expect(202);

    expect(cancelled.body).toMatchObject({ id: body.id, status: 'cancelled' });
    expect(again.body).toEqual(cancelled.body);
    await caller.post(`${path}/syncs`).expect(202);
  });

  apiTest('of another tenant are a 404', async ({ rig }) => {
    const [owner, { caller }] = [await rig.tenant(), await rig.tenant()];
    const path = await withAccount(owner.caller);
    const { body } = await owner.caller.post(`${path}/syncs`).expect(202);

    for (const id of [body.id, UNKNOWN, 'nonsense']) {
      await caller.get(`/v1/syncs/${id}`).expect(404);
      await caller.get(`/v1/syncs/${id}/scopes`).expect(404);
      await caller.get(`/v1/syncs/${id}/plan`).expect(404);
      await caller.get(`/v1/syncs/${id}/events`).expect(404);
      await caller.get(`/v1/syncs/${id}/log`).expect(404);
      await caller.post(`/v1/syncs/${id}/cancellation`).expect(404);
    }
    expect((await owner.caller.get(`/v1/syncs/${body.id}`).expect(200)).body.status).toBe('queued');
  });
});
