import { noCounts, type TenantId } from '@longshore/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountRow } from '../app/account-row.js';
import { LedgerFixture } from '../testing/ledger-fixture.js';
import { SyncEventStore } from './sync-event-store.js';
import type { SyncRow } from './sync-store.js';

const COUNTS = { ...noCounts(), accounts: 2, resources: 9 };
const completed = () => ({ state: 'completed', detail: null, counts: COUNTS }) as const;

describe('the store of syncs', () => {
  let fixture: LedgerFixture;
  let events: SyncEventStore;
  let tenantId: TenantId;
  let accounts: AccountRow[];
  let sync: SyncRow;

  beforeAll(async () => {
    fixture = await LedgerFixture.open();
    events = new SyncEventStore(fixture.database);
  });
  afterAll(() => fixture.close());
  beforeEach(async () => {
    tenantId = await fixture.stores.tenant();
    accounts = await fixture.accounts(tenantId, 2);
    sync = await fixture.openSync(tenantId, accounts);
  });

  const end = () => fixture.rows(tenantId, `update app.account_sync set state = 'done', outcome = 'completed'`);
  const types = async (after = 0) => (await events.since(tenantId, sync.id, after)).map(({ type }) => type);

  it('opens one sync of an integration at a time, with an account sync each', async () => {
    expect(await fixture.accountSyncs.ofSync(tenantId, sync.id)).toHaveLength(2);
    await expect(Promise.any([1, 2, 3].map(() => fixture.openSync(tenantId, accounts)))).rejects.toThrow();
  });

  it('numbers the syncs of an integration and lists the newest first', async () => {
    await end();
    await fixture.syncs.close(tenantId, sync.id, completed);
    await fixture.openSync(tenantId, accounts);

    const { integrationId } = sync;
    expect((await fixture.syncs.list(tenantId, integrationId, { limit: 5 })).map(({ no }) => no)).toEqual([2, 1]);
    expect((await fixture.syncs.list(tenantId, integrationId, { limit: 5, before: 2 })).map(({ no }) => no)).toEqual([
      1,
    ]);
  });

  it('does not end while an account sync is not done', async () => {
    await fixture.rows(tenantId, `update app.account_sync set state = 'done' where account_id = $1`, [accounts[0]?.id]);

    expect(await fixture.syncs.close(tenantId, sync.id, completed)).toBeUndefined();
  });

  it('ends once, with one last event, however many try', async () => {
    await end();

    const closed = await Promise.all([1, 2, 3].map(() => fixture.syncs.close(tenantId, sync.id, completed)));

    expect(closed.filter((row) => row !== undefined)).toHaveLength(1);
    expect(await types()).toEqual(['sync.finished']);
    expect((await events.since(tenantId, sync.id, 0))[0]?.data).toEqual({
      status: 'completed',
      detail: null,
      counts: COUNTS,
    });
  });

  it('makes its integration due again one interval after its end', async () => {
    await fixture.rows(tenantId, `update app.integration set state = 'active', interval_minutes = 60`);
    await end();
    await fixture.syncs.close(tenantId, sync.id, completed);

    expect(
      await fixture.rows(
        tenantId,
        `select round(extract(epoch from next_due_at - now()) / 60)::int as minutes from app.integration`,
      ),
    ).toEqual([{ minutes: 60 }]);
  });

  it('leaves the schedule as it is when it is dry', async () => {
    const due = `select next_due_at from app.integration`;
    await fixture.rows(tenantId, `update app.integration set state = 'active', interval_minutes = 60`);
    await fixture.rows(tenantId, `update app.sync set dry_run = true`);
    const before = await fixture.rows(tenantId, due);
    await end();
    await fixture.syncs.close(tenantId, sync.id, completed);

    expect(await fixture.rows(tenantId, due)).toEqual(before);
  });

  it('ends at once, when cancelled, what no worker holds', async () => {
    const [first] = await fixture.accountSyncs.ofSync(tenantId, sync.id);
    if (!first) throw new Error('no account sync');
    await fixture.accountSyncs.claim(tenantId, first.id, 'a');

    expect(await fixture.syncs.cancel(tenantId, sync.id, 'enough')).toBe(true);

    expect(
      (await fixture.accountSyncs.ofSync(tenantId, sync.id)).map(({ state, outcome }) => ({ state, outcome })),
    ).toEqual([
      { state: 'running', outcome: null },
      { state: 'done', outcome: 'cancelled' },
    ]);
  });

  it('does not cancel what has ended', async () => {
    await end();
    await fixture.syncs.close(tenantId, sync.id, completed);

    expect(await fixture.syncs.cancel(tenantId, sync.id, 'too late')).toBe(false);
    expect(await fixture.syncs.get(tenantId, sync.id)).toMatchObject({ state: 'completed', detail: null });
  });

  it('is nothing to another tenant', async () => {
    const stranger = await fixture.stores.tenant();

    expect(await fixture.syncs.get(stranger, sync.id)).toBeUndefined();
    expect(await fixture.syncs.list(stranger, sync.integrationId, { limit: 5 })).toEqual([]);
    expect(await fixture.syncs.cancel(stranger, sync.id, 'mine now')).toBe(false);
  });

  describe('its events', () => {
    const event = (type: string) => ({ type, data: {} });

    it('are read on from any of them', async () => {
      await events.append(tenantId, sync.id, [event('one'), event('two')]);
      const [one] = await events.since(tenantId, sync.id, 0);
      await events.append(tenantId, sync.id, [event('three')]);

      expect(await types(one?.seq)).toEqual(['two', 'three']);
    });

    it('are kept up to ten thousand, and the last one always', async () => {
      await fixture.rows(
        tenantId,
        `insert into hot.sync_event (tenant_id, sync_id, type, data) select $1, $2, 'filler', '{}' from generate_series(1, 9999)`,
        [tenantId, sync.id],
      );
      await events.append(tenantId, sync.id, [event('fits'), event('does not')]);
      const [, last] = (await fixture.rows(
        tenantId,
        'select type, seq::int from hot.sync_event order by seq desc limit 2',
      )) as { seq: number }[];
      await end();
      await fixture.syncs.close(tenantId, sync.id, completed);

      expect(await types(last?.seq)).toEqual(['fits', 'sync.finished']);
    });

    it('never appear before one that is already read, whoever writes them', async () => {
      await Promise.all(
        Array.from({ length: 20 }, (_, index) => events.append(tenantId, sync.id, [event(`${index}`)])),
      );

      let read = 0;
      for (let after = 0; ; ) {
        const page = await events.since(tenantId, sync.id, after, 3);
        if (page.length === 0) break;
        read += page.length;
        after = page.at(-1)?.seq ?? after;
      }
      expect(read).toBe(20);
    });

    it('are nothing to another tenant', async () => {
      await events.append(tenantId, sync.id, [event('one')]);

      expect(await events.since(await fixture.stores.tenant(), sync.id, 0)).toEqual([]);
    });
  });
});
