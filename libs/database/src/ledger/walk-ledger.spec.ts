import type { TenantId } from '@longshore/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bytes, LedgerFixture, type HeldAccountSync } from '../testing/ledger-fixture.js';
import { LeaseLost } from '../connection/lease-lost.error.js';

describe('the ledger of walks', () => {
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

  const checkpoint = (page: number, observation: string, names: string[]) =>
    fixture.walks.checkpoint(tenantId, {
      ...held.fence,
      scope: fixture.scope(held),
      page,
      observation,
      nextToken: `token-${page + 1}`,
      keys: names.map(bytes),
    });
  const resume = () => fixture.walks.resume(tenantId, held.row.id, fixture.scope(held));
  const absent = () =>
    fixture.rows(
      tenantId,
      'select aws_id as name, missed_again as "isMissedAgain" from hot.resource where absent_at is not null order by 1',
    );

  it('numbers each look higher than the one before', async () => {
    const first = await fixture.walks.observe(tenantId);
    const second = await fixture.walks.observe(tenantId);

    expect(BigInt(second.observation)).toBeGreaterThan(BigInt(first.observation));
    expect(second.begunAt.getTime()).toBeGreaterThanOrEqual(first.begunAt.getTime());
  });

  describe('a walk of several pages', () => {
    it('is taken up after its last confirmed page', async () => {
      await fixture.store(held, [fixture.resource('a'), fixture.resource('b'), fixture.resource('c')]);
      await checkpoint(0, '700', ['a', 'b']);
      await checkpoint(1, '700', ['c']);

      expect(await resume()).toEqual({ observation: '700', page: 2, nextToken: 'token-2', items: 3, isStale: false });
    });

    it('loses none of the pages read before it was taken up', async () => {
      await fixture.store(held, [fixture.resource('a'), fixture.resource('b'), fixture.resource('c')]);
      const { observation } = await fixture.walks.observe(tenantId);
      await checkpoint(0, observation, ['a']);
      const taken = await resume();
      await checkpoint(taken?.page ?? -1, observation, ['b']);

      await fixture.walks.complete(tenantId, held.fence, {
        scope: fixture.scope(held),
        observation,
        begunAt: null,
        lastKeys: [bytes('c')],
        items: 3,
      });

      expect(await absent()).toEqual([]);
      expect(await resume()).toBeUndefined();
    });

    it('counts every page it has confirmed, however long ago, and is stale by its newest one', async () => {
      await fixture.store(held, [fixture.resource('a')]);
      await checkpoint(0, '700', ['a']);
      await checkpoint(1, '700', ['b']);
      await fixture.rows(
        tenantId,
        `update hot.checkpoint set cursor_at = now() - interval '11 minutes' where page = 0`,
      );
      expect(await resume()).toMatchObject({ items: 2, isStale: false });

      await fixture.rows(tenantId, `update hot.checkpoint set cursor_at = now() - interval '11 minutes'`);
      expect(await resume()).toMatchObject({ items: 2, isStale: true });
    });

    it('does not count pages of the walk before it as seen', async () => {
      await fixture.store(held, [fixture.resource('a'), fixture.resource('b')]);
      await checkpoint(0, '1', ['a']);
      await checkpoint(1, '1', ['b']);
      const { observation, begunAt } = await fixture.walks.observe(tenantId);
      await checkpoint(0, observation, ['a']);

      await fixture.walks.complete(tenantId, held.fence, {
        scope: fixture.scope(held),
        observation,
        begunAt,
        lastKeys: [],
        items: 1,
      });

      expect(await absent()).toEqual([{ name: 'b', isMissedAgain: false }]);
    });
  });

  describe('a complete walk', () => {
    beforeEach(() => fixture.store(held, [fixture.resource('a'), fixture.resource('b')]));

    it('finds absent what it did not list', async () => {
      await fixture.complete(held, ['a']);

      expect(await absent()).toEqual([{ name: 'b', isMissedAgain: false }]);
      expect(await fixture.rows(tenantId, 'select outcome, item_count from hot.scope')).toEqual([
        { outcome: 'complete', item_count: 1 },
      ]);
    });

    it('finds nothing absent that somebody saw after the walk began', async () => {
      const { observation, begunAt } = await fixture.walks.observe(tenantId);
      await fixture.store(held, [fixture.resource('b', { rawHash: bytes('seen later') })]);

      await fixture.walks.complete(tenantId, held.fence, {
        scope: fixture.scope(held),
        observation,
        begunAt,
        lastKeys: [bytes('a')],
        items: 1,
      });

      expect(await absent()).toEqual([]);
    });

    it('strikes a second time only when it began ten minutes after the first', async () => {
      await fixture.complete(held, ['a']);
      await fixture.complete(held, ['a'], { minutes: 9 });
      expect(await absent()).toEqual([{ name: 'b', isMissedAgain: false }]);

      await fixture.complete(held, ['a'], { minutes: 11 });
      expect(await absent()).toEqual([{ name: 'b', isMissedAgain: true }]);
    });

    it('does not strike a second time by the passing of time', async () => {
      await fixture.complete(held, ['a']);
      await fixture.rows(
        tenantId,
        `update hot.resource set absent_at = absent_at - interval '1 hour' where absent_at is not null`,
      );

      expect(await absent()).toEqual([{ name: 'b', isMissedAgain: false }]);
    });

    it('does not strike a second time when it was taken up again: when it began is not known', async () => {
      await fixture.complete(held, ['a']);
      const { observation } = await fixture.walks.observe(tenantId);
      await fixture.rows(
        tenantId,
        `update hot.resource set absent_at = absent_at - interval '1 hour' where absent_at is not null`,
      );

      await fixture.walks.complete(tenantId, held.fence, {
        scope: fixture.scope(held),
        observation,
        begunAt: null,
        lastKeys: [bytes('a')],
        items: 1,
      });

      expect(await absent()).toEqual([{ name: 'b', isMissedAgain: false }]);
    });

    it('forgets both strikes of a resource that is back', async () => {
      await fixture.complete(held, ['a']);
      await fixture.complete(held, ['a'], { minutes: 11 });

      await fixture.pages.intend(tenantId, await fixture.intent(held, [], { revived: [bytes('b')] }));
      await fixture.complete(held, ['a'], { minutes: 22 });

      expect(await absent()).toEqual([{ name: 'b', isMissedAgain: false }]);
    });
  });

  it('ends a walk that proves nothing without finding anything absent, and drops its checkpoints', async () => {
    await fixture.store(held, [fixture.resource('a')]);
    await checkpoint(0, '700', ['x']);
    const outcome = { state: 'incomplete', reason: 'denied', detail: 'AccessDenied: no' } as const;

    await fixture.walks.abandon(tenantId, held.fence, fixture.scope(held), outcome);

    expect(await absent()).toEqual([]);
    expect(await resume()).toBeUndefined();
    expect(await fixture.rows(tenantId, 'select outcome, outcome_detail from hot.scope')).toEqual([
      { outcome: 'incomplete', outcome_detail: outcome },
    ]);
  });

  it('writes nothing for a worker that lost its lease', async () => {
    await fixture.store(held, [fixture.resource('a')]);
    held = { ...held, fence: { ...held.fence, fence: '0' } };
    const outcome = { state: 'incomplete', reason: 'denied', detail: '' } as const;

    await expect(checkpoint(0, '1', ['a'])).rejects.toThrow(LeaseLost);
    await expect(fixture.complete(held, [])).rejects.toThrow(LeaseLost);
    await expect(fixture.walks.abandon(tenantId, held.fence, fixture.scope(held), outcome)).rejects.toThrow(LeaseLost);
    expect(await absent()).toEqual([]);
  });
});
