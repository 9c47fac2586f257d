/** How long and how often Port is asked before it counts as unreachable. */
export interface RequestLimits {
  /** Of one HTTP exchange. Default 30 s. */
  timeoutMs: number;
  /** Of a request with all its retries and waits. Default 60 s. */
  deadlineMs: number;
  /** Tries per request. Default 5. */
  maxAttempts: number;
  /** First wait between tries; doubles up to 32 s (Port docs, rate limits: suggested back-off). Default 1 s. */
  backoffMs: number;
}

export const DEFAULT_LIMITS: RequestLimits = {
  timeoutMs: 30_000,
  deadlineMs: 60_000,
  maxAttempts: 5,
  backoffMs: 1000,
};
