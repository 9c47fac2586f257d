const BACKOFF_CAP_MS = 32_000;

/** Port has published `x-ratelimit-reset` both as epoch seconds and as seconds left; no window is this long. */
const EPOCH_THRESHOLD_SECONDS = 10_000;

/** Statuses after which the same request may succeed. */
export function isRetryable(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

export interface FailedAttempt {
  /** 0 after the first try. */
  attempt: number;
  /** Absent when there was no answer at all. */
  answer?: { status: number; headers: Headers };
  now: number;
  backoffMs: number;
  /** In [0, 1). */
  random: number;
}

/**
 * Milliseconds to wait before the next try: what Port asks for plus jitter, else exponential with full jitter.
 * Port sends `x-ratelimit-reset` with every answer, so only a 429 gives it a meaning.
 */
export function retryDelayMs({ attempt, answer, now, backoffMs, random }: FailedAttempt): number {
  const backoff = Math.min(BACKOFF_CAP_MS, backoffMs * 2 ** attempt);
  const asked = answer && askedDelayMs(answer, now);
  return asked === undefined ? random * backoff : asked + random * backoffMs;
}

/** What Port asks a refused client to wait; undefined when it does not. */
export function askedDelayMs(
  { status, headers }: { status: number; headers: Headers },
  now: number,
): number | undefined {
  const retryAfter = retryAfterMs(headers.get('retry-after'), now);
  if (retryAfter !== undefined) return retryAfter;
  const resetAt = status === 429 ? resetAtMs(headers.get('x-ratelimit-reset'), now) : undefined;
  return resetAt === undefined ? undefined : Math.max(0, resetAt - now);
}

/** RFC 9110 10.2.3: seconds or an HTTP date. */
function retryAfterMs(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** The instant, in epoch milliseconds, at which the rate window ends. */
export function resetAtMs(value: string | null, now: number): number | undefined {
  if (value === null || value.trim() === '') return undefined;
  const seconds = Number(value);
  if (!Number.isFinite(seconds) || seconds < 0) return undefined;
  return seconds > EPOCH_THRESHOLD_SECONDS ? seconds * 1000 : now + seconds * 1000;
}
