import { pause } from './cancellation.js';
import type { Remedy } from './classify-aws-error.js';

/** How often a remedy is tried, and the range of its waits in milliseconds. */
export interface Backoff {
  retries: number;
  baseMs: number;
  capMs: number;
}

export type RetrySchedule = Readonly<Record<Exclude<Remedy, 'none'>, Backoff>>;

/** Throttling passes when we are slow for long enough; a broken handler mostly stays broken. */
export const RETRY_SCHEDULE: RetrySchedule = {
  'slow-down': { retries: 7, baseMs: 500, capMs: 20_000 },
  wait: { retries: 3, baseMs: 200, capMs: 5_000 },
  'new-session': { retries: 1, baseMs: 0, capMs: 0 },
};

export interface Judgement {
  remedy: Remedy;
  /** What the caller gets when the remedy is used up. */
  error: Error;
}

/** Tries again as the judgement of each error says; waits are drawn evenly from zero to the doubled base ("full jitter"). */
export async function retrying<T>(
  attempt: () => Promise<T>,
  judge: (thrown: unknown) => Judgement | Promise<Judgement>,
  { signal, schedule }: { signal: AbortSignal; schedule: RetrySchedule },
): Promise<T> {
  const used: Record<Remedy, number> = { 'slow-down': 0, wait: 0, 'new-session': 0, none: 0 };
  for (;;) {
    try {
      return await attempt();
    } catch (thrown) {
      const { remedy, error } = await judge(thrown);
      if (remedy === 'none' || used[remedy] >= schedule[remedy].retries) throw error;
      const { baseMs, capMs } = schedule[remedy];
      await pause(Math.random() * Math.min(capMs, baseMs * 2 ** used[remedy]), signal);
      used[remedy] += 1;
    }
  }
}
