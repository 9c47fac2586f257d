import { setMaxListeners } from 'node:events';
import type { AccountSyncId, TenantId } from '@longshore/domain';
import { LeaseLost, type AccountSyncStore, type Fence, type LeaseTerms } from '@longshore/database';
import { SyncCancelled } from './sync-cancelled.error.js';

/** A renewal that failed is tried again so many times within the interval of renewals. */
const RETRIES = 5;

export interface LeaseOptions {
  tenantId: TenantId;
  fence: Fence;
  terms: LeaseTerms;
  /** Monotonic time just before the lease was asked for: it ends no later than this plus its length. */
  askedAt: number;
  /** Called after each renewal. */
  onRenewed: () => Promise<void>;
}

/**
 * The right to work on an account sync, renewed while it lasts. Its signal aborts every request in flight once it is lost, which is
 * before somebody else may take over; the fence cannot stop what Port has already received, "push again" makes up for that.
 */
export class Lease {
  private readonly aborting = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private deadline: NodeJS.Timeout | undefined;
  private renewedAt: number;
  private isEnded = false;

  constructor(
    private readonly store: Pick<AccountSyncStore, 'renew'>,
    private readonly options: LeaseOptions,
  ) {
    // Every request in flight listens, and there may be many.
    setMaxListeners(0, this.aborting.signal);
    this.renewedAt = options.askedAt;
    this.prolong(options.askedAt);
    this.schedule(options.terms.renewSeconds * 1000);
  }

  get fence(): Fence {
    return this.options.fence;
  }

  get id(): AccountSyncId {
    return this.fence.accountSyncId;
  }

  get signal(): AbortSignal {
    return this.aborting.signal;
  }

  /** Throws unless a request that starts now will end before the lease can be taken over. */
  assertPushable(): void {
    this.signal.throwIfAborted();
    const leftMs = this.options.terms.seconds * 1000 - (performance.now() - this.renewedAt);
    if (leftMs < this.options.terms.pushMarginSeconds * 1000) throw new LeaseLost();
  }

  /** Ends everything in flight, after something that the account sync cannot survive. The first reason stays. */
  abandon(reason: unknown): void {
    this.aborting.abort(reason);
  }

  end(): void {
    this.isEnded = true;
    clearTimeout(this.timer);
    clearTimeout(this.deadline);
  }

  private schedule(ms: number): void {
    if (this.isEnded) return;
    this.timer = setTimeout(() => void this.renew(), ms);
    this.timer.unref();
  }

  private async renew(): Promise<void> {
    const askedAt = performance.now();
    try {
      const renewed = await this.store.renew(this.options.tenantId, this.id, this.fence.fence);
      if (!renewed) this.abandon(new LeaseLost());
      else if (renewed.isCancelled) this.abandon(new SyncCancelled());
      if (renewed && !this.isEnded) this.prolong(askedAt);
      await this.options.onRenewed();
      this.schedule(this.options.terms.renewSeconds * 1000);
    } catch {
      // PostgreSQL may come back before the lease ends; if it does not, the deadline ends the work.
      this.schedule((this.options.terms.renewSeconds * 1000) / RETRIES);
    }
  }

  private prolong(askedAt: number): void {
    this.renewedAt = Math.max(this.renewedAt, askedAt);
    clearTimeout(this.deadline);
    const leftMs = this.options.terms.seconds * 1000 - (performance.now() - this.renewedAt);
    this.deadline = setTimeout(() => this.abandon(new LeaseLost()), Math.max(0, leftMs));
    this.deadline.unref();
  }
}
