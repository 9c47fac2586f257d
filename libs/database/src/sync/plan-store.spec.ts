import type { TenantId } from '@longshore/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LeaseLost } from '../connection/lease-lost.error.js';
import { LedgerFixture, type HeldAccountSync } from '../testing/ledger-fixture.js';
import { MAX_PLANNED, type PlannedChange, PlanStore } from './plan-store.js';

const change = (identifier: string): PlannedChange => ({
  region: 'eu-west-1',
  kind: 'AWS::SQS::Queue',
  awsId: identifier,
  action: 'deleted',
  blueprint: 'queue',
  identifier,
  reason: 'gone',
});
const changes = (count: number, name: string): PlannedChange[] =>
  Array.from({ length: count }, (_, index) => change(`${name}-${index}`));

describe('the plan of a dry sync', () => {
  let fixture: LedgerFixture;
  let store: PlanStore;
  let tenantId: TenantId;
  let one: HeldAccountSync;
  let other: HeldAccountSync;

  beforeAll(async () => {
    fixture = await LedgerFixture.open();
    store = new PlanStore(fixture.database);
  });
  afterAll(() => fixture.close());
  /** Two accounts, both held. */
  beforeEach(async () => {
    tenantId = await fixture.stores.tenant();
    const accounts = await fixture.accounts(tenantId, 2);
    const sync = await fixture.openSync(tenantId, accounts, 1, true);
    const ids = await fixture.accountSyncs.ofSync(tenantId, sync.id);
    const held = ids.map(async ({ id, accountId }): Promise<HeldAccountSync> => {
      const row = await fixture.accountSyncs.claim(tenantId, id, 'worker');
      const account = accounts.find((each) => each.id === accountId);
      if (!row || !account) throw new Error('the lease was not to be had');
      return { tenantId, account, sync, row, fence: { accountSyncId: id, fence: row.fence } };
    });
    [one, other] = (await Promise.all(held)) as [HeldAccountSync, HeldAccountSync];
  });

  const write = ({ fence, sync, account }: HeldAccountSync, planned: PlannedChange[]) =>
    store.write(tenantId, fence, { syncId: sync.id, accountId: account.id }, planned);
  const count = () => store.count(tenantId, one.sync.id);
  const identifiers = async () =>
    (await store.list(tenantId, one.sync.id, { limit: 100 })).map(({ identifier }) => identifier);

  it('holds as many changes as it may, over all accounts, the first that were planned', async () => {
    await write(one, changes(MAX_PLANNED - 2, 'one'));
    await write(other, changes(5, 'other'));

    expect(await count()).toBe(MAX_PLANNED);
    const last = await store.list(tenantId, one.sync.id, { limit: MAX_PLANNED });
    expect(last.slice(-2).map(({ identifier }) => identifier)).toEqual(['other-0', 'other-1']);
  });

  it('has room again for an account whose part is written anew', async () => {
    await write(one, changes(MAX_PLANNED, 'one'));
    await write(other, changes(1, 'other'));
    await write(one, changes(1, 'again'));
    await write(other, changes(1, 'other'));

    expect(await identifiers()).toEqual(['again-0', 'other-0']);
  });

  it('is written by nobody who lost the lease', async () => {
    await expect(write({ ...one, fence: { ...one.fence, fence: '0' } }, changes(1, 'one'))).rejects.toThrow(LeaseLost);

    expect(await count()).toBe(0);
  });
});
