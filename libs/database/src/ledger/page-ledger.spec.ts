import type { TenantId } from '@longshore/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bytes, LedgerFixture, type HeldAccountSync } from '../testing/ledger-fixture.js';
import { LeaseLost } from '../connection/lease-lost.error.js';

describe('the ledger of pages', () => {
  let fixture: LedgerFixture;
  let held: HeldAccountSync;
  let tenantId: TenantId;

  beforeAll(async () => {
    fixture = await LedgerFixture.open();
  });
  afterAll(() => fixture.close());
  beforeEach(async () => {
    held = await fixture.held();
    tenantId = held.tenantId;
  });

  const known = async (...names: string[]) => {
    const rows = await fixture.pages.known(tenantId, fixture.scope(held), names.map(bytes), 1);
    return rows.map(({ state, isAbsent, unconfirmed, claims }) => ({ state, isAbsent, unconfirmed, claims }));
  };

  it('knows nothing of a resource that was never listed', async () => {
    expect(await known('orders')).toEqual([]);
  });

  it('counts an entity as unconfirmed from the intent until Port has confirmed it', async () => {
    const intent = await fixture.intent(held, [fixture.resource('orders')]);
    const [push] = await fixture.pages.intend(tenantId, intent);

    expect(await known('orders')).toEqual([{ state: 'm', isAbsent: false, unconfirmed: 1, claims: 1 }]);

    const { key } = fixture.resource('orders');
    const { scopeId, entityId, intent: number } = push ?? { scopeId: '', entityId: '', intent: '' };
    const confirmation = { scopeId, entityId, intent: number, key, entry: 'queues', bodyHash: bytes('orders body') };
    await fixture.pages.confirm(tenantId, held.fence, [confirmation]);

    expect(await known('orders')).toEqual([{ state: 'm', isAbsent: false, unconfirmed: 0, claims: 1 }]);
  });

  it('asks to push again what was intended and never confirmed, as after a crash', async () => {
    await fixture.pages.intend(tenantId, await fixture.intent(held, [fixture.resource('orders')]));

    const pushes = await fixture.pages.intend(tenantId, await fixture.intent(held, [fixture.resource('orders')]));

    expect(pushes.map(({ resource, claim }) => ({ resource, claim }))).toEqual([{ resource: 0, claim: 0 }]);
  });

  it('asks to push nothing whose body Port has confirmed', async () => {
    await fixture.store(held, [fixture.resource('orders')]);

    const again = await fixture.intent(held, [fixture.resource('orders', { rawHash: bytes('changed') })]);

    expect(await fixture.pages.intend(tenantId, again)).toEqual([]);
  });

  it('counts what was confirmed in an earlier epoch as unconfirmed, and pushes it again', async () => {
    await fixture.store(held, [fixture.resource('orders')]);

    const [row] = await fixture.pages.known(tenantId, fixture.scope(held), [bytes('orders')], 2);
    const pushes = await fixture.pages.intend(
      tenantId,
      await fixture.intent(held, [fixture.resource('orders')], { epoch: 2 }),
    );

    expect({ unconfirmed: row?.unconfirmed, pushes: pushes.length }).toEqual({ unconfirmed: 1, pushes: 1 });
  });

  it('does not confirm an intent that a newer one has overtaken: the order in which Port saw them is unknown', async () => {
    const resource = fixture.resource('orders');
    const [older] = await fixture.pages.intend(tenantId, await fixture.intent(held, [resource]));
    const [newer] = await fixture.pages.intend(tenantId, await fixture.intent(held, [resource]));
    if (!older || !newer) throw new Error('nothing was intended');
    const confirmation = { key: resource.key, entry: 'queues', bodyHash: bytes('orders body') };

    await fixture.pages.confirm(tenantId, held.fence, [{ ...newer, ...confirmation }]);
    await fixture.pages.confirm(tenantId, held.fence, [{ ...older, ...confirmation }]);

    expect(await known('orders')).toEqual([{ state: 'm', isAbsent: false, unconfirmed: 1, claims: 1 }]);
  });

  it('leaves a resource and its claims alone when a newer look at AWS has written them', async () => {
    const older = await fixture.intent(held, [
      fixture.resource('orders', {
        rawHash: bytes('old'),
        claims: [{ entry: 'queues', blueprint: 'queue', identifier: 'old name', bodyHash: bytes('old') }],
      }),
    ]);
    await fixture.store(held, [fixture.resource('orders')]);

    expect(await fixture.pages.intend(tenantId, older)).toEqual([]);
    expect(await known('orders')).toEqual([{ state: 'm', isAbsent: false, unconfirmed: 0, claims: 1 }]);
    expect(
      await fixture.rows(tenantId, 'select raw_hash = $1 as "isNewer" from hot.resource', [bytes('orders raw')]),
    ).toEqual([{ isNewer: true }]);
  });

  it('leaves a claim alone that a newer mapping has written', async () => {
    await fixture.store(held, [fixture.resource('orders')], { mappingNo: 2 });
    const claims = [{ entry: 'queues', blueprint: 'queue', identifier: 'orders', bodyHash: bytes('older mapping') }];

    const intent = await fixture.intent(held, [fixture.resource('orders', { claims })], { mappingNo: 1 });

    expect(await fixture.pages.intend(tenantId, intent)).toEqual([]);
  });

  it('unmaps the old entity of a resource whose identifier changed, and pushes the new one', async () => {
    await fixture.store(held, [fixture.resource('orders')]);
    const claims = [{ entry: 'queues', blueprint: 'queue', identifier: 'orders-v2', bodyHash: bytes('v2') }];

    const pushes = await fixture.pages.intend(
      tenantId,
      await fixture.intent(held, [fixture.resource('orders', { claims })]),
    );

    expect(pushes).toHaveLength(1);
    expect(
      await fixture.rows(
        tenantId,
        'select e.identifier, c.unmapped from hot.claim c join hot.entity e on e.id = c.entity_id order by 1',
      ),
    ).toEqual([
      { identifier: 'orders', unmapped: true },
      { identifier: 'orders-v2', unmapped: false },
    ]);
  });

  it('keeps the claims of an entry that failed for a resource, and unmaps those of the others', async () => {
    const claim = (entry: string) => ({ entry, blueprint: 'queue', identifier: entry, bodyHash: bytes(entry) });
    await fixture.store(held, [fixture.resource('orders', { claims: [claim('one'), claim('two')] })]);

    await fixture.store(held, [fixture.resource('orders', { state: 'e', claims: [], failedEntries: ['one'] })]);

    expect(await fixture.rows(tenantId, 'select entry, unmapped from hot.claim order by entry')).toEqual([
      { entry: 'one', unmapped: false },
      { entry: 'two', unmapped: true },
    ]);
  });

  it('remembers a resource that the selector filters out', async () => {
    await fixture.store(held, [fixture.resource('orders', { state: 'f', claims: [] })]);

    expect(await known('orders')).toEqual([{ state: 'f', isAbsent: false, unconfirmed: 0, claims: 0 }]);
  });

  it('gives one entity to both of two resources that make it', async () => {
    const claims = (body: string) => [
      { entry: 'queues', blueprint: 'queue', identifier: 'same', bodyHash: bytes(body) },
    ];
    await fixture.store(held, [
      fixture.resource('one', { claims: claims('1') }),
      fixture.resource('two', { claims: claims('2') }),
    ]);

    expect(
      await fixture.rows(
        tenantId,
        'select count(*)::int as claims, count(distinct entity_id)::int as entities, count(pushed_hash)::int as confirmed from hot.claim',
      ),
    ).toEqual([{ claims: 2, entities: 1, confirmed: 2 }]);
  });

  it('lets two workers make the same entities at once', async () => {
    const [other] = await fixture.accounts(tenantId, 1, 'other');
    if (!other) throw new Error('no account');
    const second = await fixture.hold(tenantId, other);
    const resources = Array.from({ length: 40 }, (_, index) => fixture.resource(`queue-${index}`));

    await Promise.all([fixture.store(held, resources), fixture.store(second, resources.toReversed())]);

    expect(
      await fixture.rows(
        tenantId,
        'select count(*)::int as claims, count(distinct entity_id)::int as entities, count(pushed_hash)::int as confirmed from hot.claim',
      ),
    ).toEqual([{ claims: 80, entities: 40, confirmed: 80 }]);
  });

  it('writes nothing for a worker that lost its lease', async () => {
    const lost = { ...held, fence: { ...held.fence, fence: '0' } };
    const intent = await fixture.intent(lost, [fixture.resource('orders')]);

    await expect(fixture.pages.intend(tenantId, intent)).rejects.toThrow(LeaseLost);
    const confirmation = {
      scopeId: '1',
      key: bytes('x'),
      entry: 'e',
      entityId: '1',
      intent: '1',
      bodyHash: bytes('x'),
    };
    await expect(fixture.pages.confirm(tenantId, lost.fence, [confirmation])).rejects.toThrow(LeaseLost);
    expect(await fixture.rows(tenantId, 'select 1 from hot.scope')).toEqual([]);
  });

  it('shows a tenant nothing of another, and nothing without a tenant', async () => {
    await fixture.store(held, [fixture.resource('orders')]);
    const stranger = await fixture.stores.tenant();

    expect(await fixture.pages.known(stranger, fixture.scope(held), [bytes('orders')], 1)).toEqual([]);
    expect(
      await fixture.database.withoutTenant((transaction) => transaction.rows('select 1 from hot.resource')),
    ).toEqual([]);
  });
});
