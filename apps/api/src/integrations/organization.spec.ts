import { setTimeout as pause } from 'node:timers/promises';
import { DEMO_ORGANIZATION, type OrganizationPlan } from '@longshore/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiCaller } from '../testing/api-caller.js';
import { ApiRig } from '../testing/api-rig.js';
import { createIntegration, createStack } from '../testing/connect.js';

const MANAGEMENT = '123456789012';
const [PROD_APP, PROD_DB, STAGING, DEV] = ['234567890123', '345678901234', '456789012345', '567890123456'] as const;
const MEMBERS = [MANAGEMENT, PROD_APP, PROD_DB, STAGING, DEV];

const [management, ...members] = DEMO_ORGANIZATION.accounts;
const PLAN: OrganizationPlan = {
  ...DEMO_ORGANIZATION,
  accounts: [management, ...members.map((member) => ({ ...member, resourcesPerKind: 1 }))],
};

/** Only one kind, so that a sync takes no time. */
const MAPPING = {
  resources: [
    {
      kind: 'AWS::SQS::Queue',
      selector: { regionPolicy: { allow: ['us-east-1'] } },
      port: { entity: { mappings: { identifier: '.Identifier', blueprint: '"sqsQueue"' } } },
    },
  ],
};

let rig: ApiRig;
let sandbox: ApiCaller;
let caller: ApiCaller;
let path: string;

beforeAll(async () => {
  rig = await ApiRig.start({}, PLAN);
  sandbox = new ApiCaller(`${rig.aws.url}/_sandbox`, null);
  ({ caller } = await rig.tenant());
  const accounts = { mode: 'organization', organizationalUnitIds: ['r-1234'] };
  path = await createIntegration(caller, { accounts, intervalMinutes: null });
  await caller.put(`${path}/mapping`, MAPPING).expect(200);
});
afterAll(() => rig.stop());

const change = (accounts: object) =>
  caller.patch(path, { accounts: { mode: 'organization', organizationalUnitIds: ['r-1234'], ...accounts } });
const verify = async () => (await caller.post(`${path}/verification`).expect(200)).body;
const failed = (checks: { check: string; status: string }[]) =>
  checks.filter(({ status }) => status === 'failed').map(({ check }) => check);

async function states(): Promise<{ [awsAccountId: string]: string }> {
  const { body } = await caller.get(`${path}/accounts`).expect(200);
  return Object.fromEntries(
    body.data.map(({ awsAccountId, state }: { awsAccountId: string; state: string }) => [awsAccountId, state]),
  );
}

const all = (state: string, over: { [awsAccountId: string]: string } = {}) => ({
  ...Object.fromEntries(MEMBERS.map((id) => [id, state])),
  ...over,
});

async function sync(): Promise<{ id: string; status: string; detail: string | null; counts: { accounts: number } }> {
  const { body } = await caller.post(`${path}/syncs`).expect(202);
  return ended(body.id);
}

async function ended(id: string) {
  for (;;) {
    const { body } = await caller.get(`/v1/syncs/${id}`).expect(200);
    if (!['queued', 'running'].includes(body.status)) return body;
    await pause(50);
  }
}

async function noticesOf(id: string): Promise<string> {
  const { text } = await caller.get(`/v1/syncs/${id}/events`).expect(200);
  return text
    .split('\n')
    .filter((line) => line.includes('"notice"'))
    .join('\n');
}

describe('an organization', () => {
  it('has no accounts before its role was sent', async () => {
    const { checks: _, ...verification } = await verify();

    expect(failed(verification.data)).toEqual(['role-configured']);
    expect(await states()).toEqual({});
    expect((await caller.get(`${path}/organization`).expect(200)).body).toEqual({
      id: null,
      managementAccountId: null,
      readAt: null,
      notices: [],
      roots: [],
      unplaced: [],
    });
  });

  it('is read and reached once its stack stands, and its first sync starts', async () => {
    await rig.work();
    const roleArn = await createStack(rig, caller, path, MANAGEMENT);
    await caller.put(`${path}/role`, { roleArn }).expect(200);

    const { status, data, syncId } = await verify();

    expect(data.map((check: { check: string; status: string }) => [check.check, check.status])).toEqual([
      ['port-credentials', 'passed'],
      ['issuer-reachable', 'passed'],
      ['role-configured', 'passed'],
      ['role-assumable', 'passed'],
      ['account-matches', 'passed'],
      ['regions-listable', 'passed'],
      ['organization-readable', 'passed'],
      ['members-assumable', 'passed'],
    ]);
    expect(status).toBe('passed');
    expect(await ended(syncId)).toMatchObject({ status: 'completed', counts: { accounts: 5 } });
    expect(await states()).toEqual(all('active'));
  });

  it('answers its tree with the state of each account', async () => {
    const { body } = await caller.get(`${path}/organization`).expect(200);

    const leaf = (awsAccountId: string, name: string) => ({ awsAccountId, name, state: 'active' });
    const unit = (id: string, name: string, accounts: object[]) => ({ id, name, accounts, organizationalUnits: [] });
    expect(body).toEqual({
      id: DEMO_ORGANIZATION.id,
      managementAccountId: MANAGEMENT,
      readAt: expect.any(String),
      notices: [],
      roots: [
        {
          id: 'r-1234',
          name: 'Root',
          accounts: [leaf(MANAGEMENT, 'management')],
          organizationalUnits: [
            unit('ou-1234-11223344', 'Development', [leaf(DEV, 'dev')]),
            unit('ou-1234-12345678', 'Production', [leaf(PROD_APP, 'prod-app'), leaf(PROD_DB, 'prod-db')]),
            unit('ou-1234-87654321', 'Staging', [leaf(STAGING, 'staging')]),
          ],
        },
      ],
      unplaced: [],
    });
  });

  it('tells of each account where its regions are known from', async () => {
    const { body } = await caller.get(`${path}/accounts?state=active&limit=1`).expect(200);

    expect(body.data[0]).toMatchObject({
      awsAccountId: MANAGEMENT,
      name: 'management',
      unitId: 'r-1234',
      roleArn: `arn:aws:iam::${MANAGEMENT}:role/LongshoreReadRole`,
      origin: 'organization',
      reachedAt: expect.any(String),
      goneSince: null,
      regions: expect.arrayContaining(['us-east-1']),
      regionsSource: 'account',
      regionsNotices: [],
    });
    expect(JSON.stringify(body)).not.toContain('@');
  });
});

describe('an account of an organization', () => {
  it('is left out by the account scope at once, and comes back with it', async () => {
    const roleArn = `arn:aws:iam::${MANAGEMENT}:role/LongshoreReadRole`;
    await change({ roleArn, scope: { type: 'all_except', accountIds: [DEV, STAGING] } }).expect(200);
    const excepted = await states();
    await change({ roleArn, scope: { type: 'only', accountIds: [DEV] } }).expect(200);
    const only = await states();
    await change({ roleArn }).expect(200);

    expect(excepted).toEqual(all('active', { [DEV]: 'excluded', [STAGING]: 'excluded' }));
    expect(only).toEqual(all('excluded', { [DEV]: 'pending' }));
    expect(await states()).toEqual(all('pending'));
    expect(await sync()).toMatchObject({ status: 'completed', counts: { accounts: 5 } });
  });

  it('that lost its role makes the sync partial, is named by it, and keeps its entities', async () => {
    const before = (await caller.get(`${path}/entities`).expect(200)).body;
    await sandbox.delete(`/accounts/${STAGING}/roles/LongshoreReadRole`).expect(204);
    await verify();

    const { status, detail } = await sync();

    expect(status).toBe('partial');
    expect(detail).toContain(STAGING);
    expect(await states()).toEqual(all('active', { [STAGING]: 'role_lost' }));
    expect((await caller.get(`${path}/entities`).expect(200)).body).toEqual(before);
  });

  it('that never let us in is named by verification and sync, and does not make the sync partial', async () => {
    await sandbox.post('/organization/accounts', { id: '678901234567', name: 'new', resourcesPerKind: 0 }).expect(201);
    await sandbox.delete('/accounts/678901234567/roles/LongshoreReadRole');

    const { status, data } = await verify();

    expect(status).toBe('passed');
    expect(data.find(({ check }: { check: string }) => check === 'members-assumable')).toMatchObject({
      status: 'failed',
      detail: `4 of 6 accounts can be read. Not: ${STAGING}, 678901234567.`,
    });
    expect(await states()).toMatchObject({ [STAGING]: 'role_lost', '678901234567': 'never_reachable' });
    const { id, counts } = await sync();
    expect(counts.accounts).toBe(5);
    expect(await noticesOf(id)).toContain('Not synced, because their role cannot be assumed: 678901234567.');
  });

  it('is suspended, or has left, only since AWS says so', async () => {
    await sandbox.patch(`/organization/accounts/${DEV}`, { state: 'SUSPENDED' }).expect(200);
    await sandbox.patch(`/organization/accounts/${PROD_APP}`, { state: 'PENDING_CLOSURE' }).expect(200);
    await sandbox.delete(`/organization/accounts/${PROD_DB}`).expect(204);
    await verify();

    const { body } = await caller.get(`${path}/accounts`).expect(200);

    type Shown = { awsAccountId: string; state: string; goneSince: string | null };
    const gone = body.data.map(({ awsAccountId, state, goneSince }: Shown) => [
      awsAccountId,
      state,
      goneSince !== null,
    ]);
    expect(gone).toEqual([
      [MANAGEMENT, 'active', false],
      [PROD_APP, 'suspended', false],
      [PROD_DB, 'left', true],
      [STAGING, 'role_lost', false],
      [DEV, 'suspended', true],
      ['678901234567', 'never_reachable', false],
    ]);
    expect(await sync()).toMatchObject({ status: 'partial', counts: { accounts: 2 } });
  });
});

describe('an organization that can no longer be read', () => {
  it.each([
    { deny: { by: 'identity' }, says: 'Allow organizations:DescribeOrganization' },
    { error: { code: 'ServiceException', status: 500 }, says: 'The next sync tries again.' },
  ])('keeps the accounts and states of the reading before: $says', async ({ says, ...rule }) => {
    const before = await states();
    await sandbox.post('/rules', { service: 'organizations', ...rule }).expect(201);

    const { data } = await verify();

    await sandbox.delete('/rules').expect(204);
    expect(data.find(({ check }: { check: string }) => check === 'organization-readable')).toMatchObject({
      status: 'failed',
      remedy: expect.stringContaining(says),
    });
    expect(await states()).toEqual(before);
    const { body } = await caller.get(`${path}/organization`).expect(200);
    expect(body).toMatchObject({ id: DEMO_ORGANIZATION.id, notices: [expect.stringContaining('that were read at')] });
  });
});
