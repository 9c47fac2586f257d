import type { TenantId } from '@longshore/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bytes, LedgerFixture, type HeldAccountSync } from '../testing/ledger-fixture.js';
import { DecisionLedger } from './decision-ledger.js';
import { DeletionJournal } from './deletion-journal.js';
import { HoldLedger } from './hold-ledger.js';
import { LeaseLost } from '../connection/lease-lost.error.js';
import { SettlementLedger } from './settlement-ledger.js';

const QUEUES = { region: 'eu-west-1', kind: 'AWS::SQS::Queue' };
const ALL = ['a', 'b', 'c', 'd'];

describe('what a brake holds', () => {
  let fixture: LedgerFixture;
  let holds: HoldLedger;
  let decisions: DecisionLedger;
  let settlement: SettlementLedger;
  let held: HeldAccountSync;
  let tenantId: TenantId;

  beforeAll(async () => {
    fixture = await LedgerFixture.open();
    holds = new HoldLedger(fixture.database);
    decisions = new DecisionLedger(fixture.database);
    settlement = new SettlementLedger(fixture.database);
  });
  afterAll(() => fixture.close());
  beforeEach(async () => {
    held = await fixture.held();
    tenantId = held.tenantId;
    await fixture.store(
      held,
      ALL.map((name) => fixture.resource(name)),
    );
  });

  const integrationId = () => held.account.integrationId;
  const unsettled = async () => (await settlement.unsettled(tenantId, held.account.id, [QUEUES]))[0];
  const hold = async () => {
    const scopeId = (await unsettled())?.scopeId ?? '';
    const syncId = held.sync.id;
    return holds.hold(tenantId, held.fence, {
      integrationId: integrationId(),
      syncId,
      scopeId,
      share: 1,
      reason: 'switch',
    });
  };
  const close = (heldScopes: string[] = []) =>
    holds.close(tenantId, held.fence, held.account.id, { walked: [QUEUES], held: heldScopes });
  const states = async () =>
    (await decisions.list(tenantId, integrationId(), { limit: 10 })).map(({ state, count }) => `${state} ${count}`);
  const entities = async () => {
    const rows = await new DeletionJournal(fixture.database).held(tenantId, integrationId(), { limit: 10 });
    return rows.map(({ identifier }) => identifier).sort();
  };
  const decide = async (decision: 'approved' | 'rejected') => {
    const open = await decisions.list(tenantId, integrationId(), { limit: 10 });
    const id = open.at(-1)?.id ?? '';
    return decisions.decide(tenantId, integrationId(), { id, decision, actor: 'key-1' });
  };

  it('is named entity by entity, with the listing', async () => {
    await fixture.complete(held, ['a', 'b']);

    expect(await hold()).toBe(2);
    expect(await entities()).toEqual(['c', 'd']);
    expect((await decisions.list(tenantId, integrationId(), { limit: 10 }))[0]).toEqual({
      id: expect.any(String),
      state: 'open',
      reason: 'switch',
      count: 2,
      share: 1,
      scope: { accountId: held.account.awsAccountId, ...QUEUES },
      syncId: held.sync.id,
      createdAt: expect.any(Date),
      decidedAt: null,
      actor: null,
    });
  });

  it('shrinks under the same id, and never grows: what comes on top makes another hold', async () => {
    await fixture.complete(held, ['a']);
    await hold();
    await fixture.store(held, [fixture.resource('b')]);
    await hold();
    expect([await states(), await entities()]).toEqual([['open 2'], ['c', 'd']]);

    await fixture.complete(held, []);
    await hold();
    expect([await states(), await entities()]).toEqual([['expired 2', 'open 4'], ALL]);
  });

  it('expires once nothing holds it, or all of it came back', async () => {
    await fixture.complete(held, ['a', 'b']);
    await hold();
    await close([(await unsettled())?.scopeId ?? '']);
    expect(await states()).toEqual(['open 2']);

    await close();
    expect(await states()).toEqual(['expired 2']);
  });

  it('is candidate no more once it was approved or rejected, and only what was approved is let go', async () => {
    await fixture.complete(held, ['a', 'b']);
    await hold();
    await decide('rejected');
    expect(await unsettled()).toMatchObject({ candidates: 0, approved: 0 });

    await decide('approved');
    expect(await unsettled()).toMatchObject({ candidates: 0, approved: 2 });

    await fixture.complete(held, []);
    expect(await unsettled()).toMatchObject({ candidates: 2, approved: 2 });
    const scopeId = (await unsettled())?.scopeId ?? '';
    const page = { after: Buffer.alloc(0), limit: 10 };
    const names = async (braked: boolean) =>
      (await settlement.absent(tenantId, scopeId, { ...page, braked })).map(({ awsId }) => awsId).sort();
    expect([await names(true), await names(false)]).toEqual([['c', 'd'], ALL]);
  });

  it('is asked about again only after it has come back and gone again', async () => {
    await fixture.complete(held, ['a', 'b', 'c']);
    await hold();
    await decide('rejected');
    await close();
    expect(await unsettled()).toMatchObject({ candidates: 0 });

    await fixture.store(held, [fixture.resource('d')]);
    await close();
    expect(await states()).toEqual(['expired 1']);
    await fixture.complete(held, ['a', 'b', 'c']);
    expect(await unsettled()).toMatchObject({ candidates: 1 });
  });

  it('takes the last word until it is carried out, and the same word once', async () => {
    await fixture.complete(held, ['a']);
    await hold();

    expect([await decide('approved'), await decide('approved'), await decide('rejected')]).toEqual([true, false, true]);
    const [decided] = await decisions.list(tenantId, integrationId(), { limit: 1, state: 'rejected' });
    expect(decided).toMatchObject({ actor: 'key-1', decidedAt: expect.any(Date) });
  });

  describe('of an entity that two listings made', () => {
    const POLICIES = { region: 'us-east-1', kind: 'AWS::IAM::Role' };
    const both = async () =>
      (await settlement.unsettled(tenantId, held.account.id, [QUEUES, POLICIES])).map(
        ({ kind, candidates, approved }) => ({ kind, candidates, approved }),
      );
    const buried = async (place: typeof QUEUES, name: string, braked = false) => {
      const [scope] = await settlement.unsettled(tenantId, held.account.id, [place]);
      return settlement.bury(tenantId, held.fence, { scopeId: scope?.scopeId ?? '', braked }, [bytes(name)]);
    };
    beforeEach(async () => {
      const elsewhere = { scope: fixture.scope(held, POLICIES) };
      await fixture.store(held, [fixture.resource('twin', { claims: fixture.resource('d').claims })], elsewhere);
      await fixture.complete(held, [], elsewhere);
      await fixture.complete(held, ['a', 'b', 'c']);
      expect(await hold()).toBe(1);
    });

    it('is approved for the listing that was shown only', async () => {
      await decide('approved');

      expect(await both()).toEqual([
        { kind: POLICIES.kind, candidates: 1, approved: 0 },
        { kind: QUEUES.kind, candidates: 0, approved: 1 },
      ]);
      expect(await buried(QUEUES, 'd')).toEqual([]);
      expect(await buried(POLICIES, 'twin')).toMatchObject([{ identifier: 'd', holdId: null }]);
    });

    it('is completed for a listing that makes it no more, although the other one holds it still', async () => {
      await decide('approved');
      await buried(QUEUES, 'd');
      await close();

      expect(await states()).toEqual(['completed 1']);
    });

    it('stays through the listing that holds it, whatever the other lets go', async () => {
      expect(await buried(QUEUES, 'd', true)).toMatchObject([{ holdId: null }]);
      expect(await buried(POLICIES, 'twin')).toEqual([]);
      expect(await unsettled()).toMatchObject({ candidates: 1 });
    });

    it('stays through the listing where it was rejected, whatever becomes of the other', async () => {
      await decide('rejected');

      expect(await buried(QUEUES, 'd')).toEqual([]);
      expect(await buried(POLICIES, 'twin')).toEqual([]);
      expect(await unsettled()).toMatchObject({ candidates: 0 });
      expect(await fixture.rows(tenantId, `select identifier from hot.entity where identifier = 'd'`)).toEqual([
        { identifier: 'd' },
      ]);
    });
  });

  it('is approved for the reason that was shown only: what came back unmapped is asked about anew', async () => {
    await fixture.complete(held, ['a', 'b', 'c']);
    await hold();
    await decide('approved');
    await fixture.store(held, [fixture.resource('d', { claims: [], state: 'f' })]);
    await fixture.complete(held, ALL);

    expect(await unsettled()).toMatchObject({ candidates: 1, approved: 0 });
    const scopeId = (await unsettled())?.scopeId ?? '';
    const found = await settlement.buryUnmapped(
      tenantId,
      held.fence,
      { scopeId, braked: false },
      { after: '0', limit: 10 },
    );
    expect(found).toMatchObject([{ identifier: 'd', reason: 'unmapped', holdId: null }]);
    expect(await hold()).toBe(1);
  });

  it('is another one where what it holds would go for another reason now', async () => {
    await fixture.complete(held, ['a', 'b', 'c']);
    await hold();
    await fixture.store(held, [fixture.resource('d', { claims: [], state: 'f' })]);
    await fixture.complete(held, ['a', 'b', 'c']);
    await hold();
    expect(await states()).toEqual(['expired 1', 'open 1']);

    await decide('approved');
    expect(await unsettled()).toMatchObject({ candidates: 0, approved: 1 });
  });

  it('is candidate anew when an approval is not carried out for thirty days', async () => {
    await fixture.complete(held, ['a']);
    await hold();
    await decide('approved');
    await decisions.expire(tenantId);
    expect(await unsettled()).toMatchObject({ candidates: 0, approved: 3 });

    await fixture.rows(tenantId, `update hot.deletion_hold set decided_at = now() - interval '31 days'`);
    await decisions.expire(tenantId);
    expect(await states()).toEqual(['expired 3']);
    expect(await unsettled()).toMatchObject({ candidates: 3, approved: 0 });
  });

  it('keeps a rejection for as long as nothing of it comes back', async () => {
    await fixture.complete(held, ['a']);
    await hold();
    await decide('rejected');
    await fixture.rows(tenantId, `update hot.deletion_hold set decided_at = now() - interval '31 days'`);
    await decisions.expire(tenantId);

    expect(await states()).toEqual(['rejected 3']);
    expect(await unsettled()).toMatchObject({ candidates: 0, approved: 0 });
  });

  it('expires when nobody answers for thirty days', async () => {
    await fixture.complete(held, ['a']);
    await hold();
    await decisions.expire(tenantId);
    expect(await states()).toEqual(['open 3']);

    await fixture.rows(tenantId, `update hot.deletion_hold set created_at = now() - interval '31 days'`);
    await decisions.expire(tenantId);
    expect(await states()).toEqual(['expired 3']);
  });

  it("is nobody else's to see or to decide", async () => {
    await fixture.complete(held, ['a']);
    await hold();
    const [open] = await decisions.list(tenantId, integrationId(), { limit: 1 });
    const id = open?.id ?? '';
    const stranger = await fixture.stores.tenant();

    expect(await decisions.get(stranger, integrationId(), id)).toBeUndefined();
    expect(await decisions.decide(stranger, integrationId(), { id, decision: 'approved', actor: 'x' })).toBe(false);
    expect(await states()).toEqual(['open 3']);
  });

  it('is written by nobody who lost the lease', async () => {
    await fixture.complete(held, ['a']);
    held = { ...held, fence: { ...held.fence, fence: '0' } };

    await expect(hold()).rejects.toThrow(LeaseLost);
    await expect(close()).rejects.toThrow(LeaseLost);
  });
});
