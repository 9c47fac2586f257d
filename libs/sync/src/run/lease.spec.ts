import { AccountSyncId, TenantId } from '@longshore/domain';
import { LEASE, LeaseLost } from '@longshore/database';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Lease } from './lease.js';
import { SyncCancelled } from './sync-cancelled.error.js';

const ID = '00000000-0000-4000-8000-000000000000';

describe('a lease', () => {
  let answer: () => Promise<{ isCancelled: boolean } | undefined>;
  let renewals: number;
  let lease: Lease;

  beforeEach(() => {
    vi.useFakeTimers();
    answer = async () => ({ isCancelled: false });
    renewals = 0;
    const store = {
      renew: () => {
        renewals += 1;
        return answer();
      },
    };
    const fence = { accountSyncId: AccountSyncId.parse(ID), fence: '1' };
    const onRenewed = async () => undefined;
    lease = new Lease(store, {
      tenantId: TenantId.parse(ID),
      fence,
      terms: LEASE,
      askedAt: performance.now(),
      onRenewed,
    });
  });
  afterEach(() => {
    lease.end();
    vi.useRealTimers();
  });

  it('is renewed every fifteen seconds, and lets pushes begin as long as it is', async () => {
    await vi.advanceTimersByTimeAsync(600_000);

    expect(renewals).toBe(40);
    expect(lease.signal.aborted).toBe(false);
    expect(() => lease.assertPushable()).not.toThrow();
  });

  it('ends everything in flight when another worker has taken it', async () => {
    answer = async () => undefined;
    await vi.advanceTimersByTimeAsync(15_000);

    expect(lease.signal.reason).toBeInstanceOf(LeaseLost);
    expect(() => lease.assertPushable()).toThrow(LeaseLost);
  });

  it('ends everything in flight when the sync was cancelled', async () => {
    answer = async () => ({ isCancelled: true });
    await vi.advanceTimersByTimeAsync(15_000);

    expect(lease.signal.reason).toBeInstanceOf(SyncCancelled);
  });

  it.each([
    { how: 'refuses', renew: () => Promise.reject(new Error('connection refused')) },
    { how: 'does not answer', renew: () => new Promise<undefined>(() => undefined) },
  ])(
    'lets no push begin in its last fifteen seconds, and is lost at its end, when the database $how',
    async ({ renew }) => {
      answer = renew;
      await vi.advanceTimersByTimeAsync(30_000);
      expect(() => lease.assertPushable()).not.toThrow();

      await vi.advanceTimersByTimeAsync(1);
      expect(() => lease.assertPushable()).toThrow(LeaseLost);
      expect(lease.signal.aborted).toBe(false);

      await vi.advanceTimersByTimeAsync(14_999);
      expect(lease.signal.reason).toBeInstanceOf(LeaseLost);
    },
  );

  it('survives a database that comes back in time', async () => {
    answer = () => Promise.reject(new Error('connection refused'));
    await vi.advanceTimersByTimeAsync(30_000);
    answer = async () => ({ isCancelled: false });
    await vi.advanceTimersByTimeAsync(60_000);

    expect(lease.signal.aborted).toBe(false);
  });

  it('keeps the first reason that ended it', () => {
    lease.abandon(new Error('first'));
    lease.abandon(new Error('second'));

    expect(lease.signal.reason).toEqual(new Error('first'));
  });
});
