import { AwsAccountId, NotFound, RoleArn, type IntegrationId, type Standing, type TenantId } from '@longshore/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { StoreFixture } from '../testing/store-fixture.js';
import type { AccountRow, StandingAccount } from './account-row.js';
import { AccountStore } from './account-store.js';

const WANTED: Standing = { state: 'wanted' };
const EXCLUDED: Standing = { state: 'excluded', detail: 'left out', isGone: false };
const SUSPENDED: Standing = { state: 'suspended', detail: 'SUSPENDED', isGone: true };
const LEFT: Standing = { state: 'left', detail: 'not listed', isGone: true };

let fixture: StoreFixture;
let store: AccountStore;
let tenantId: TenantId;
let integrationId: IntegrationId;

beforeAll(async () => {
  fixture = await StoreFixture.open();
  store = new AccountStore(fixture.tenants);
});

beforeEach(async () => {
  tenantId = await fixture.tenant();
  integrationId = await fixture.integration(tenantId);
});

afterAll(() => fixture.close());

function account(standing = WANTED, role = 'Reader', number = '111111111111'): StandingAccount {
  const roleArn = RoleArn.parse(`arn:aws:iam::${number}:role/${role}`);
  const awsAccountId = AwsAccountId.parse(number);
  return {
    awsAccountId,
    roleArn,
    origin: 'organization',
    name: 'prod-app',
    unitId: 'ou-prod-12345678',
    organizationId: 'o-abcdefghij',
    standing,
  };
}

/** The one account of the integration, after it was brought to that standing. */
async function aligned(standing = WANTED, role = 'Reader'): Promise<AccountRow> {
  await store.align(tenantId, integrationId, [account(standing, role)]);
  return only();
}

async function only(): Promise<AccountRow> {
  const [row] = await store.all(tenantId, integrationId);
  if (!row) throw new Error('the integration has no account');
  return row;
}

describe('an account that is aligned', () => {
  it('is added as pending when it is wanted', async () => {
    const { standing: _, ...facts } = account();

    expect(await aligned()).toEqual({
      ...facts,
      id: expect.any(String),
      integrationId,
      state: 'pending',
      stateSince: expect.any(Date),
      stateDetail: null,
      reachedAt: null,
      goneSince: null,
      regions: null,
      regionsAt: null,
    });
  });

  it('keeps row and state while it is wanted through the same role', async () => {
    const { id } = await aligned();
    await store.reached(tenantId, [id]);
    const active = await only();

    expect(await aligned()).toEqual(active);
    expect(active).toMatchObject({ state: 'active', reachedAt: expect.any(Date) });
  });

  it('is pending again with another role, and remembers that it was reached', async () => {
    const { id } = await aligned();
    await store.reached(tenantId, [id]);

    expect(await aligned(WANTED, 'Other')).toMatchObject({ id, state: 'pending', reachedAt: expect.any(Date) });
  });

  it.each([EXCLUDED, SUSPENDED, LEFT])('is pending again after it was $state', async (standing) => {
    const { id } = await aligned();
    await aligned(standing);

    expect(await aligned()).toMatchObject({ id, state: 'pending', stateDetail: null, goneSince: null });
  });

  it('is gone since AWS first said so, from the suspension to the end', async () => {
    const { goneSince: before } = await aligned(EXCLUDED);
    const suspended = await aligned(SUSPENDED);
    const left = await aligned(LEFT);

    expect(before).toBeNull();
    expect(suspended).toMatchObject({ state: 'suspended', goneSince: expect.any(Date) });
    expect(left).toMatchObject({ state: 'left', goneSince: suspended.goneSince });
    expect(left.stateSince.getTime()).toBeGreaterThan(suspended.stateSince.getTime());
  });

  it('is not written where nothing has changed', async () => {
    await aligned();
    await aligned(EXCLUDED);
    const version = () =>
      fixture.tenants.transaction(tenantId, (prisma) => prisma.$queryRaw`select xmin::text from app.account`);
    const before = await version();

    await aligned(EXCLUDED);

    expect(await version()).toEqual(before);
  });

  it('may be one of a thousand', async () => {
    const numbers = Array.from({ length: 1_000 }, (_, index) => String(100_000_000_000 + index));
    await store.align(
      tenantId,
      integrationId,
      numbers.map((number) => account(WANTED, 'Reader', number)),
    );

    const rows = await store.all(tenantId, integrationId);

    expect(rows.map(({ awsAccountId }) => awsAccountId)).toEqual(numbers);
  });
});

describe('an account whose role was refused', () => {
  it('was never reachable unless it was reached before', async () => {
    const { id } = await aligned();

    await store.refused(tenantId, [{ id, detail: 'AccessDenied' }]);

    expect(await only()).toMatchObject({ state: 'never_reachable', stateDetail: 'AccessDenied' });
  });

  it('has lost its role when it was, and says since when', async () => {
    const { id } = await aligned();
    await store.reached(tenantId, [id]);
    await store.refused(tenantId, [{ id, detail: 'AccessDenied' }]);
    const lost = await only();

    await store.refused(tenantId, [{ id, detail: 'InvalidIdentityToken' }]);

    expect(lost).toMatchObject({ state: 'role_lost', stateDetail: 'AccessDenied' });
    expect(await only()).toEqual({ ...lost, stateDetail: 'InvalidIdentityToken' });
  });

  it.each([EXCLUDED, SUSPENDED, LEFT])('stays $state', async (standing) => {
    const { id } = await aligned(standing);
    const before = await only();

    await store.refused(tenantId, [{ id, detail: 'AccessDenied' }]);
    await store.reached(tenantId, [id]);

    expect(await only()).toEqual(before);
  });
});

describe('the store of accounts', () => {
  it('remembers the regions that AWS named', async () => {
    const { id } = await aligned();
    const regions = { regions: ['eu-west-1'], source: 'account' as const, notices: [] };

    await store.setRegions(tenantId, id, regions);

    expect(await store.get(tenantId, id)).toMatchObject({ regions, regionsAt: expect.any(Date) });
  });

  it('changes nothing of another tenant', async () => {
    const row = await aligned();
    const stranger = await fixture.tenant();

    await store.reached(stranger, [row.id]);
    await store.refused(stranger, [{ id: row.id, detail: 'no' }]);

    expect(await store.get(stranger, row.id)).toBeNull();
    expect(await only()).toEqual(row);
    const nowhere = store.setRegions(stranger, row.id, { regions: [], source: 'fixed', notices: [] });
    await expect(nowhere).rejects.toThrow(NotFound);
  });

  it('lists by account number, page by page, and by state', async () => {
    const numbers = ['333333333333', '111111111111', '222222222222'];
    const accounts = numbers.map((number) => account(WANTED, 'Reader', number));
    await store.align(tenantId, integrationId, [...accounts, account(EXCLUDED, 'Reader', '444444444444')]);
    const idsOf = async (request: object) =>
      (await store.list(tenantId, integrationId, request)).rows.map(({ awsAccountId }) => awsAccountId);

    expect(await idsOf({ limit: 2 })).toEqual(['111111111111', '222222222222']);
    expect(await idsOf({ limit: 2, cursor: '222222222222' })).toEqual(['333333333333', '444444444444']);
    expect(await idsOf({ state: 'excluded' })).toEqual(['444444444444']);
  });
});
