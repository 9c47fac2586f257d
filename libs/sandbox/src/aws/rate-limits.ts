import { z } from 'zod';
import { SERVICE_NAMES, type ServiceName } from './service.js';

const Rate = z.strictObject({
  /** Calls per second, steadily. */
  perSecond: z.number().positive(),
  /** Calls that may come at once after a pause. */
  burst: z.int().min(1),
});

/** Of each account and region; a service that is absent takes every call. */
export const Rates = z.partialRecord(z.enum(SERVICE_NAMES), Rate);
export type Rates = z.infer<typeof Rates>;

/** Cloud Control publishes no quota for reads; about 30 calls a second were measured. */
export const AWS_RATES: Rates = { cloudcontrol: { perSecond: 30, burst: 60 } };

interface Bucket {
  tokens: number;
  /** When the tokens were counted, in milliseconds. */
  at: number;
}

/** A token bucket for each service in each region of each account. */
export class RateLimits {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private current: Rates,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get rates(): Rates {
    return this.current;
  }

  /** All buckets are full afterwards. */
  replace(rates: Rates): void {
    this.current = rates;
    this.buckets.clear();
  }

  /** False for a call too many. */
  take(service: ServiceName, accountId: string, region: string): boolean {
    const rate = this.current[service];
    if (rate === undefined) return true;
    const key = `${service}/${accountId}/${region}`;
    const now = this.now();
    const bucket = this.buckets.get(key) ?? { tokens: rate.burst, at: now };
    this.buckets.set(key, bucket);
    bucket.tokens = Math.min(rate.burst, bucket.tokens + ((now - bucket.at) / 1000) * rate.perSecond);
    bucket.at = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}
