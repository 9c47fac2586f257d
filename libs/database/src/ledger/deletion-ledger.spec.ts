import { randomUUID } from 'node:crypto';
import { OperationId, type TenantId } from '@longshore/domain';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bytes, LedgerFixture, type HeldAccountSync } from '../testing/ledger-fixture.js';
import type { DeletionCandidate } from './dead-claims.js';
import { DeletionLedger } from './deletion-ledger.js';
import { LeaseLost } from '../connection/lease-lost.error.js';
import { OperationStore } from '../sync/operation-store.js';
import { RestorationLedger } from './restoration-ledger.js';

describe('the journal of deletions', () => {
  let fixture: LedgerFixture;
  let ledger: DeletionLedger;
  let held: HeldAccountSync;
  let tenantId: TenantId;
  let candidate: DeletionCandidate;

  beforeAll(async () => {
    fixture = await LedgerFixture.open();
    ledger = new DeletionLedger(fixture.database);
    await keepLastMonth(fixture.stores.url);
  });
  afterAll(() => fixture.close());
  beforeEach(async () => {
    held = await fixture.held();
    tenantId = held.tenantId;
    await fixture.store(held, [fixture.resource('orders')]);
    await fixture.complete(held, []);
    const [entity] = (await fixture.rows(tenantId, 'select id::text as "entityId" from hot.entity')) as {
      entityId: string;
    }[];
    candidate = {
      entityId: entity?.entityId ?? '',
      blueprint: 'queue',
      identifier: 'orders',
      awsId: 'orders',
      reason: 'gone',
      holdId: null,
    };
  });

  const begin = (before: Buffer | null = bytes('as it was')) => {
    const { account, sync, fence } = held;
    const run = { integrationId: account.integrationId, syncId: sync.id, operationId: null };
    return ledger.begin(tenantId, fence, run, [{ ...candidate, evidence: { proof: 'not found' }, before }]);
  };
  const end = (gone: DeletionCandidate[], kept: DeletionCandidate[] = []) =>
    ledger.end(tenantId, held.fence, { gone, kept, detail: 'related' });
  const journal = () =>
    fixture.rows(tenantId, 'select state, evidence, before_ct = $1 as "hasImage" from hot.deletion', [
      bytes('as it was'),
    ]);
  const ledgerRows = async () => {
    const [row] = await fixture.rows(
      tenantId,
      `select (select count(*)::int from hot.resource) as resources, (select count(*)::int from hot.claim) as claims,
         (select count(*)::int from hot.entity) as entities, (select count(*)::int from hot.claim where pushed_hash is null) as unconfirmed`,
    );
    return row;
  };

  it('writes a deletion down with the entity as it was, before Port is asked', async () => {
    expect(await begin()).toEqual([candidate]);

    expect(await journal()).toEqual([{ state: 'deleting', evidence: { proof: 'not found' }, hasImage: true }]);
    expect(await ledgerRows()).toEqual({ resources: 1, claims: 1, entities: 1, unconfirmed: 1 });
  });

  it('does not begin what a resource makes again', async () => {
    await fixture.store(held, [fixture.resource('orders')]);

    expect(await begin()).toEqual([]);
    expect(await journal()).toEqual([]);
  });

  it('forgets resource, claim and entity once Port says that it is gone', async () => {
    await begin();
    await end([candidate]);

    expect(await journal()).toEqual([{ state: 'deleted', evidence: { proof: 'not found' }, hasImage: true }]);
    expect(await ledgerRows()).toEqual({ resources: 0, claims: 0, entities: 0, unconfirmed: 0 });
  });

  it('keeps what Port kept, with the reason, to be tried again', async () => {
    await begin();
    await end([], [candidate]);

    expect(await journal()).toEqual([
      { state: 'kept', evidence: { proof: 'not found', port: 'related' }, hasImage: true },
    ]);
    expect(await ledgerRows()).toEqual({ resources: 1, claims: 1, entities: 1, unconfirmed: 1 });
  });

  it('has a claim pushed again that was made while Port deleted the entity', async () => {
    await begin();
    const claims = fixture.resource('orders').claims;
    await fixture.store(held, [fixture.resource('twin', { claims })]);
    await end([candidate]);

    expect(await ledgerRows()).toEqual({ resources: 1, claims: 1, entities: 1, unconfirmed: 1 });
  });

  it('has a returned resource pushed again after a deletion that never ended', async () => {
    await begin();

    const pushes = await fixture.pages.intend(tenantId, await fixture.intent(held, [fixture.resource('orders')]));

    expect(pushes).toHaveLength(1);
  });

  it('keeps the entity as the first try found it when a crash makes a second try find nothing', async () => {
    await begin();
    await begin(null);

    expect(await journal()).toEqual([{ state: 'deleting', evidence: { proof: 'not found' }, hasImage: true }]);
  });

  describe('with a confirmation of the entity still on its way', () => {
    /** Something else makes the entity, pushed and not yet confirmed. */
    const pushed = async (name: string) => {
      const [claim] = fixture.resource('orders').claims;
      const bodyHash = bytes('changed');
      const claims = claim ? [{ ...claim, bodyHash }] : [];
      const resource = fixture.resource(name, { rawHash: bytes('changed raw'), claims });
      const [push] = await fixture.pages.intend(tenantId, await fixture.intent(held, [resource]));
      const { resource: _resource, claim: _claim, ...confirmation } = push as NonNullable<typeof push>;
      return { ...confirmation, key: resource.key, entry: claim?.entry ?? '', bodyHash };
    };
    const confirm = (confirmation: Awaited<ReturnType<typeof pushed>>) =>
      fixture.pages.confirm(tenantId, held.fence, [confirmation]);

    it('takes no confirmation of what was pushed before the deletion began', async () => {
      const confirmation = await pushed('orders');
      await fixture.complete(held, []);
      await begin();
      await confirm(confirmation);

      expect(await ledgerRows()).toMatchObject({ claims: 1, unconfirmed: 1 });
    });

    it('takes no confirmation of what was pushed before the deletion ended', async () => {
      await begin();
      const confirmation = await pushed('twin');
      await end([candidate]);
      await confirm(confirmation);

      expect(await ledgerRows()).toMatchObject({ claims: 1, unconfirmed: 1 });
    });

    it('takes none before a deletion that nobody finished is closed', async () => {
      await begin();
      await fixture.rows(tenantId, `update hot.deletion set created_at = now() - interval '6 minutes'`);
      const confirmation = await pushed('orders');
      await ledger.closeReturned(tenantId, held.fence, held.account.integrationId);
      await confirm(confirmation);

      expect(await ledgerRows()).toMatchObject({ claims: 1, unconfirmed: 1 });
    });
  });

  it('closes what nobody finished once a resource makes the entity again, and nothing sooner', async () => {
    const close = () => ledger.closeReturned(tenantId, held.fence, held.account.integrationId);
    const states = () => fixture.rows(tenantId, 'select state from hot.deletion');
    await begin();
    await fixture.rows(tenantId, `update hot.deletion set created_at = now() - interval '6 minutes'`);
    await close();
    expect(await states()).toEqual([{ state: 'deleting' }]);

    await fixture.store(held, [fixture.resource('orders')]);
    await close();
    expect(await states()).toEqual([{ state: 'kept' }]);
  });

  describe('brought back', () => {
    const restoration = async () => {
      const operations = new OperationStore(fixture.database, fixture.system);
      const id = OperationId.parse(randomUUID());
      const { integrationId } = held.account;
      const target = { syncId: held.sync.id };
      await operations.open(tenantId, { id, integrationId, type: 'restoration', target, actor: 'key' });
      const operation = await operations.claim(tenantId, id);
      return { operationId: id, fence: operation?.fence ?? '' };
    };
    const restorable = async (tenant = tenantId) => {
      const rows = await new RestorationLedger(fixture.database).deleted(
        tenant,
        { syncId: held.sync.id },
        { after: null, limit: 10 },
      );
      return rows.map(({ identifier, before }) => ({ identifier, hasImage: before !== null }));
    };
    const age = () => fixture.rows(tenantId, `update hot.deletion set created_at = now() - interval '6 minutes'`);

    it('is what was deleted, for its own tenant', async () => {
      await begin();
      await end([candidate]);

      expect(await restorable()).toEqual([{ identifier: 'orders', hasImage: true }]);
      expect(await restorable(await fixture.stores.tenant())).toEqual([]);
    });

    it('is what a worker began and never finished, once none can be at it any more: Port may have deleted it', async () => {
      await begin();
      expect(await restorable()).toEqual([]);

      await age();
      expect(await restorable()).toEqual([{ identifier: 'orders', hasImage: true }]);
    });

    it('is not what Port kept', async () => {
      await begin();
      await end([], [candidate]);
      await age();

      expect(await restorable()).toEqual([]);
    });

    it('is told in the journal, and done once', async () => {
      await begin();
      await age();
      const fence = await restoration();
      const [row] = (await fixture.rows(tenantId, 'select id from hot.deletion')) as { id: string }[];
      const settle = (settled: { restored: string[]; failed: { id: string; detail: string }[] }) =>
        new RestorationLedger(fixture.database).settle(tenantId, fence, settled);
      await settle({ restored: [], failed: [{ id: row?.id ?? '', detail: 'no such blueprint' }] });
      expect(await restorable()).toEqual([{ identifier: 'orders', hasImage: true }]);
      expect(await journal()).toMatchObject([{ state: 'deleting', evidence: { restoration: 'no such blueprint' } }]);

      await settle({ restored: [row?.id ?? ''], failed: [] });
      expect(await restorable()).toEqual([]);
      expect(await journal()).toEqual([
        {
          state: 'restored',
          evidence: { proof: 'not found', restoredBy: fence.operationId },
          hasImage: true,
        },
      ]);
    });
  });

  it('writes nothing for a worker that lost its lease', async () => {
    held = { ...held, fence: { ...held.fence, fence: '0' } };

    await expect(begin()).rejects.toThrow(LeaseLost);
    await expect(end([candidate])).rejects.toThrow(LeaseLost);
    await expect(ledger.closeReturned(tenantId, held.fence, held.account.integrationId)).rejects.toThrow(LeaseLost);
    expect(await journal()).toEqual([]);
  });
});

/** A new database has no partition for what happened before this month: a test in its first minutes would find none. */
async function keepLastMonth(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    set role longshore_owner;
    do $$ declare month timestamptz := date_trunc('month', now(), 'UTC');
    begin
      execute format('create table hot.deletion_last_month partition of hot.deletion for values from (%L) to (%L)', month - interval '1 month', month);
    end $$`);
  await client.end();
}
