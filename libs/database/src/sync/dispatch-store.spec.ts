import type { EntryProgram, TenantId } from '@longshore/domain';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountRow } from '../app/account-row.js';
import { MappingStore } from '../app/mapping-store.js';
import { LedgerFixture } from '../testing/ledger-fixture.js';
import { LEASE } from './lease-terms.js';
import { DispatchStore, REPAIR } from './dispatch-store.js';

describe('the dispatch of work', () => {
  let fixture: LedgerFixture;
  let store: DispatchStore;
  let tenantId: TenantId;
  let tenants: TenantId[];

  beforeAll(async () => {
    fixture = await LedgerFixture.open();
    store = new DispatchStore(fixture.system, fixture.database, LEASE);
  });
  afterAll(() => fixture.close());
  beforeEach(async () => {
    tenants = [];
    tenantId = await newTenant();
  });
  // What one test leaves behind would be dispatched in the next.
  afterEach(async () => {
    for (const id of tenants) {
      await fixture.rows(id, `update app.account_sync set state = 'done'`);
      await fixture.rows(id, `update app.sync set state = 'completed'`);
      await fixture.rows(id, `update app.integration set next_due_at = null`);
    }
  });

  async function newTenant(): Promise<TenantId> {
    const id = await fixture.stores.tenant();
    tenants.push(id);
    return id;
  }
  const ready = async (tenant: TenantId, count: number) =>
    fixture.openSync(tenant, await fixture.accounts(tenant, count));
  const states = async () =>
    fixture.rows(
      tenantId,
      'select state, outcome, detail, attempts, queued_at is not null as "isQueued" from app.account_sync',
    );
  const age = (change: string) => fixture.rows(tenantId, `update app.account_sync set ${change}`);
  const vanish = () =>
    age(`state = 'running', lease_until = now() - make_interval(secs => ${LEASE.takeoverSeconds + 1})`);

  it('leaves to another scheduler what that one repairs at the same moment', async () => {
    await ready(tenantId, 2);
    await vanish();
    // So many that PostgreSQL looks them up one by one, as it does in any installation of some age.
    await fixture.rows(
      tenantId,
      `insert into app.sync select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'no', s.no + n, 'state', 'completed'))).*
       from app.sync s, generate_series(1, 2000) n`,
    );

    let repair = Promise.resolve();
    await fixture.database.transaction(tenantId, async (transaction) => {
      await transaction.count(
        `update app.account_sync set state = 'ready', attempts = attempts + 1, lease_until = null`,
      );
      const session = await transaction.first<{ pid: number }>('select pg_backend_pid() as pid');
      repair = store.repair();
      const waiting = `select count(*)::int as waiting from pg_locks l where not granted and ${session?.pid} = any(pg_blocking_pids(l.pid))`;
      await expect.poll(() => fixture.rows(tenantId, waiting)).toEqual([{ waiting: 1 }]);
    });
    await repair;

    const repaired = { state: 'ready', outcome: null, detail: null, attempts: 1, isQueued: false };
    expect(await states()).toEqual([repaired, repaired]);
  });

  it('gives each due integration to one of several schedulers, and not again at once', async () => {
    const integrations = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) => fixture.stores.integration(tenantId, name)),
    );
    await fixture.rows(tenantId, `update app.integration set state = 'active', next_due_at = now()`);

    const claims = await Promise.all([store.claimDue(10), store.claimDue(10), store.claimDue(10)]);

    expect(
      claims
        .flat()
        .map(({ integrationId }) => integrationId)
        .sort(),
    ).toEqual(integrations.toSorted());
    expect(await store.claimDue(10)).toEqual([]);
  });

  it('claims nothing of an integration that is paused, or not due yet', async () => {
    await fixture.stores.integration(tenantId, 'paused');
    await fixture.rows(tenantId, `update app.integration set state = 'paused', next_due_at = now()`);
    await fixture.stores.integration(tenantId, 'later');
    await fixture.rows(
      tenantId,
      `update app.integration set state = 'active', next_due_at = now() + interval '1 minute' where identifier = 'later'`,
    );

    expect(await store.claimDue(10)).toEqual([]);
  });

  it('queues no more of an integration than its cap, also with several schedulers', async () => {
    await ready(tenantId, 8);

    const taken = (await Promise.all([store.takeReady(100), store.takeReady(100), store.takeReady(100)])).flat();

    expect(new Set(taken.map(({ accountSyncId }) => accountSyncId)).size).toBe(5);
    expect(taken).toHaveLength(5);
    expect(await store.takeReady(100)).toEqual([]);
    expect(await store.othersWait()).toBe(true);
  });

  it.each([
    { settings: {}, entries: [{ maxConcurrentAccounts: 7 }, {}], cap: 7 },
    { settings: { maxConcurrentAccounts: 6 }, entries: [{ maxConcurrentAccounts: 2 }], cap: 6 },
    {
      settings: { maxConcurrentAccounts: 2 },
      entries: [{ maxConcurrentAccounts: 3 }, { maxConcurrentAccounts: null }],
      cap: 3,
    },
    { settings: {}, entries: [{ maxConcurrentAccounts: 1000 }], cap: 50 },
  ])('takes for the cap of a sync the largest of settings and mapping: $cap', async ({ settings, entries, cap }) => {
    const accounts = await fixture.accounts(tenantId, 60);
    const { integrationId } = accounts[0] as AccountRow;
    const mapping = { source: '', document: {}, entries: entries as unknown as EntryProgram[], actor: 'test' };
    await fixture.rows(tenantId, 'update app.integration set settings = $1', [settings]);
    const { no } = await new MappingStore(fixture.stores.tenants).append(tenantId, integrationId, mapping);

    await fixture.openSync(tenantId, accounts, no);

    expect(await store.takeReady(100)).toHaveLength(cap);
  });

  it('tells how much its tenant has under way already, so that a small tenant overtakes a big one', async () => {
    const small = await newTenant();
    await ready(tenantId, 3);
    await store.takeReady(100);
    await fixture.openSync(tenantId, await fixture.accounts(tenantId, 2, 'second'));
    await ready(small, 1);

    const jobs = await store.takeReady(100);
    const loads = (tenant: TenantId) => jobs.filter((job) => job.tenantId === tenant).map(({ load }) => load);

    expect({ big: loads(tenantId).sort(), small: loads(small) }).toEqual({ big: [4, 5], small: [1] });
  });

  it('queues nothing before its time, and counts it not among what its integration has under way', async () => {
    await ready(tenantId, 6);
    await fixture.rows(
      tenantId,
      `update app.account_sync set ready_at = now() + interval '60 seconds' where id in (select id from app.account_sync limit 3)`,
    );

    expect(await store.takeReady(100)).toHaveLength(3);
    await fixture.rows(tenantId, `update app.account_sync set ready_at = now() where queued_at is null`);
    expect(await store.takeReady(100)).toHaveLength(2);
  });

  it('queues nothing of a tenant whose syncs are switched off or who is suspended', async () => {
    const suspended = await newTenant();
    await ready(tenantId, 1);
    await ready(suspended, 1);
    await fixture.rows(tenantId, `update app.tenant set syncs = 'off'`);
    await fixture.rows(suspended, `update app.tenant set state = 'suspended'`);

    expect(await store.takeReady(100)).toEqual([]);
  });

  it('makes the work of a vanished worker ready again, and counts it', async () => {
    await ready(tenantId, 1);
    await vanish();

    await Promise.all([store.repair(), store.repair()]);

    expect(await states()).toEqual([{ state: 'ready', outcome: null, detail: null, attempts: 1, isQueued: false }]);
  });

  it('leaves the work of a worker alone that may still be there', async () => {
    await ready(tenantId, 1);
    await age(`state = 'running', lease_until = now() - make_interval(secs => ${LEASE.takeoverSeconds - 2})`);

    await store.repair();

    expect(await states()).toEqual([{ state: 'running', outcome: null, detail: null, attempts: 0, isQueued: false }]);
  });

  it('ends what has ended its worker too often, and says so', async () => {
    const sync = await ready(tenantId, 1);
    await vanish();
    await age(`attempts = ${REPAIR.maxAttempts}`);

    await store.repair();

    expect(await states()).toEqual([
      {
        state: 'done',
        outcome: 'failed',
        detail: 'crash: the worker ended 6 times while it had this account',
        attempts: 6,
        isQueued: false,
      },
    ]);
    expect(await store.ending()).toEqual([{ tenantId, syncId: sync.id, isOverdue: false }]);
  });

  it.each([
    { workers: 'idle', busy: 0, patience: REPAIR.lostJobIdleSeconds },
    { workers: 'busy', busy: 1, patience: REPAIR.lostJobSeconds },
  ])('queues again what was queued and never taken, after $patience s when workers are $workers', async (given) => {
    await ready(tenantId, 1);
    await store.takeReady(100);
    const aged = (seconds: number) => age(`queued_at = now() - make_interval(secs => ${seconds})`);
    await aged(given.patience - 5);
    const other = await newTenant();
    await ready(other, given.busy + 1);
    await fixture.rows(
      other,
      `update app.account_sync set state = 'running', lease_until = now() + interval '1 hour'
       where id in (select id from app.account_sync limit $1)`,
      [given.busy],
    );
    await store.repair();
    expect(await states()).toMatchObject([{ isQueued: true }]);

    await aged(given.patience + 1);
    await store.repair();

    expect(await states()).toEqual([{ state: 'ready', outcome: null, detail: null, attempts: 0, isQueued: false }]);
    expect((await store.takeReady(100)).filter((job) => job.tenantId === tenantId)).toHaveLength(1);
  });

  it('ends what a vanished worker had of a cancelled sync', async () => {
    const sync = await ready(tenantId, 1);
    await vanish();
    await fixture.syncs.cancel(tenantId, sync.id, 'enough');

    await store.repair();

    expect(await states()).toMatchObject([{ state: 'done', outcome: 'cancelled' }]);
    expect(await store.ending()).toEqual([{ tenantId, syncId: sync.id, isOverdue: false }]);
  });

  it('finds syncs that are past their deadline, until they are cancelled', async () => {
    const sync = await ready(tenantId, 1);
    expect(await store.ending()).toEqual([]);

    await fixture.rows(tenantId, `update app.sync set deadline_at = now() - interval '1 second'`);
    expect(await store.ending()).toEqual([{ tenantId, syncId: sync.id, isOverdue: true }]);
  });
});
