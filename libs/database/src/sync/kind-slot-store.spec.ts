import type { TenantId } from '@longshore/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LedgerFixture } from '../testing/ledger-fixture.js';
import type { AccountSyncRow } from './account-sync-store.js';
import { KindSlotStore } from './kind-slot-store.js';
import { LEASE } from './lease-terms.js';

const QUEUES = { kind: 'AWS::SQS::Queue', limit: 1 };
const TOPICS = { kind: 'AWS::SNS::Topic', limit: 2 };

describe('the slots of a kind that few accounts may read at once', () => {
  let fixture: LedgerFixture;
  let slots: KindSlotStore;
  let tenantId: TenantId;
  let one: AccountSyncRow;
  let other: AccountSyncRow;

  beforeAll(async () => {
    fixture = await LedgerFixture.open();
    slots = new KindSlotStore(fixture.database, LEASE);
  });
  afterAll(() => fixture.close());
  /** Two account syncs of one sync, both held. */
  beforeEach(async () => {
    tenantId = await fixture.stores.tenant();
    const sync = await fixture.openSync(tenantId, await fixture.accounts(tenantId, 2));
    const ids = (await fixture.accountSyncs.ofSync(tenantId, sync.id)).map(({ id }) => id);
    [one, other] = (await Promise.all(ids.map((id) => fixture.accountSyncs.claim(tenantId, id, 'worker')))) as [
      AccountSyncRow,
      AccountSyncRow,
    ];
  });

  const waiting = async () =>
    fixture.rows(
      tenantId,
      `select id, awaited_kinds as awaited, ready_at <= now() as "isDue" from app.account_sync where state = 'ready' order by ready_at`,
    );

  it('are taken by as many as may, however often each asks', async () => {
    expect(await slots.take(tenantId, one, QUEUES)).toBe(true);
    expect(await slots.take(tenantId, one, QUEUES)).toBe(true);
    expect(await slots.take(tenantId, other, QUEUES)).toBe(false);
    expect(await slots.take(tenantId, other, TOPICS)).toBe(true);
    expect(await slots.take(tenantId, one, TOPICS)).toBe(true);
  });

  it('are taken by one of two that ask at once', async () => {
    const taken = await Promise.all([one, other].map((row) => slots.take(tenantId, row, QUEUES)));

    expect(taken.sort()).toEqual([false, true]);
  });

  it('have whoever awaits one go on once it is free, and nobody who awaits another', async () => {
    await slots.take(tenantId, one, QUEUES);
    await slots.take(tenantId, one, { ...TOPICS, limit: 1 });
    await slots.giveBack(tenantId, other, [QUEUES]);
    expect(await waiting()).toEqual([{ id: other.id, awaited: [QUEUES.kind], isDue: false }]);

    await slots.free(tenantId, one, TOPICS.kind);
    expect(await waiting()).toEqual([{ id: other.id, awaited: [QUEUES.kind], isDue: false }]);
    await slots.free(tenantId, one, QUEUES.kind);
    expect(await waiting()).toEqual([{ id: other.id, awaited: [], isDue: true }]);
  });

  it('are not awaited when one became free meanwhile', async () => {
    await slots.take(tenantId, one, QUEUES);
    await slots.free(tenantId, one, QUEUES.kind);
    await slots.giveBack(tenantId, other, [QUEUES]);

    expect(await waiting()).toEqual([{ id: other.id, awaited: [QUEUES.kind], isDue: true }]);
  });

  it.each([
    [
      'has run out, and may be taken over',
      `update app.account_sync set lease_until = now() - interval '1 hour' where id = $1`,
      true,
    ],
    [
      'has run out, and may not be taken over yet',
      `update app.account_sync set lease_until = now() - interval '5 seconds' where id = $1`,
      false,
    ],
    ['was given back', `update app.account_sync set state = 'ready', lease_until = null where id = $1`, true],
    ['has ended', `update app.account_sync set state = 'done', lease_until = null where id = $1`, true],
  ])('come back with the lease: where it %s', async (_case, sql, isFree) => {
    await slots.take(tenantId, one, QUEUES);
    await fixture.rows(tenantId, sql, [one.id]);

    expect(await slots.take(tenantId, other, QUEUES)).toBe(isFree);
  });

  it('are lost by whoever claims the work anew', async () => {
    await slots.take(tenantId, one, QUEUES);
    await fixture.rows(tenantId, `update app.account_sync set lease_until = now() - interval '1 hour' where id = $1`, [
      one.id,
    ]);
    await fixture.accountSyncs.claim(tenantId, one.id, 'another');

    expect(await slots.take(tenantId, other, QUEUES)).toBe(true);
  });

  it('are neither taken nor given back by a worker that lost its lease', async () => {
    const late = { ...one, fence: '0' };
    await slots.take(tenantId, one, QUEUES);
    await slots.free(tenantId, late, QUEUES.kind);

    expect(await slots.take(tenantId, late, TOPICS)).toBe(false);
    expect(await slots.giveBack(tenantId, late, [QUEUES])).toBe(false);
    expect(await slots.take(tenantId, other, QUEUES)).toBe(false);
  });
});
