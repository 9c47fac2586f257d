import type { TenantId } from '@longshore/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bytes, LedgerFixture, type HeldAccountSync } from '../testing/ledger-fixture.js';
import type { Transaction } from '../connection/transaction.js';
import { LeaseLost } from '../connection/lease-lost.error.js';
import { absentBuried, type DeletionCandidate } from './dead-claims.js';
import { SettlementLedger } from './settlement-ledger.js';

const GLOBAL = { region: 'us-east-1', kind: 'AWS::IAM::Role' };
const QUEUES = { region: 'eu-west-1', kind: 'AWS::SQS::Queue' };

describe('the ledger of what is to be settled', () => {
  let fixture: LedgerFixture;
  let ledger: SettlementLedger;
  let held: HeldAccountSync;
  let tenantId: TenantId;

  beforeAll(async () => {
    fixture = await LedgerFixture.open();
    ledger = new SettlementLedger(fixture.database);
  });
  afterAll(() => fixture.close());
  beforeEach(async () => {
    held = await fixture.held();
    tenantId = held.tenantId;
  });

  const unsettled = async () =>
    (await ledger.unsettled(tenantId, held.account.id, [QUEUES, GLOBAL])).map(({ scopeId: _, ...scope }) => scope);
  const scopeId = async (): Promise<string> => {
    const [scope] = await ledger.unsettled(tenantId, held.account.id, [QUEUES]);
    return scope?.scopeId ?? '';
  };
  const settled = (id: string) => ({ scopeId: id, braked: false });
  const entity = (name: string) => [
    { entry: 'queues', blueprint: 'queue', identifier: name, bodyHash: bytes(`${name} body`) },
  ];
  const claims = () =>
    fixture.rows(
      tenantId,
      `select r.aws_id as resource, e.identifier as entity from hot.claim c join hot.resource r using (tenant_id, scope_id, key)
       join hot.entity e on e.id = c.entity_id order by 1, 2`,
    );

  it('has nothing to settle where every resource was listed', async () => {
    await fixture.store(held, [fixture.resource('a')]);
    await fixture.complete(held, ['a']);

    expect(await unsettled()).toEqual([]);
  });

  it('counts the entities that a scope makes and those that nothing makes any more', async () => {
    await fixture.store(held, [fixture.resource('a'), fixture.resource('b'), fixture.resource('c')]);
    await fixture.store(held, [fixture.resource('a', { claims: [], state: 'f' })]);
    await fixture.complete(held, ['a', 'b']);

    expect(await unsettled()).toEqual([
      { ...QUEUES, hasModel: false, known: 3, listed: 2, candidates: 2, approved: 0 },
    ]);
  });

  it('counts each entity of a resource that makes several', async () => {
    const items = ['x', 'y', 'z'].flatMap(entity);
    await fixture.store(held, [fixture.resource('a', { claims: items })]);
    await fixture.complete(held, []);

    expect(await unsettled()).toEqual([
      { ...QUEUES, hasModel: false, known: 3, listed: 0, candidates: 3, approved: 0 },
    ]);
  });

  it('does not count an entity that another scope makes too', async () => {
    await fixture.store(held, [fixture.resource('a')]);
    await fixture.store(held, [fixture.resource('twin', { claims: entity('a') })], {
      scope: fixture.scope(held, GLOBAL),
    });
    await fixture.complete(held, []);

    expect(await unsettled()).toEqual([
      { ...QUEUES, hasModel: false, known: 1, listed: 0, candidates: 0, approved: 0 },
    ]);
  });

  it('has nothing to settle in a scope that was not walked to its end', async () => {
    await fixture.store(held, [fixture.resource('a')]);
    await fixture.complete(held, []);
    const outcome = { state: 'incomplete', reason: 'throttled', detail: '' } as const;
    await fixture.walks.abandon(tenantId, held.fence, fixture.scope(held), outcome);

    expect(await unsettled()).toEqual([]);
  });

  it('reads absent resources page by page', async () => {
    await fixture.store(held, [fixture.resource('a'), fixture.resource('b'), fixture.resource('c')]);
    await fixture.complete(held, []);
    const id = await scopeId();

    const first = await ledger.absent(tenantId, id, { after: Buffer.alloc(0), limit: 2 });
    const second = await ledger.absent(tenantId, id, { after: first[1]?.key ?? Buffer.alloc(0), limit: 2 });

    expect([...first, ...second].map(({ awsId }) => awsId).sort()).toEqual(['a', 'b', 'c']);
    expect(second).toHaveLength(1);
  });

  describe('burying resources that are gone', () => {
    it('names the entities that nothing makes any more, and keeps their claims until Port has deleted them', async () => {
      await fixture.store(held, [fixture.resource('a'), fixture.resource('b')]);
      await fixture.complete(held, ['a']);

      const candidates = await ledger.bury(tenantId, held.fence, settled(await scopeId()), [bytes('b')]);

      expect(candidates).toEqual([
        { entityId: expect.any(String), blueprint: 'queue', identifier: 'b', awsId: 'b', reason: 'gone', holdId: null },
      ]);
      expect(await claims()).toEqual([
        { resource: 'a', entity: 'a' },
        { resource: 'b', entity: 'b' },
      ]);
    });

    it('only drops the claim where another resource makes the entity, whichever of the two comes first', async () => {
      await fixture.store(held, [fixture.resource('a'), fixture.resource('twin', { claims: entity('a') })]);
      await fixture.complete(held, ['twin']);

      expect(await ledger.bury(tenantId, held.fence, settled(await scopeId()), [bytes('a')])).toEqual([]);
      expect(await claims()).toEqual([{ resource: 'twin', entity: 'a' }]);
    });

    it('names an entity once when all its resources are gone, also when they are buried one by one', async () => {
      await fixture.store(held, [fixture.resource('a'), fixture.resource('twin', { claims: entity('a') })]);
      await fixture.complete(held, []);
      const id = await scopeId();

      expect(await ledger.bury(tenantId, held.fence, settled(id), [bytes('a')])).toEqual([]);
      expect(await ledger.bury(tenantId, held.fence, settled(id), [bytes('twin')])).toMatchObject([
        { identifier: 'a' },
      ]);
    });

    it('takes a claim that is dead in another scope as alive: only its own scope settles it', async () => {
      const elsewhere = fixture.scope(held, GLOBAL);
      await fixture.store(held, [fixture.resource('a')]);
      await fixture.store(held, [fixture.resource('twin', { claims: entity('a') })], { scope: elsewhere });
      await fixture.store(held, [fixture.resource('twin', { claims: [], state: 'f' })], { scope: elsewhere });
      await fixture.complete(held, []);

      expect(await ledger.bury(tenantId, held.fence, settled(await scopeId()), [bytes('a')])).toEqual([]);
      expect(await claims()).toEqual([{ resource: 'twin', entity: 'a' }]);
    });

    it('names an entity once when two listings let go of it at the same moment', async () => {
      const elsewhere = fixture.scope(held, GLOBAL);
      await fixture.store(held, [fixture.resource('a')]);
      await fixture.store(held, [fixture.resource('twin', { claims: entity('a') })], { scope: elsewhere });
      await fixture.complete(held, []);
      await fixture.complete(held, [], { scope: elsewhere });
      const scopes = await ledger.unsettled(tenantId, held.account.id, [QUEUES, GLOBAL]);
      const bury = (place: { kind: string }, name: string) => async (transaction: Transaction) => {
        const id = scopes.find(({ kind }) => kind === place.kind)?.scopeId ?? '';
        let named: DeletionCandidate[] = [];
        for (const { text, values } of absentBuried(tenantId, settled(id), [bytes(name)]))
          named = await transaction.rows(text, values);
        return named;
      };
      const isWaiting = (pid: number) =>
        expect
          .poll(() => fixture.rows(tenantId, `select cardinality(pg_blocking_pids(${pid})) as "waitsFor"`))
          .toEqual([{ waitsFor: 1 }]);

      let second: Promise<DeletionCandidate[]> = Promise.resolve([]);
      const first = await fixture.database.transaction(tenantId, async (transaction) => {
        const candidates = await bury(QUEUES, 'a')(transaction);
        await new Promise<void>((resolve, reject) => {
          second = fixture.database.transaction(tenantId, async (other) => {
            const session = await other.first<{ pid: number }>('select pg_backend_pid() as pid');
            isWaiting(session?.pid ?? 0).then(resolve, reject);
            return bury(GLOBAL, 'twin')(other);
          });
          second.then(() => resolve(), reject);
        });
        return candidates;
      });

      expect([...first, ...(await second)]).toMatchObject([{ identifier: 'a', awsId: 'twin' }]);
    });

    it('leaves a resource alone that has come back meanwhile', async () => {
      await fixture.store(held, [fixture.resource('a'), fixture.resource('b')]);
      await fixture.complete(held, []);
      const id = await scopeId();
      await fixture.store(held, [fixture.resource('a')]);

      expect(await ledger.bury(tenantId, held.fence, settled(id), [bytes('a'), bytes('b')])).toMatchObject([
        { identifier: 'b' },
      ]);
    });

    it('forgets a filtered resource at once', async () => {
      await fixture.store(held, [fixture.resource('a', { claims: [], state: 'f' })]);
      await fixture.complete(held, []);

      expect(await ledger.bury(tenantId, held.fence, settled(await scopeId()), [bytes('a')])).toEqual([]);
      expect(await fixture.rows(tenantId, 'select 1 from hot.resource')).toEqual([]);
    });
  });

  it('names what present resources no longer make as unmapped, in pages by entity', async () => {
    await fixture.store(held, [fixture.resource('a'), fixture.resource('b')]);
    await fixture.store(
      held,
      ['a', 'b'].map((name) => fixture.resource(name, { claims: [], state: 'f' })),
    );
    await fixture.complete(held, ['a', 'b']);
    const id = await scopeId();

    const first = await ledger.buryUnmapped(tenantId, held.fence, settled(id), { after: '0', limit: 1 });
    const after = first[0]?.entityId ?? '';
    const second = await ledger.buryUnmapped(tenantId, held.fence, settled(id), { after, limit: 1 });

    expect([...first, ...second].map(({ identifier, reason }) => ({ identifier, reason }))).toEqual([
      { identifier: 'a', reason: 'unmapped' },
      { identifier: 'b', reason: 'unmapped' },
    ]);
  });

  it('adds up what the account syncs of a sync find dead, beside what the integration had when it began', async () => {
    const { row, sync, account, fence } = held;
    await fixture.store(held, [fixture.resource('a'), fixture.resource('b')]);
    const entities = { created: 0, updated: 0, unchanged: 0, deleted: 7, held: 0, failed: 0 };
    await fixture.rows(tenantId, `update app.account_sync set counts = $2 where id = $1`, [row.id, { entities }]);
    const told = { integrationId: account.integrationId, syncId: sync.id };

    expect(await ledger.doom(tenantId, fence, { ...told, doomed: 8 })).toEqual({ entities: 9, doomed: 8 });
    expect(await ledger.doom(tenantId, fence, { ...told, doomed: 9 })).toEqual({ entities: 9, doomed: 9 });
    expect(await ledger.hasEntities(tenantId, account.integrationId)).toBe(true);
  });

  it('marks scopes that are no longer planned, keeps what they hold, and takes the mark back when they are walked again', async () => {
    await fixture.store(held, [fixture.resource('a')]);
    await fixture.complete(held, ['a']);
    const orphans = () => fixture.rows(tenantId, 'select orphaned_at is not null as "isOrphan" from hot.scope');

    expect(await ledger.orphan(tenantId, held.fence, held.account.id, [GLOBAL])).toEqual([QUEUES]);
    expect(await orphans()).toEqual([{ isOrphan: true }]);
    expect(await ledger.orphan(tenantId, held.fence, held.account.id, [GLOBAL])).toEqual([]);
    expect(await claims()).toEqual([{ resource: 'a', entity: 'a' }]);

    await fixture.complete(held, ['a']);
    expect(await orphans()).toEqual([{ isOrphan: false }]);

    await ledger.orphan(tenantId, held.fence, held.account.id, [GLOBAL]);
    const outcome = { state: 'incomplete', reason: 'denied', detail: '' } as const;
    await fixture.walks.abandon(tenantId, held.fence, fixture.scope(held), outcome);
    expect(await orphans()).toEqual([{ isOrphan: false }]);
  });

  it('writes nothing for a worker that lost its lease', async () => {
    const fence = { ...held.fence, fence: '0' };
    const { sync, account } = held;
    const told = { integrationId: account.integrationId, syncId: sync.id, doomed: 1 };

    await expect(ledger.bury(tenantId, fence, settled('1'), [bytes('a')])).rejects.toThrow(LeaseLost);
    await expect(ledger.buryUnmapped(tenantId, fence, settled('1'), { after: '0', limit: 1 })).rejects.toThrow(
      LeaseLost,
    );
    await expect(ledger.doom(tenantId, fence, told)).rejects.toThrow(LeaseLost);
    await expect(ledger.orphan(tenantId, fence, account.id, [])).rejects.toThrow(LeaseLost);
  });

  it('shows a tenant nothing of another', async () => {
    await fixture.store(held, [fixture.resource('a')]);
    await fixture.complete(held, []);
    const stranger = await fixture.stores.tenant();

    expect(await ledger.unsettled(stranger, held.account.id, [QUEUES])).toEqual([]);
    expect(await ledger.absent(stranger, await scopeId(), { after: Buffer.alloc(0), limit: 10 })).toEqual([]);
    expect(await ledger.hasEntities(stranger, held.account.integrationId)).toBe(false);
  });
});
