import type { TenantId } from '@longshore/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bytes, LedgerFixture, type HeldAccountSync } from '../testing/ledger-fixture.js';
import { EntityLedger } from './entity-ledger.js';
import { FailureLedger } from './failure-ledger.js';
import { LeaseLost } from '../connection/lease-lost.error.js';
import type { IntendedPush } from './page-intent.js';

describe('the ledger of refused entities', () => {
  let fixture: LedgerFixture;
  let ledger: FailureLedger;
  let held: HeldAccountSync;
  let tenantId: TenantId;
  let push: IntendedPush;

  beforeAll(async () => {
    fixture = await LedgerFixture.open();
    ledger = new FailureLedger(fixture.database);
  });
  afterAll(() => fixture.close());
  beforeEach(async () => {
    held = await fixture.held();
    tenantId = held.tenantId;
    const pushes = await fixture.pages.intend(tenantId, await fixture.intent(held, [fixture.resource('orders')]));
    push = pushes[0] as IntendedPush;
  });

  const refuse = (code: string, body = 'orders body') =>
    ledger.record(tenantId, held.fence, held.sync.id, [
      { entityId: push.entityId, code, detail: 'why', body: Buffer.from('sealed'), bodyHash: bytes(body) },
    ]);
  const unmet = (after = '0') =>
    ledger.unmetRelations(tenantId, { syncId: held.sync.id, accountSyncId: held.row.id, after, limit: 10 });
  const states = async () =>
    (await new EntityLedger(fixture.database).list(tenantId, held.account.integrationId, { limit: 10 })).map(
      ({ identifier, state, failure }) => ({ identifier, state, failure }),
    );

  it('gives back what was refused for an unmet relation, with all that its confirmation needs', async () => {
    await refuse('unmet-relation');

    const { entityId, scopeId, intent } = push;
    expect(await unmet()).toEqual([
      {
        entityId,
        scopeId,
        intent,
        key: bytes('orders'),
        entry: 'queues',
        bodyHash: bytes('orders body'),
        accountSyncId: held.row.id,
        body: Buffer.from('sealed'),
      },
    ]);
    expect(await unmet(entityId)).toEqual([]);
  });

  it('gives back nothing that was refused for another reason', async () => {
    await refuse('422 invalid_request');

    expect(await unmet()).toEqual([]);
  });

  it('gives back no body that another claim has sent: it would confirm what was never pushed', async () => {
    await refuse('unmet-relation', 'the body of another claim');

    expect(await unmet()).toEqual([]);
  });

  it('tells when what may pass by itself is tried again: when the next sync is due', async () => {
    await refuse('503 unavailable');

    const due = await fixture.rows(
      tenantId,
      `select to_char((f.retry_at at time zone 'UTC'), 'YYYY-MM-DD"T"HH24:MI:SS.MSZ') as at, f.retry_at > now() as "isAhead" from hot.failure f`,
    );
    const [{ failure } = { failure: null }] = await states();
    expect(due).toEqual([{ at: failure?.retryAt, isAhead: true }]);
    expect(new Date(failure?.retryAt ?? '').toISOString()).toBe(failure?.retryAt);
  });

  it('shows the entity as failed with the reason, until Port has confirmed it', async () => {
    await refuse('422 invalid_request');
    const failure = { code: '422 invalid_request', detail: 'why', retryAt: null };
    expect(await states()).toEqual([{ identifier: 'orders', state: 'failed', failure }]);

    await fixture.store(held, [fixture.resource('orders')]);
    expect(await states()).toEqual([{ identifier: 'orders', state: 'confirmed', failure: null }]);
  });

  it('writes nothing for a worker that lost its lease', async () => {
    held = { ...held, fence: { ...held.fence, fence: '0' } };

    await expect(refuse('unmet-relation')).rejects.toThrow(LeaseLost);
  });
});

describe('the ledger as its tenant reads it', () => {
  let fixture: LedgerFixture;
  let ledger: EntityLedger;

  beforeAll(async () => {
    fixture = await LedgerFixture.open();
    ledger = new EntityLedger(fixture.database);
  });
  afterAll(() => fixture.close());

  it('lists each entity with its state and the resources that make it, page by page', async () => {
    const held = await fixture.held();
    const { tenantId, account } = held;
    await fixture.store(held, [fixture.resource('a'), fixture.resource('b')]);
    await fixture.complete(held, ['a']);
    await fixture.pages.intend(tenantId, await fixture.intent(held, [fixture.resource('c')]));
    const place = { awsAccountId: account.awsAccountId, region: 'eu-west-1', kind: 'AWS::SQS::Queue' };
    const made = (awsId: string) => [{ ...place, awsId, entry: 'queues', mappingNo: 1 }];

    const first = await ledger.list(tenantId, account.integrationId, { limit: 2 });
    const second = await ledger.list(tenantId, account.integrationId, { limit: 2, after: first[1]?.id });

    expect([...first, ...second].map(({ id: _, ...entity }) => entity)).toEqual([
      { blueprint: 'queue', identifier: 'a', state: 'confirmed', failure: null, claims: made('a') },
      { blueprint: 'queue', identifier: 'b', state: 'absent', failure: null, claims: made('b') },
      { blueprint: 'queue', identifier: 'c', state: 'pending', failure: null, claims: made('c') },
    ]);
  });

  it('shows a tenant nothing of another', async () => {
    const held = await fixture.held();
    await fixture.store(held, [fixture.resource('a')]);

    expect(await ledger.list(await fixture.stores.tenant(), held.account.integrationId, { limit: 10 })).toEqual([]);
  });
});
