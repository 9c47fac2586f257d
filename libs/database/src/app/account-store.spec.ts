import { AwsAccountId, NotFound, RoleArn, type IntegrationId, type TenantId } from '@longshore/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { StoreFixture } from '../testing/store-fixture.js';
import type { ReachedAccount } from './account-row.js';
import { AccountStore } from './account-store.js';

describe('the store of accounts', () => {
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

  function reached(number: string, role = 'Reader'): ReachedAccount {
    const roleArn = RoleArn.parse(`arn:aws:iam::${number}:role/${role}`);
    return { integrationId, awsAccountId: AwsAccountId.parse(number), roleArn, origin: 'single' };
  }

  it('adds an account as pending', async () => {
    const added = await store.upsert(tenantId, reached('111111111111'));

    expect(added).toEqual({
      ...reached('111111111111'),
      id: expect.any(String),
      state: 'pending',
      stateSince: expect.any(Date),
      stateDetail: null,
      regions: null,
      regionsAt: null,
    });
    expect(await store.get(tenantId, added.id)).toEqual(added);
  });

  it('keeps row and state of an account that is reached through the same role', async () => {
    const { id } = await store.upsert(tenantId, reached('111111111111'));
    const active = await store.setState(tenantId, id, 'active');

    expect(await store.upsert(tenantId, reached('111111111111'))).toEqual(active);
  });

  it('waits for proof again when the role changes or the account returns', async () => {
    const { id } = await store.upsert(tenantId, reached('111111111111'));
    await store.setState(tenantId, id, 'role_lost', 'AccessDenied');

    const changed = await store.upsert(tenantId, reached('111111111111', 'Other'));
    await store.setState(tenantId, id, 'left');
    const returned = await store.upsert(tenantId, reached('111111111111', 'Other'));

    expect(changed).toMatchObject({ id, state: 'pending', stateDetail: null });
    expect(returned).toMatchObject({ id, state: 'pending' });
  });

  it('moves the time of a state only when the state moves', async () => {
    const { id } = await store.upsert(tenantId, reached('111111111111'));
    const lost = await store.setState(tenantId, id, 'role_lost', 'AccessDenied');

    const again = await store.setState(tenantId, id, 'role_lost', 'InvalidIdentityToken');

    expect(again).toEqual({ ...lost, stateDetail: 'InvalidIdentityToken' });
  });

  it('remembers the regions that AWS named', async () => {
    const { id } = await store.upsert(tenantId, reached('111111111111'));
    const regions = { regions: ['eu-west-1'], source: 'account' as const, notices: [] };

    await store.setRegions(tenantId, id, regions);

    expect(await store.get(tenantId, id)).toMatchObject({ regions, regionsAt: expect.any(Date) });
  });

  it('changes nothing of another tenant', async () => {
    const { id } = await store.upsert(tenantId, reached('111111111111'));
    const stranger = await fixture.tenant();

    expect(await store.get(stranger, id)).toBeNull();
    await expect(store.setState(stranger, id, 'left')).rejects.toThrow(NotFound);
    await expect(store.setRegions(stranger, id, { regions: [], source: 'fixed', notices: [] })).rejects.toThrow(
      NotFound,
    );
  });

  it('lists by account number, page by page', async () => {
    for (const number of ['333333333333', '111111111111', '222222222222']) {
      await store.upsert(tenantId, reached(number));
    }

    const first = await store.list(tenantId, integrationId, { limit: 2 });
    const second = await store.list(tenantId, integrationId, { limit: 2, cursor: first.nextCursor ?? '' });

    expect(first.rows.map(({ awsAccountId }) => awsAccountId)).toEqual(['111111111111', '222222222222']);
    expect(second.rows.map(({ awsAccountId }) => awsAccountId)).toEqual(['333333333333']);
  });
});
