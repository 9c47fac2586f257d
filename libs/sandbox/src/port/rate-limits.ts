/** Requests per window and organization, and how many of them may come at once. */
export interface RateLimit {
  limit: number;
  periodSeconds: number;
  /** Refilled evenly over the window; absent: the whole window may come at once. */
  burst?: number | undefined;
}

/** What the answer's rate headers say; `resetAt` in epoch milliseconds. */
export interface RateState {
  limit: number;
  periodSeconds: number;
  remaining: number;
  resetAt: number;
  /** Milliseconds until Port would take the request that it refuses now; absent when it takes it. */
  refusedForMs?: number;
}

/** Port has published `x-ratelimit-reset` in both forms; `none` is a Port that tells nothing. */
export type RateHeaderForm = 'epoch' | 'delta' | 'none';

export interface RateLimitChange {
  all?: RateLimit | undefined;
  singleUpsert?: RateLimit | undefined;
  headers?: RateHeaderForm | undefined;
}

interface Window {
  endsAt: number;
  used: number;
  /** Of the burst, and when that was so. */
  ready: number;
  countedAt: number;
}

/** Counts the requests of one class of routes in fixed windows, per organization. */
export class RateLimiter {
  readonly #windows = new Map<string, Window>();

  constructor(private readonly rate: RateLimit) {}

  count(organization: string, now: number): RateState {
    const { limit, periodSeconds, burst = Infinity } = this.rate;
    const window = this.#window(organization, now);
    window.ready = Math.min(burst, window.ready + ((now - window.countedAt) * limit) / (periodSeconds * 1000));
    window.countedAt = now;
    const refusedForMs = this.#refusedForMs(window, now);
    // A refused request takes nothing from the burst, or hammering would never end; of the window it does.
    if (refusedForMs === undefined) window.ready -= 1;
    window.used += 1;
    return {
      limit,
      periodSeconds,
      remaining: Math.max(0, limit - window.used),
      resetAt: window.endsAt,
      ...(refusedForMs !== undefined && { refusedForMs }),
    };
  }

  #window(organization: string, now: number): Window {
    const { periodSeconds, burst = Infinity } = this.rate;
    const current = this.#windows.get(organization);
    if (current && current.endsAt > now) return current;
    const ready = current?.ready ?? burst;
    const window = { endsAt: now + periodSeconds * 1000, used: 0, ready, countedAt: current?.countedAt ?? now };
    this.#windows.set(organization, window);
    return window;
  }

  #refusedForMs({ used, ready, endsAt }: Window, now: number): number | undefined {
    const { limit, periodSeconds } = this.rate;
    if (used >= limit) return endsAt - now;
    return ready >= 1 ? undefined : ((1 - ready) * periodSeconds * 1000) / limit;
  }
}

/** Port's limits by class of route; the classes and the header form can be changed while the stand-in runs. */
export class RateLimits {
  #all: RateLimiter;
  #singleUpsert: RateLimiter;

  constructor(
    private rates: { all: RateLimit; singleUpsert: RateLimit },
    private form: RateHeaderForm,
  ) {
    this.#all = new RateLimiter(rates.all);
    this.#singleUpsert = new RateLimiter(rates.singleUpsert);
  }

  get state() {
    return { ...this.rates, headers: this.form };
  }

  /** New limits begin with new windows. */
  change({ all, singleUpsert, headers }: RateLimitChange): void {
    this.rates = { all: all ?? this.rates.all, singleUpsert: singleUpsert ?? this.rates.singleUpsert };
    this.form = headers ?? this.form;
    if (all) this.#all = new RateLimiter(all);
    if (singleUpsert) this.#singleUpsert = new RateLimiter(singleUpsert);
  }

  /** Counts a request of that route; the answer's headers, and whether it is refused. */
  count(organization: string, route: string): { headers: { [header: string]: string }; isRefused: boolean } {
    const now = Date.now();
    const limiter = route === SINGLE_UPSERT ? this.#singleUpsert : this.#all;
    const state = limiter.count(organization, now);
    return { headers: rateHeaders(state, this.form, now), isRefused: state.refusedForMs !== undefined };
  }
}

const SINGLE_UPSERT = 'POST /v1/blueprints/:blueprint/entities';

function rateHeaders(state: RateState, form: RateHeaderForm, now: number): { [header: string]: string } {
  const { refusedForMs } = state;
  const retry = refusedForMs === undefined ? {} : { 'retry-after': String(Math.ceil(refusedForMs / 1000)) };
  if (form === 'none') return retry;
  const reset = form === 'epoch' ? state.resetAt : state.resetAt - now;
  return {
    ...retry,
    'x-ratelimit-period': String(state.periodSeconds),
    'x-ratelimit-limit': String(state.limit),
    'x-ratelimit-remaining': String(state.remaining),
    'x-ratelimit-reset': String(Math.ceil(reset / 1000)),
  };
}
