export interface TokenBucketOptions {
  /** Calls per second at most. */
  ceiling: number;
  /** Calls that may follow each other at once after a pause. */
  burst: number;
}

const FLOOR_PER_SECOND = 0.5;

/** Answers that throttle arrive together when calls ran in parallel; they are one event. */
const ONE_EVENT_MS = 1_000;

/** Steady success for this long brings the rate from nothing back to its ceiling. */
const RECOVERY_SECONDS = 60;

/**
 * How fast one service of one account in one region may be called: additive increase, multiplicative decrease.
 * Knows no clock; times are milliseconds of any monotonic one.
 */
export class TokenBucket {
  private rate: number;
  /** When the next call would be due if calls had always come evenly. */
  private due = Number.NEGATIVE_INFINITY;
  private throttledAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: TokenBucketOptions) {
    this.rate = options.ceiling;
  }

  get callsPerSecond(): number {
    return this.rate;
  }

  /** Takes a token and tells how many milliseconds to wait before using it. */
  take(now: number): number {
    const interval = 1_000 / this.rate;
    const earliest = now - interval * (this.options.burst - 1);
    const slot = Math.max(this.due, earliest);
    this.due = slot + interval;
    return Math.max(0, slot - now);
  }

  throttled(now: number): void {
    if (now - this.throttledAt < ONE_EVENT_MS) return;
    this.throttledAt = now;
    this.rate = Math.max(FLOOR_PER_SECOND, this.rate / 2);
  }

  succeeded(): void {
    const { ceiling } = this.options;
    this.rate = Math.min(ceiling, this.rate + ceiling / (this.rate * RECOVERY_SECONDS));
  }
}
