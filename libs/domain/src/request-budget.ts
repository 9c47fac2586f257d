import type { BudgetLease, RateReading } from './ports/port-budget.js';

/** Of Port's limit on average: other clients of the organization live from the same budget. */
const AVERAGE_SHARE = 0.7;

/** Of Port's limit at once, after a quiet time. */
const BURST_SHARE = 0.1;

/** Of Port's limit: as long as more than this is left, bursts pass; what is below is spread over the rest of the window. */
const RESERVED_SHARE = 0.2;

/** How far ahead places are given away: in the order of asking, so that nobody starves, but not so far that a crash matters. */
const MAX_AHEAD_MS = 10_000;

/** Port's last published limit for entity calls, until an answer tells the real one. */
const PRESUMED = { limit: 35_000, periodSeconds: 300 };

/** A token bucket of one organization. Tokens below zero are places that were given away ahead. Times in epoch milliseconds. */
export interface RequestBudget {
  tokens: number;
  refillPerSecond: number;
  burst: number;
  /** In place of `refillPerSecond` until `resetAt`; null when Port's answers show room. */
  scarcePerSecond: number | null;
  resetAt: number;
  updatedAt: number;
}

export function newBudget(now: number): RequestBudget {
  const rates = ratesOf(PRESUMED);
  return { ...rates, tokens: rates.burst, scarcePerSecond: null, resetAt: now, updatedAt: now };
}

/** Gives away up to `want` requests, in the order of asking. */
export function leaseFrom(budget: RequestBudget, want: number, now: number): BudgetLease & { budget: RequestBudget } {
  const current = refilled(budget, now);
  const wanted = Math.max(1, Math.floor(want));
  const ready = Math.floor(current.tokens);
  const ahead = Math.floor(refilled(current, now + MAX_AHEAD_MS, Infinity).tokens);
  const granted = Math.min(wanted, ready >= 1 ? ready : ahead);
  if (granted < 1) return { budget: current, granted: 0, waitMs: Math.max(1, msUntil(current, 1) - MAX_AHEAD_MS) };
  const waitMs = msUntil(current, granted);
  return { budget: { ...current, tokens: current.tokens - granted }, granted, waitMs };
}

/** The budget after an answer of Port: its limit sets the pace, what it has left decides about bursts. */
export function informed(budget: RequestBudget, reading: RateReading, now: number): RequestBudget {
  const { limit, periodSeconds, remaining, resetsInMs } = reading;
  const current = refilled(budget, now);
  const rates = limit && periodSeconds ? ratesOf({ limit, periodSeconds }) : current;
  const { refillPerSecond, burst } = rates;
  const reserve = limit === undefined ? 0 : limit * RESERVED_SHARE;
  const room = Math.max(0, remaining - reserve);
  // What left before the limit was known has left the smaller burst as well.
  const unspent = burst - (current.burst - current.tokens);
  const evenly = (AVERAGE_SHARE * remaining * 1000) / Math.max(1, resetsInMs);
  return {
    tokens: Math.min(current.tokens, unspent, room),
    refillPerSecond,
    burst,
    scarcePerSecond: room > 0 ? null : Math.min(refillPerSecond, evenly),
    resetAt: now + resetsInMs,
    updatedAt: now,
  };
}

function ratesOf({ limit, periodSeconds }: { limit: number; periodSeconds: number }) {
  return {
    refillPerSecond: (AVERAGE_SHARE * limit) / periodSeconds,
    burst: Math.max(1, BURST_SHARE * limit),
  };
}

/** Time that runs backwards adds nothing. */
function refilled(budget: RequestBudget, now: number, cap = budget.burst): RequestBudget {
  if (now <= budget.updatedAt) return budget;
  const isOver = budget.resetAt <= now;
  const scarceMs = budget.scarcePerSecond === null ? 0 : Math.max(0, Math.min(now, budget.resetAt) - budget.updatedAt);
  const usualMs = now - budget.updatedAt - scarceMs;
  const gained = ((budget.scarcePerSecond ?? 0) * scarceMs + budget.refillPerSecond * usualMs) / 1000;
  return {
    ...budget,
    tokens: Math.min(cap, budget.tokens + gained),
    scarcePerSecond: isOver ? null : budget.scarcePerSecond,
    updatedAt: now,
  };
}

/** Whole milliseconds until that many tokens are there. */
function msUntil(budget: RequestBudget, tokens: number): number {
  const missing = tokens - budget.tokens;
  if (missing <= 0) return 0;
  const { scarcePerSecond, resetAt, updatedAt, refillPerSecond } = budget;
  if (scarcePerSecond === null) return Math.ceil((missing * 1000) / refillPerSecond);
  const scarceMs = Math.max(0, resetAt - updatedAt);
  const gained = (scarcePerSecond * scarceMs) / 1000;
  if (gained >= missing) return Math.ceil((missing * 1000) / scarcePerSecond);
  return Math.ceil(scarceMs + ((missing - gained) * 1000) / refillPerSecond);
}
