import { noCounts, type TenantId } from '@longshore/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LedgerFixture } from '../testing/ledger-fixture.js';
import type { AccountSyncRow } from './account-sync-store.js';
import type { SyncRow } from './sync-store.js';

describe('the last account sync of a sync', () => {
  let fixture: LedgerFixture;
  let tenantId: TenantId;
  let sync: SyncRow;
  let held: AccountSyncRow[];

  beforeAll(async () => {
    fixture = await LedgerFixture.open();
  });
  afterAll(() => fixture.close());
  beforeEach(async () => {
    tenantId = await fixture.stores.tenant();
    sync = await fixture.openSync(tenantId, await fixture.accounts(tenantId, 3));
    const waiting = await fixture.accountSyncs.ofSync(tenantId, sync.id);
    const claimed = await Promise.all(waiting.map(({ id }) => fixture.accountSyncs.claim(tenantId, id, 'worker')));
    held = claimed.filter((row) => row !== undefined);
  });

  const counts = { ...noCounts(), entities: { ...noCounts().entities, failed: 2 } };
  const end = (row: AccountSyncRow) =>
    fixture.accountSyncs.finishUnlessLast(tenantId, row, { outcome: 'partial', detail: null, counts });
  const refuse = (code: string) =>
    fixture.rows(tenantId, 'insert into hot.failure (tenant_id, entity_id, sync_id, code) values ($1, 1, $2, $3)', [
      tenantId,
      sync.id,
      code,
    ]);

  it('is one, however many end at once, and stays to meet the relations', async () => {
    await refuse('unmet-relation');

    expect((await Promise.all(held.map(end))).sort()).toEqual(['finished', 'finished', 'last']);
  });

  it('ends like the others when no relation is unmet', async () => {
    await refuse('422 invalid');

    expect(await Promise.all(held.map(end))).toEqual(['finished', 'finished', 'finished']);
  });

  it('is no worker that lost its lease', async () => {
    expect(await end({ ...(held[0] as AccountSyncRow), fence: '0' })).toBe('lost');
  });

  it('takes what it healed out of the counts of the others, which are complete when nothing else is wrong', async () => {
    await Promise.all(held.map(end));
    const [first, second] = held.map(({ id }) => id);
    if (!first || !second) throw new Error('too few account syncs');

    await fixture.accountSyncs.healed(tenantId, [first, first, second]);

    const after = await fixture.accountSyncs.ofSync(tenantId, sync.id);
    expect(after.map(({ outcome, counts: { entities } }) => [outcome, entities?.failed])).toEqual([
      ['completed', 0],
      ['partial', 1],
      ['partial', 2],
    ]);
  });
});
