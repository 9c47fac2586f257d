import { noCounts, type AccountSyncId, type TenantId } from '@longshore/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LedgerFixture } from '../testing/ledger-fixture.js';
import type { AccountSyncStore } from './account-sync-store.js';
import { LEASE } from './lease-terms.js';
import type { SyncRow } from './sync-store.js';

describe('what the accounts of a sync came to', () => {
  let fixture: LedgerFixture;
  let tenantId: TenantId;
  let sync: SyncRow;
  let ids: AccountSyncId[];

  beforeAll(async () => {
    fixture = await LedgerFixture.open();
    tenantId = await fixture.stores.tenant();
    sync = await fixture.openSync(tenantId, await fixture.accounts(tenantId, 3));
    ids = (await fixture.accountSyncs.ofSync(tenantId, sync.id)).map((account) => account.id);
  });
  afterAll(() => fixture.close());

  const plan = { regions: ['eu-west-1'], kinds: [{ kind: 'AWS::SQS::Queue', regions: null }], notices: [] };

  it('is read in pages by account, where it was reached, and by state', async () => {
    const store = fixture.accountSyncs;
    for (const [index, id] of ids.slice(0, 2).entries()) {
      await store.claim(tenantId, id, 'worker');
      await store.setPlan(tenantId, id, '1', plan);
      const counts = { ...noCounts(), incomplete: index };
      await store.flush(tenantId, id, '1', { done: Buffer.from([1]), outcomes: {}, counts });
    }
    const accounts = async (from: string, limit: number, state?: 'incomplete') =>
      (await store.matrices(tenantId, sync.id, { from, limit, state })).map(({ awsAccountId }) => awsAccountId);

    expect(await accounts('', 1)).toEqual(['100000000000']);
    expect(await accounts('100000000000', 9)).toEqual(['100000000000', '100000000001']);
    expect(await accounts('', 9, 'incomplete')).toEqual(['100000000001']);
  });

  it('adds up the fields that have a fault, the worst first', async () => {
    const field = {
      entry: 'queues',
      kind: 'AWS::SQS::Queue',
      ok: 5,
      null: 0,
      error: 0,
      firstError: null,
      sample: null,
    };
    const faults = [
      [
        { ...field, field: 'title' },
        { ...field, field: 'properties.url', null: 2, sample: 'a' },
      ],
      [
        { ...field, field: 'properties.url', error: 1, firstError: 'no object', sample: 'b' },
        { ...field, field: 'icon', null: 9, sample: 'c' },
      ],
    ];
    for (const [index, fields] of faults.entries())
      await fixture.accountSyncs.flush(tenantId, ids[index] as AccountSyncId, '1', {
        done: Buffer.alloc(0),
        outcomes: {},
        counts: noCounts(),
        fields,
      });

    expect(await fixture.accountSyncs.fieldFaults(tenantId, sync.id, 10)).toEqual([
      { ...field, field: 'properties.url', ok: 10, null: 2, error: 1, firstError: 'no object', sample: 'b' },
      { ...field, field: 'icon', null: 9, sample: 'c' },
    ]);
    expect(await fixture.accountSyncs.fieldFaults(tenantId, sync.id, 1)).toHaveLength(1);
  });
});

describe('the lease of an account sync', () => {
  let fixture: LedgerFixture;
  let store: AccountSyncStore;
  let tenantId: TenantId;
  let sync: SyncRow;
  let id: AccountSyncId;

  beforeAll(async () => {
    fixture = await LedgerFixture.open();
    store = fixture.accountSyncs;
  });
  afterAll(() => fixture.close());
  beforeEach(async () => {
    tenantId = await fixture.stores.tenant();
    sync = await fixture.openSync(tenantId, await fixture.accounts(tenantId));
    const [waiting] = await store.ofSync(tenantId, sync.id);
    if (!waiting) throw new Error('the sync has no account sync');
    id = waiting.id;
  });

  const expireLease = (seconds: number) =>
    fixture.rows(
      tenantId,
      `update app.account_sync set lease_until = now() - make_interval(secs => $2) where id = $1`,
      [id, seconds],
    );
  const flush = (fence: string) =>
    store.flush(tenantId, id, fence, { done: Buffer.from([1]), outcomes: {}, counts: { ...noCounts(), scopes: 3 } });

  it('is won by one of many workers', async () => {
    const claims = await Promise.all(['a', 'b', 'c', 'd'].map((worker) => store.claim(tenantId, id, worker)));

    expect(claims.filter((row) => row !== undefined)).toHaveLength(1);
  });

  it('tells its worker what is pinned for this sync, and what is left to do', async () => {
    expect(await store.claim(tenantId, id, 'a')).toMatchObject({
      syncId: sync.id,
      mappingNo: 1,
      pushEpoch: 1,
      fence: '1',
      isCancelled: false,
      attempts: 0,
      plan: null,
      filter: null,
      counts: {},
      outcomes: {},
    });
  });

  it('is not taken over while it lasts, nor in the twenty seconds after', async () => {
    await store.claim(tenantId, id, 'a');
    expect(await store.claim(tenantId, id, 'b')).toBeUndefined();

    await expireLease(LEASE.takeoverSeconds - 2);
    expect(await store.claim(tenantId, id, 'b')).toBeUndefined();
  });

  it('is taken over later, with a higher fence and all that was flushed', async () => {
    await store.claim(tenantId, id, 'a');
    await flush('1');
    await expireLease(LEASE.takeoverSeconds + 1);

    const row = await store.claim(tenantId, id, 'b');

    expect(row).toMatchObject({ fence: '2', done: Buffer.from([1]), counts: { ...noCounts(), scopes: 3 } });
  });

  it('refuses every write of the worker that lost it', async () => {
    await store.claim(tenantId, id, 'a');
    await expireLease(LEASE.takeoverSeconds + 1);
    await store.claim(tenantId, id, 'b');
    const end = { outcome: 'completed', detail: null, counts: noCounts() } as const;

    expect(await store.renew(tenantId, id, '1')).toBeUndefined();
    expect(await flush('1')).toBe(false);
    expect(await store.setPlan(tenantId, id, '1', { regions: [], kinds: [], notices: [] })).toBe(false);
    expect(await store.release(tenantId, id, '1')).toBe(false);
    expect(await store.finish(tenantId, id, '1', end)).toBe(false);
    expect(await store.renew(tenantId, id, '2')).toEqual({ isCancelled: false });
  });

  it('tells at its renewal, and at a later claim, that the sync was cancelled', async () => {
    await store.claim(tenantId, id, 'a');
    await fixture.syncs.cancel(tenantId, sync.id, 'enough');

    expect(await store.renew(tenantId, id, '1')).toEqual({ isCancelled: true });
    await expireLease(LEASE.takeoverSeconds + 1);
    expect(await store.claim(tenantId, id, 'b')).toMatchObject({ isCancelled: true });
  });

  it('goes to the next worker at once when it is given back', async () => {
    await store.claim(tenantId, id, 'a');
    await store.release(tenantId, id, '1');

    expect(await store.claim(tenantId, id, 'b')).toMatchObject({ fence: '2', attempts: 0 });
  });

  it('is not to be had once the work is done', async () => {
    await store.claim(tenantId, id, 'a');
    await store.finish(tenantId, id, '1', { outcome: 'completed', detail: null, counts: noCounts() });

    expect(await store.claim(tenantId, id, 'b')).toBeUndefined();
  });

  it('is nothing to another tenant', async () => {
    const stranger = await fixture.stores.tenant();

    expect(await store.claim(stranger, id, 'a')).toBeUndefined();
    expect(await store.ofSync(stranger, sync.id)).toEqual([]);
    expect(await store.countsOf(stranger, sync.id)).toEqual([]);
  });
});
