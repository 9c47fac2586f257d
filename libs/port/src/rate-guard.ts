import type { HttpAnswer } from './exchange.js';
import type { Pace, Wait } from './pace.js';
import { rateReading } from './rate-reading.js';

/** Other clients share the organization's budget, so the last fifth of a window is spread over its rest. */
const SCARCE_SHARE = 0.2;

/** All who wait for the end of the same window must not leave at the same moment. */
const JITTER_MS = 500;

interface Window {
  limit: number;
  remaining: number;
  resetAt: number;
  /** When the next request may leave. */
  nextAt: number;
}

/** The pace of one process on its own: slows down before Port has to refuse, per organization, by the rate headers of its answers. */
export class RateGuard implements Pace {
  readonly #windows = new Map<string, Window>();

  take(organization: string, wait: Wait): Promise<void> {
    const ms = this.reserve(organization, Date.now());
    return wait(ms > 0 ? ms + Math.random() * JITTER_MS : 0);
  }

  async learn(organization: string, answer: HttpAnswer): Promise<void> {
    this.read(organization, answer, Date.now());
  }

  /** Takes a place in the window; milliseconds until the request may leave. */
  reserve(organization: string, now: number): number {
    const window = this.#windows.get(organization);
    if (!window || window.resetAt <= now || window.remaining > window.limit * SCARCE_SHARE) return 0;
    const leaveAt = window.remaining > 0 ? Math.max(now, window.nextAt) : window.resetAt;
    window.nextAt = leaveAt + (window.resetAt - now) / Math.max(1, window.remaining);
    window.remaining = Math.max(0, window.remaining - 1);
    return leaveAt - now;
  }

  /** Learns from an answer; one that does not tell the whole window says nothing. */
  read(organization: string, answer: Pick<HttpAnswer, 'status' | 'headers'>, now: number): void {
    const reading = rateReading(answer, now);
    const limit = reading?.limit ?? this.#windows.get(organization)?.limit;
    if (!reading || limit === undefined) return;
    const { remaining, resetsInMs } = reading;
    const resetAt = now + resetsInMs;
    const nextAt = this.#windows.get(organization)?.nextAt ?? 0;
    this.#windows.set(organization, { limit, remaining, resetAt, nextAt: Math.min(nextAt, resetAt) });
  }
}
